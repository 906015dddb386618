"""Questions, tests and what was answered."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Kind(models.TextChoices):
    SINGLE = "pilihan", _("pilih satu")
    MULTIPLE = "jamak", _("pilih semua yang benar")
    ORDER = "urutan", _("urutkan")
    NUMBER = "angka", _("angka")
    TEXT = "isian", _("isian singkat")


class Question(models.Model):
    """One question of a course's bank. One that was asked is never changed; a better one replaces it."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="+")
    kind = models.CharField(_("bentuk"), max_length=8, choices=Kind)
    text = models.TextField(_("soal"))
    choices = models.JSONField(_("pilihan"), default=list)
    key = models.JSONField(
        _("kunci"), help_text="place(s) of the right choice, a number with its margin, or texts"
    )
    subject = models.CharField(_("mata pelatihan"), max_length=200, blank=True)
    is_used = models.BooleanField(_("dipakai"), default=True)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text


class Purpose(models.TextChoices):
    BEFORE = "awal", _("tes awal")
    AFTER = "akhir", _("tes akhir")


class Exam(models.Model):
    """A test of one class: which questions, for how long, from when until when."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey("classes.Cohort", models.PROTECT, related_name="+")
    purpose = models.CharField(_("tes"), max_length=6, choices=Purpose)
    questions = models.ManyToManyField(Question, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("lama (menit)"))
    opens_at = models.DateTimeField(_("dibuka"))
    closes_at = models.DateTimeField(_("ditutup"))
    attempts = models.PositiveSmallIntegerField(_("kesempatan"), default=1)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_exam_a_purpose", fields=["cohort", "purpose"]),
            models.CheckConstraint(
                name="exam_closes_after_it_opens", condition=Q(closes_at__gt=models.F("opens_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("exams:exam", args=[self.pk])


class Sitting(models.Model):
    """One attempt of one person. `order` is theirs alone: questions and choices are shuffled once, at the start."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="sittings")
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField()
    order = models.JSONField(help_text="[[question id, [places of its choices]], ...]")
    started_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("waktu habis"))
    submitted_at = models.DateTimeField(null=True)
    ran_out = models.BooleanField(_("waktu habis"), default=False)
    score = models.DecimalField(_("nilai"), max_digits=5, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_sitting_an_attempt", fields=["exam", "enrolment", "attempt"]),
            models.CheckConstraint(
                name="submitted_has_score", condition=Q(submitted_at=None) | Q(score__isnull=False)
            ),
        ]
        indexes = [models.Index(name="sittings_due", fields=["due_at"], condition=Q(submitted_at=None))]


class Answer(models.Model):
    """What was answered last; saved answer by answer."""

    personal = ("said",)
    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    said = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)
    points = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_answer_a_question", fields=["sitting", "question"])]
