"""Assignments, what was handed in, and how it was marked."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Takes(models.TextChoices):
    """What may be handed in."""

    TEXT = "teks", _("teks")
    FILE = "berkas", _("satu berkas")
    EITHER = "teks-atau-berkas", _("teks, satu berkas, atau keduanya")


class Assignment(models.Model):
    """One thing a class is asked to do until a moment, with the rubric it is marked by."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    title = models.CharField(_("judul"), max_length=160)
    task = models.TextField(_("yang diminta"), help_text="Markdown")
    due_at = models.DateTimeField(_("batas waktu"))
    takes = models.CharField(_("bentuk"), max_length=20, choices=Takes, default=Takes.EITHER)
    takes_late = models.BooleanField(_("terlambat masih diterima"), default=False)
    rubric = models.JSONField(help_text="[{criterion, weight, levels: [...]}]")
    weight = models.PositiveSmallIntegerField(_("bobot"), default=1)
    is_required = models.BooleanField(_("wajib untuk lulus"), default=False)
    pass_mark = models.PositiveSmallIntegerField(_("nilai paling rendah"), default=60)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(null=True, help_text="when the markers were told that it is due")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="assignment_weighs", condition=Q(weight__gte=1)),
            models.CheckConstraint(name="assignment_mark_is_a_percent", condition=Q(pass_mark__lte=100)),
        ]
        indexes = [models.Index(name="assignments_of_a_class", fields=["cohort", "due_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assignments:assignment", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("assignments:works", args=[self.pk])

    @property
    def takes_text(self) -> bool:
        return self.takes != Takes.FILE

    @property
    def takes_file(self) -> bool:
        return self.takes != Takes.TEXT


class Extension(models.Model):
    """A later moment for one participant who needs it, with the reason."""

    personal = ("reason",)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions")
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("batas waktu"))
    reason = models.CharField(_("alasan"), max_length=300)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_extension_a_person", fields=["assignment", "enrolment"])
        ]


class Stage(models.TextChoices):
    """Where the marking of somebody's work stands."""

    WRITING = "disusun", _("belum diserahkan")
    TURNED_IN = "diserahkan", _("diserahkan")
    APART = "berbeda", _("kedua penguji jauh berbeda")
    JUDGED = "dinilai", _("dinilai")


class Work(models.Model):
    """One participant's work on one assignment: the draft that is theirs alone, and what became of what they handed in."""

    personal = ("text",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="works")
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    stage = models.CharField(_("keadaan"), max_length=12, choices=Stage, default=Stage.WRITING)
    text = models.TextField(_("teks"), blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(
        default=0, help_text="raised by every save, so that no window overwrites"
    )
    saved_at = models.DateTimeField(_("disimpan"), default=timezone.now)
    mark = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2, null=True)
    judged_at = models.DateTimeField(_("dinilai"), null=True)
    released_at = models.DateTimeField(_("diumumkan"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_work_a_participant", fields=["assignment", "enrolment"]),
            models.CheckConstraint(
                name="judged_work_has_a_mark", condition=~Q(stage="dinilai") | Q(mark__isnull=False)
            ),
            models.CheckConstraint(
                name="released_once_judged", condition=Q(released_at=None) | Q(stage="dinilai")
            ),
        ]

    @property
    def desk_url(self) -> str:
        return reverse("assignments:marking", args=[self.pk])


class HandIn(models.Model):
    """What was handed in at one moment; it never changes, a later one stands beside it and counts."""

    personal = ("text",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    work = models.ForeignKey(Work, models.PROTECT, related_name="hand_ins")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("teks"), blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("diserahkan"), default=timezone.now)
    due_at = models.DateTimeField(help_text="for this participant, as it was then")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_hand_in_a_number", fields=["work", "number"]),
            models.CheckConstraint(
                name="something_was_handed_in", condition=~Q(text="") | Q(file__isnull=False)
            ),
        ]

    @property
    def is_late(self) -> bool:
        return self.at > self.due_at


class Marking(models.Model):
    """What one marker found of a work; the other sees it only when both have marked."""

    personal = ()
    work = models.ForeignKey(Work, models.PROTECT, related_name="markings")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    levels = models.JSONField(help_text="the place of the level found, for each criterion of the rubric")
    feedback = models.JSONField(help_text="what the marker says to each criterion")
    mark = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2)
    blind_mark = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, help_text="what it was before the two talked"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_marker_marks_once", fields=["work", "by"])]
