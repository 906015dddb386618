"""Answers without names, questions to people and their superiors, and what a class cost."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Reaction(models.Model):
    """What one participant thought of a session, or of the whole class. Nothing here tells who: neither key nor hour."""

    personal = ("remark",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    session = models.ForeignKey("classes.Session", models.PROTECT, null=True, related_name="+")
    marks = models.JSONField(help_text="{code of the question: 1 to 5}")
    remark = models.TextField(_("saran"), blank=True)
    said_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ("id",)  # drawn by chance: never the order in which they came


class Said(models.Model):
    """That a participant has answered, so that they answer once. What they said stands elsewhere, without them."""

    personal = ()
    enrolment = models.ForeignKey("classes.Enrolment", models.CASCADE, related_name="+")
    session = models.ForeignKey("classes.Session", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="said_once", fields=["enrolment", "session"], nulls_distinct=False)
        ]


class Side(models.TextChoices):
    """Who is asked about somebody's behaviour."""

    OWN = "sendiri", _("peserta sendiri")
    SUPERIOR = "atasan", _("atasan")


class Behaviour(models.Model):
    """A question, months after a class, to a participant or their superior, and what they answered."""

    personal = ("marks", "remark")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(_("bulan setelah pelatihan"))
    side = models.CharField(_("yang ditanya"), max_length=8, choices=Side)
    asked = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("ditanyakan"), default=timezone.now)
    closes_on = models.DateField(_("ditutup"))
    reminded_at = models.DateTimeField(_("diingatkan"), null=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True)
    marks = models.JSONField(default=dict, help_text="{code of the question: 1 to 5}")
    remark = models.TextField(_("contoh dan hambatan"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="asked_once_a_side", fields=["enrolment", "months", "side"]),
            models.CheckConstraint(
                name="answered_says_something", condition=Q(answered_at=None) | ~Q(marks={})
            ),
        ]
        indexes = [models.Index(name="behaviour_open", fields=["closes_on"], condition=Q(answered_at=None))]

    def get_absolute_url(self) -> str:
        return reverse("evaluation:behaviour", args=[self.pk])


class CostKind(models.TextChoices):
    FEES = "honor", _("honor pengajar")
    FOOD = "konsumsi", _("konsumsi")
    PLACE = "tempat", _("tempat dan alat")
    MATERIAL = "bahan", _("bahan ajar")
    TRAVEL = "perjalanan", _("perjalanan dinas")
    OTHER = "lain", _("lain-lain")


class Cost(models.Model):
    """One line of a class's budget, and what was really spent on it. Whole rupiah."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    kind = models.CharField(_("jenis biaya"), max_length=12, choices=CostKind)
    about = models.CharField(_("uraian"), max_length=160)
    planned = models.BigIntegerField(_("anggaran"))
    spent = models.BigIntegerField(_("realisasi"), null=True)
    proof = models.CharField(
        _("bukti realisasi"), max_length=120, blank=True, help_text="number of the SPJ or kuitansi"
    )
    noted_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("noted_at", "id")
        constraints = [
            models.CheckConstraint(
                name="cost_is_not_below_nothing",
                condition=Q(planned__gte=0) & (Q(spent=None) | Q(spent__gte=0)),
            ),
            models.CheckConstraint(name="spent_has_proof", condition=Q(spent=None) | ~Q(proof="")),
        ]
