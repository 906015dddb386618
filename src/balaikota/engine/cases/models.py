"""Drafts, cases and what happens to them."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedJSONField, SealedTextField
from balaikota.kit.ids import uuid7


class Outcome(models.TextChoices):
    GRANTED = "granted", _("dikabulkan")
    REFUSED = "refused", _("ditolak")
    WITHDRAWN = "withdrawn", _("dicabut pemohon")


class Verdict(models.TextChoices):
    """What an officer says on a step that does not decide."""

    PASSED = "passed", _("setuju")
    OBJECTED = "objected", _("tidak setuju")


class Draft(models.Model):
    """Answers as typed, kept until submitted; resumed on any device of the same person."""

    personal = ("answers",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="drafts")
    edition = models.ForeignKey("catalogue.Edition", models.PROTECT, related_name="+")
    answers = SealedJSONField(help_text="question name -> what was typed; files as stored file ids")
    page = models.SlugField(blank=True, help_text="where to resume")
    parent = models.ForeignKey(
        "Case", models.PROTECT, null=True, related_name="+", help_text="a twin's first case"
    )
    typed_by = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the officer who types it in for a resident at the counter",
    )
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    sent_as: str | None  # the number of the case it became, when `queries.draft` asked

    class Meta:
        indexes = [
            models.Index(name="drafts_of_person", fields=["person", "-saved_at"]),
            models.Index(
                name="drafts_typed", fields=["typed_by", "created_at"], condition=Q(typed_by__isnull=False)
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:draft", args=[self.id])


class CaseSeries(models.Model):
    """The last case number drawn for a prefix in a year. Locked while drawing."""

    personal = ()
    prefix = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_case_series_per_year", fields=["prefix", "year"])]


class Case(models.Model):
    """One person's application for one service, from submission to outcome."""

    personal = ("answers", "facts", "subject_name", "reason")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor permohonan"), max_length=24, unique=True)
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, related_name="case")
    edition = models.ForeignKey("catalogue.Edition", models.PROTECT, related_name="cases")
    # Keys without an index of their own begin one of those below: each index is a price every submission pays.
    desk = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("people.Person", models.PROTECT, related_name="cases", db_index=False)
    typed_by = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the officer who typed it in for the applicant at the counter, and may not work on it",
    )
    answers = SealedJSONField(_("isian"))
    subject_name = SealedTextField(_("nama subjek"), null=True)
    secret_index = models.CharField(max_length=64, help_text="blind index of the tracking secret")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    facts = SealedJSONField(
        default=dict, help_text="what the city knew of the family at submission; CEL reads it"
    )
    steps = models.JSONField(
        default=list,
        help_text="[{name, label, duty, …}] as resolved at submission; see `questions.models.Step`",
    )
    declared = models.JSONField(default=list, help_text="names of the declarations ticked at submission")
    step = models.SlugField(
        _("langkah"), blank=True, db_index=False, help_text="current one of `steps`; empty when closed"
    )
    duty = models.CharField(
        max_length=20,
        blank=True,
        help_text="the duty the current step asks for at the case's own desk; empty while only others work",
    )
    holder = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    submitted_at = models.DateTimeField(_("diajukan"), default=timezone.now)
    due_at = models.DateTimeField(_("batas waktu"))
    hours = models.FloatField(null=True, help_text="working hours promised at submission")
    step_since = models.DateTimeField(
        default=timezone.now, db_default=Now(), help_text="when the current step opened"
    )
    step_due_at = models.DateTimeField(_("batas langkah"), null=True)
    alarm_at = models.DateTimeField(null=True, help_text="when the ladder of this step is next climbed")
    rung = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="rungs of this step's ladder climbed so far"
    )
    priority = models.PositiveSmallIntegerField(_("prioritas"), default=0, db_default=0)
    waiting_since = models.DateTimeField(_("menunggu pemohon sejak"), null=True)
    closed_at = models.DateTimeField(_("selesai"), null=True)
    outcome = models.CharField(_("putusan"), max_length=12, choices=Outcome, null=True)
    reason = models.TextField(_("alasan"), blank=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closed_with_outcome",
                condition=Q(closed_at=None, outcome=None) & ~Q(step="")
                | Q(closed_at__isnull=False, outcome__isnull=False, step=""),
            )
        ]
        indexes = [
            models.Index(name="cases_desk_due", fields=["desk", "due_at", "id"], condition=Q(closed_at=None)),
            # One index for each list of the officer's desk (engine/work): read in order, from any page on.
            models.Index(
                name="cases_work",
                fields=["desk", "duty", "due_at", "id"],
                condition=Q(closed_at=None, waiting_since=None),
            ),
            models.Index(
                name="cases_held", fields=["holder", "due_at", "id"], condition=Q(holder__isnull=False)
            ),
            models.Index(
                name="cases_waiting",
                fields=["desk", "due_at", "id"],
                condition=Q(closed_at=None, waiting_since__isnull=False),
            ),
            models.Index(
                name="cases_closed",
                fields=["desk", "-closed_at", "-id"],
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                name="cases_closed_edition",
                fields=["desk", "edition", "-closed_at", "-id"],
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(name="cases_desk_number", fields=["desk", "number"]),
            models.Index(name="cases_alarm", fields=["alarm_at"], condition=Q(alarm_at__isnull=False)),
            models.Index(name="cases_children", fields=["parent"], condition=Q(parent__isnull=False)),
            models.Index(name="cases_of_applicant", fields=["applicant", "-submitted_at"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def waits_for_applicant(self) -> bool:
        return self.waiting_since is not None

    @property
    def main_steps(self) -> list[dict[str, Any]]:
        """One after the other; the steps beside them run at the same time."""
        return [step for step in self.steps if not step.get("beside")]

    @property
    def has_sides(self) -> bool:
        """Does any of its steps run beside the main line or at another desk?"""
        return any(step.get("beside") or step.get("desk") for step in self.steps)

    @property
    def position(self) -> int:
        """Which of `main_steps` is current; their count when closed."""
        names = [step["name"] for step in self.main_steps]
        return names.index(self.step) if self.step in names else len(names)

    @property
    def at_last_step(self) -> bool:
        return self.is_open and self.position == len(self.main_steps) - 1

    @property
    def step_label(self) -> str:
        return str(self.turn(self.step)["label"]) if self.is_open else ""

    def turn(self, name: str) -> dict[str, Any]:
        """A step by name, main or beside, as resolved at submission."""
        return next(step for step in self.steps if step["name"] == name)

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.number])


class SideStep(models.Model):
    """A step away from the main line: beside it, or at another desk. The main line waits until it is done."""

    personal = ()
    case = models.ForeignKey(Case, models.PROTECT, related_name="side_steps")
    step = models.SlugField(_("langkah"))
    label = models.CharField(max_length=200)
    duty = models.CharField(max_length=20)
    desk = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("batas langkah"), null=True)
    alarm_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_side_step_of_a_name", fields=["case", "step"])]
        indexes = [
            models.Index(
                name="side_steps_at_desk", fields=["desk", "opened_at"], condition=Q(done_at__isnull=True)
            ),
            models.Index(name="side_steps_alarm", fields=["alarm_at"], condition=Q(alarm_at__isnull=False)),
        ]


class StepDone(models.Model):
    """What one officer said on a step. With `votes` several of the same verdict finish it.

    Who spoke on one step may not speak on a later one (four eyes), unless the service file says otherwise.
    """

    personal = ("note",)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps_done")
    step = models.SlugField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    verdict = models.CharField(
        max_length=12, default="passed", db_default="passed", help_text="a Verdict or an Outcome"
    )

    @property
    def is_objection(self) -> bool:
        return self.verdict == Verdict.OBJECTED


class Pause(models.Model):
    """A span in which the clock stood still because the applicant had to act."""

    personal = ()
    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_open_pause", fields=["case"], condition=Q(until_at=None))
        ]


class Correction(models.Model):
    """One question an officer asked to be put right, and the applicant's repair."""

    personal = ("reason", "before", "after")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    question = models.SlugField()
    reason = models.TextField(_("yang perlu diperbaiki"))
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    before = SealedJSONField(null=True)
    after = SealedJSONField(null=True)
    repaired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_correction_per_question",
                fields=["case", "question"],
                condition=Q(repaired_at=None),
            )
        ]
