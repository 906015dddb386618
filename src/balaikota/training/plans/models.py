"""Plans, their lines, and the classes that came of them."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7

if TYPE_CHECKING:
    from balaikota.training.needs.models import Need


class State(models.TextChoices):
    DRAFT = "disusun", _("disusun")
    SUBMITTED = "diajukan", _("diajukan, menunggu persetujuan")
    APPROVED = "disetujui", _("disetujui")


class Plan(models.Model):
    """One version of an agency's plan for a year. What was approved never changes; a revision is the next version."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    number = models.PositiveSmallIntegerField(_("versi"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(_("alasan perubahan"), max_length=300, blank=True)
    note = models.CharField(
        _("catatan pimpinan"), max_length=300, blank=True, help_text="why it was sent back"
    )
    drafted_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_plan_a_version", fields=["agency", "year", "number"]),
            models.UniqueConstraint(
                name="one_open_plan_a_year", fields=["agency", "year"], condition=~Q(state="disetujui")
            ),
            models.CheckConstraint(
                name="approved_plan_has_four_eyes",
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="approved_plan_says_by_whom",
                condition=~Q(state="disetujui") | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="later_version_says_why", condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason=""))
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rencana %(year)d versi %(number)d") % {"year": self.year, "number": self.number})

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:plan', args=[self.year])}?versi={self.number}"


class Line(models.Model):
    """One training of a plan: which curriculum, for how many, when, at what cost, and which needs it answers."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    root = models.UUIDField(default=uuid7, help_text="the same in every version of the plan")
    subject = models.CharField(_("pelatihan"), max_length=200)
    version = models.ForeignKey("courses.Version", models.PROTECT, null=True, related_name="+")
    participants = models.PositiveSmallIntegerField(_("peserta"), null=True)
    month = models.PositiveSmallIntegerField(_("bulan"), null=True)
    cost = models.BigIntegerField(_("perkiraan biaya"), null=True)
    sector = models.JSONField(default=dict, help_text="the leading industry, as it was known that day")
    origin = models.JSONField(default=dict, help_text="the suggestion it came from, with source and date")
    needs = models.ManyToManyField("needs.Need", related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("month", "made_at", "id")
        constraints = [
            models.UniqueConstraint(name="one_line_a_version", fields=["plan", "root"]),
            models.CheckConstraint(
                name="line_lies_in_a_month", condition=Q(month=None) | Q(month__gte=1, month__lte=12)
            ),
            models.CheckConstraint(
                name="line_costs_no_less_than_nothing", condition=Q(cost=None) | Q(cost__gte=0)
            ),
            models.CheckConstraint(
                name="line_is_for_somebody", condition=Q(participants=None) | Q(participants__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("plans:line", args=[self.pk])

    @property
    def quarter(self) -> int | None:
        return None if self.month is None else (self.month + 2) // 3

    @property
    def answered(self) -> "list[Need]":
        """The needs it answers that still stand."""
        return [need for need in self.needs.all() if need.withdrawn_at is None]


class Opened(models.Model):
    """A class that was made from a line."""

    personal = ()
    line = models.ForeignKey(Line, models.PROTECT, related_name="opened")
    cohort = models.OneToOneField("classes.Cohort", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
