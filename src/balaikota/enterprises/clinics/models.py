"""Group clinics and who sits in them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching.models import Field


class Clinic(models.Model):
    """A meeting of one coach with several businesses."""

    personal = ("notes",)
    title = models.CharField(_("pokok bahasan"), max_length=120)
    field = models.CharField(_("bidang"), max_length=15, choices=Field)
    place = models.CharField(_("tempat"), max_length=160)
    at = models.DateTimeField(_("waktu"))
    minutes = models.PositiveSmallIntegerField(_("lamanya"), default=120, help_text="minutes")
    seats = models.PositiveSmallIntegerField(_("tempat duduk"))
    coach = models.ForeignKey("coaching.Coach", models.PROTECT, related_name="clinics")
    notes = models.TextField(_("catatan"), blank=True, max_length=4000)
    held_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="clinic_seats_somebody", condition=Q(seats__gte=1))]

    def get_absolute_url(self) -> str:
        return reverse("clinics:clinic", args=[self.pk])


class Seat(models.Model):
    """A business in a clinic; whether it came is known afterwards."""

    personal = ()
    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="taken")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="seats")
    booked_at = models.DateTimeField(default=timezone.now)
    came = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_seat_each", fields=["clinic", "enterprise"])]
