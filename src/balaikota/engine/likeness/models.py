"""Traces by which records are compared, the pairs found, the threshold, and merges with all they changed."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedJSONField, SealedTextField


class Trace(models.Model):
    """Keyed fingerprints of one person, or of the one a case is about: no name, no date (docs/decisions/0021)."""

    personal = ("keys",)
    person = models.OneToOneField("people.Person", models.CASCADE, null=True, related_name="+")
    case = models.OneToOneField("cases.Case", models.CASCADE, null=True, related_name="+")
    space = models.CharField(
        max_length=90, help_text="who is compared with whom: orang, kelahiran, layanan:…"
    )
    keys = ArrayField(models.BigIntegerField(), help_text="64 bits of a keyed HMAC each; see `methods.keys`")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="trace_of_a_person_or_a_case",
                condition=Q(person=None, case__isnull=False) | Q(person__isnull=False, case=None),
            )
        ]
        indexes = [GinIndex(name="likeness_keys", fields=["keys"])]


class Verdict(models.TextChoices):
    """What an officer said of a pair. `apart` is remembered: the pair is not asked about again."""

    OPEN = "open", _("menunggu pemeriksaan")
    APART = "apart", _("bukan orang atau peristiwa yang sama")
    SAME = "same", _("peristiwa yang sama")
    MERGED = "merged", _("digabung")


class Pair(models.Model):
    """Two persons, or two cases, that may be one. Which is first says nothing: the smaller key is `…_a`."""

    personal = ("note",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_a = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    person_b = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    case_a = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    case_b = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    bits = models.FloatField(_("skor"), help_text="sum of log2(m/u), in bits")
    points = models.JSONField(help_text="[[blank, how it came out]]: never what stands in it")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    found_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    note = SealedTextField(_("catatan"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pair_of_persons_or_of_cases",
                condition=Q(case_a=None, case_b=None, person_a__lt=F("person_b"))
                | Q(person_a=None, person_b=None, case_a__lt=F("case_b")),
            ),
            models.UniqueConstraint(name="one_pair_of_persons", fields=["person_a", "person_b"]),
            models.UniqueConstraint(name="one_pair_of_cases", fields=["case_a", "case_b"]),
        ]
        indexes = [
            models.Index(name="likeness_open", fields=["-bits", "id"], condition=Q(verdict="open")),
            models.Index(name="likeness_settled", fields=["-settled_at", "id"], condition=~Q(verdict="open")),
        ]

    @property
    def is_of_persons(self) -> bool:
        return self.person_a_id is not None

    @property
    def is_open(self) -> bool:
        return self.verdict == Verdict.OPEN

    @property
    def sides(self) -> tuple[Any, Any]:
        return (self.person_a, self.person_b) if self.is_of_persons else (self.case_a, self.case_b)

    def get_absolute_url(self) -> str:
        return reverse("likeness:pair", args=[self.id])


class Threshold(models.Model):
    """From which score on pairs are shown, since when, and who said so. The newest row holds."""

    personal = ()
    bits = models.PositiveSmallIntegerField(_("ambang"))
    reason = models.TextField(_("alasan"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Merge(models.Model):
    """Two records of one person made one: who stays, who points to them, and every value that changed.

    While `undone_at` is empty, `gone` is another record of `kept`.
    """

    personal = ("changes",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="merges")
    kept = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    gone = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    changes = SealedJSONField(help_text="[[model, key, field, before, after]] in the order they were made")
    reason = models.CharField(_("alasan"), max_length=300, help_text="no personal data")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="merged_into_one", fields=["gone"], condition=Q(undone_at=None)),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("gone"))),
        ]
        indexes = [models.Index(name="likeness_merged", fields=["kept"], condition=Q(undone_at=None))]

    @property
    def stands(self) -> bool:
        return self.undone_at is None

    def get_absolute_url(self) -> str:
        return self.pair.get_absolute_url()
