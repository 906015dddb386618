"""Who was seen how often."""

from django.db import models


class Exposure(models.Model):
    """How often cards of a seller were on a page that was shown, by day. Nothing is kept about who looked."""

    personal = ()
    seller = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    on = models.DateField()
    shown = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="exposure_of_a_day", fields=["seller", "on"])]
        indexes = [models.Index(name="exposures_by_day", fields=["on"])]
