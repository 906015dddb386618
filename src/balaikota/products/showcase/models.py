"""Fairs and who sells there."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Fair(models.Model):
    """A bazaar or exhibition: its catalogue is printed for its visitors."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("nama bazar"), max_length=120)
    place = models.CharField(_("tempat"), max_length=160)
    on = models.DateField(_("mulai"))
    until_on = models.DateField(_("sampai"), help_text="last day, inclusive")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="fairs_end_after_they_begin", condition=Q(until_on__gte=F("on")))
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("showcase:fair", args=[self.pk])


class Stall(models.Model):
    """One seller at a fair, and where they stand there."""

    personal = ()
    fair = models.ForeignKey(Fair, models.CASCADE, related_name="stalls")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    spot = models.CharField(_("nomor lapak"), max_length=20, blank=True)

    class Meta:
        ordering = ["spot", "pk"]
        constraints = [models.UniqueConstraint(name="stalls_each_once", fields=["fair", "enterprise"])]
