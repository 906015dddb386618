"""Published figures."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Figure(models.Model):
    """What is counted, how, and by whom."""

    personal = ()
    code = models.SlugField(unique=True)
    name = models.CharField(_("nama"), max_length=160)
    definition = models.TextField(_("definisi"))
    unit = models.CharField(_("satuan"), max_length=40)
    source = models.CharField(_("sumber"), max_length=200)

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """A figure's value for a period, as published at a moment. Later ones do not overwrite earlier ones."""

    personal = ()
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="readings")
    period = models.CharField(_("periode"), max_length=20, help_text="2026, 2026-11 or 2026-11-25")
    value = models.DecimalField(_("nilai"), max_digits=24, decimal_places=6)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="readings_latest", fields=["figure", "period", "-published_at"])]
