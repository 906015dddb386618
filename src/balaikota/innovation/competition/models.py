"""Texts for the competition."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """The text of one innovation for one year's competition, as last saved."""

    personal = ()
    innovation = models.ForeignKey("life.Innovation", models.CASCADE, related_name="entries")
    year = models.PositiveSmallIntegerField(_("tahun"))
    group = models.CharField(_("kelompok"), max_length=12)
    texts = models.JSONField(default=dict, help_text="section -> text")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(_("disimpan"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_entry_a_year", fields=["innovation", "year"])]
