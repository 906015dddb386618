"""How long people waited, as measured each night."""

from django.db import models
from django.utils import timezone

MINIMUM = 20


class WaitingTime(models.Model):
    """The usual waiting time for a service on one day, in working hours of the city's clock.

    Applications the city opened itself (`is_linked`) are measured apart: their file is complete from the start.
    """

    personal = ()
    service = models.ForeignKey("catalogue.Service", models.CASCADE, related_name="+")
    is_linked = models.BooleanField()
    on = models.DateField()
    days = models.PositiveSmallIntegerField(help_text="the window: cases closed in so many days")
    n = models.PositiveIntegerField()
    median_hours = models.FloatField(null=True)
    p90_hours = models.FloatField(null=True)
    left_out_bursts = models.PositiveIntegerField(help_text="old files closed in a burst")
    left_out_old = models.PositiveIntegerField(help_text="single files far older than usual")
    measured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_waiting_time_a_day", fields=["service", "is_linked", "on"])
        ]

    @property
    def is_enough(self) -> bool:
        """Is the sample large enough to say anything?"""
        return self.n >= MINIMUM
