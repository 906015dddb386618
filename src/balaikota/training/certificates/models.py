"""Results and certificates. A result keeps the rule by which it was decided."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Result(models.Model):
    """What became of one participant: attendance, scores, and the rule of that day. A later one stands beside it."""

    personal = ("attendance", "pre", "post")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    attendance = models.DecimalField(_("kehadiran (%)"), max_digits=5, decimal_places=2)
    pre = models.DecimalField(_("tes awal"), max_digits=5, decimal_places=2, null=True)
    post = models.DecimalField(_("tes akhir"), max_digits=5, decimal_places=2, null=True)
    is_passed = models.BooleanField(_("lulus"))
    lacks = models.JSONField(default=list, help_text="which conditions of the rule were not met")
    rule = models.JSONField(help_text="the curriculum's thresholds as they were")
    decided_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_current_result", fields=["enrolment"], condition=Q(is_current=True)
            ),
        ]


class Certificate(models.Model):
    """One paper for one participant; whether it stands is told by its letter."""

    personal = ("name",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    result = models.ForeignKey(Result, models.PROTECT, related_name="+")
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, help_text="as it stands on the paper")
    minutes = models.DecimalField(_("menit"), max_digits=7, decimal_places=1)
    ended_on = models.DateField(_("pelatihan berakhir"), help_text="the year in which the JP count")
    issued_at = models.DateTimeField(default=timezone.now)
    stands = models.BooleanField(default=True)
    reason = models.CharField(_("alasan diganti atau dicabut"), max_length=300, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_standing_certificate", fields=["enrolment"], condition=Q(stands=True)
            ),
            models.CheckConstraint(name="fallen_says_why", condition=Q(stands=True) | ~Q(reason="")),
        ]
