"""Courses and the versions of their curriculum. A version that was published never changes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Kind(models.TextChoices):
    STRUKTURAL = "struktural", _("struktural (kepemimpinan)")
    FUNGSIONAL = "fungsional", _("fungsional")
    TEKNIS = "teknis", _("teknis")
    SOSIAL_KULTURAL = "sosial-kultural", _("sosial kultural")


class Course(models.Model):
    """One course the city teaches or sends people to; its content is in its versions."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama pelatihan"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind, default=Kind.TEKNIS)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("courses:course", args=[self.code])


class Version(models.Model):
    """A curriculum as it was decided once: for whom, to what end, and when somebody has passed."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    audience = models.TextField(_("peserta"), blank=True)
    about = models.TextField(_("deskripsi"), blank=True)
    objectives = ArrayField(models.TextField(), verbose_name=_("tujuan"), default=list)
    attendance_min = models.PositiveSmallIntegerField(_("kehadiran paling sedikit (%)"))
    pass_mark = models.PositiveSmallIntegerField(_("nilai lulus"))
    attempts_max = models.PositiveSmallIntegerField(_("tes akhir paling banyak"))
    rubric = models.JSONField(default=list, help_text="[{criterion, weight, levels: [...]}]")
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan perubahan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_version_a_number", fields=["course", "number"]),
            models.CheckConstraint(
                name="thresholds_are_percents",
                condition=models.Q(attendance_min__lte=100, pass_mark__lte=100, attempts_max__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.name}, {_('versi')} {self.number}"


class Subject(models.Model):
    """One mata pelatihan of a version."""

    personal = ()
    version = models.ForeignKey(Version, models.CASCADE, related_name="subjects")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("mata pelatihan"), max_length=200)
    minutes = models.DecimalField(_("menit"), max_digits=7, decimal_places=1)
    method = models.CharField(_("metode"), max_length=200, blank=True)
    about = models.TextField(_("deskripsi singkat"), blank=True)
    outcome = models.TextField(_("hasil belajar"), blank=True)
    indicators = ArrayField(models.TextField(), default=list)
    topics = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_subject_a_place", fields=["version", "place"]),
            models.CheckConstraint(name="subject_takes_time", condition=models.Q(minutes__gt=0)),
        ]
