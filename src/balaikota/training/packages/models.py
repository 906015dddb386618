"""Packages, who plays them, and what came of it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Standard(models.TextChoices):
    SCORM12 = "scorm-1.2", "SCORM 1.2"
    SCORM2004 = "scorm-2004", "SCORM 2004"
    CMI5 = "cmi5", "cmi5"


class Package(models.Model):
    """One package in one class. Its manifest is read once, when it is brought; the zip stays as it came."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    standard = models.CharField(_("standar"), max_length=12, choices=Standard)
    title = models.CharField(_("judul"), max_length=200)
    course_id = models.CharField(max_length=2000, blank=True, help_text="the publisher's id")
    items = models.JSONField(help_text="what can be started, in order; see methods.Item")
    blocks = models.JSONField(default=list, help_text="cmi5: [{id, title, parent}]")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    is_required = models.BooleanField(
        _("wajib untuk lulus"), default=False, help_text="whoever has not finished it does not pass the class"
    )
    added_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("packages:package", args=[self.pk])

    def item(self, key: str) -> dict[str, Any] | None:
        return next((each for each in self.items if each["id"] == key), None)


class Play(models.Model):
    """One person's registration for one package."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    package = models.ForeignKey(Package, models.PROTECT, related_name="plays")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    satisfied_at = models.DateTimeField(_("selesai"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_play_a_person", fields=["package", "person"])]


class Verdict(models.TextChoices):
    NONE = "", _("belum dinilai")
    PASSED = "lulus", _("lulus")
    FAILED = "tidak-lulus", _("tidak lulus")


class Part(models.Model):
    """How far one person is in one item. Completed, passed and the best score only ever grow."""

    personal = ("values", "waived_reason")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    play = models.ForeignKey(Play, models.CASCADE, related_name="parts")
    item = models.CharField(max_length=2000)
    values = models.JSONField(default=dict, help_text="what the package itself keeps (SCORM data model)")
    completed_at = models.DateTimeField(null=True)
    verdict = models.CharField(_("penilaian"), max_length=12, choices=Verdict, blank=True)
    score = models.DecimalField(_("nilai"), max_digits=6, decimal_places=2, null=True)
    satisfied_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    waived_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_part_an_item", fields=["play", "item"]),
            models.CheckConstraint(name="score_is_percent", condition=Q(score__isnull=True) | Q(score__range=(0, 100))),
            models.CheckConstraint(
                name="waived_says_why", condition=Q(waived_at=None) | ~Q(waived_reason="")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.item


class End(models.TextChoices):
    FINISHED = "selesai", _("selesai")
    LEFT = "ditinggalkan", _("ditinggalkan")
    RAN_OUT = "waktu-habis", _("waktu habis")


class Session(models.Model):
    """One launch of one item. A later launch ends the one before it."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(Part, models.CASCADE, related_name="sessions")
    number = models.PositiveIntegerField()
    begun_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=End, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="the newest that was kept")
    seconds = models.PositiveIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, help_text="cmi5: its key was handed out, once")
    initialized_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True, help_text="cmi5: passed or failed was said in this session")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_session_a_number", fields=["part", "number"])]
        indexes = [
            models.Index(name="sessions_running_out", fields=["due_at"], condition=Q(ended_at=None))
        ]  # fmt: skip
