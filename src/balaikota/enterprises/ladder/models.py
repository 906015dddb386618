"""Editions of the ladder, diagnoses, how long a business stood on a stage, and papers that show something."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """The ladder as published on one day, in TOML. The newest is in force; older ones stay readable."""

    personal = ()
    number = models.PositiveIntegerField(unique=True)
    text = models.TextField(_("isi tangga"))
    published_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")


class Diagnosis(models.Model):
    """What was answered to the ladder's questions on one day, and at which stage it pointed."""

    personal = ("answers",)
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="diagnoses")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    answers = models.JSONField(_("jawaban"))
    start = models.SlugField(_("tahap awal"))
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")


class Ending(models.TextChoices):
    """How a business left a stage."""

    PASSED = "passed", _("naik")
    RETURNED = "returned", _("dikembalikan")
    LEFT = "left", _("berhenti")


class Why(models.TextChoices):
    """Why somebody stopped being coached; counted on the funnel."""

    CLOSED = "closed", _("usaha tutup")
    NO_TIME = "no_time", _("tidak ada waktu")
    NO_CAPITAL = "no_capital", _("modal tidak cukup")
    NO_BUYERS = "no_buyers", _("tidak ada pembeli")
    JOB = "job", _("mendapat pekerjaan")
    MOVED = "moved", _("pindah dari kota")
    SILENT = "silent", _("tidak dapat dihubungi")
    DISAPPOINTED = "disappointed", _("pembinaan tidak menolong")
    OTHER = "other", _("alasan lain")


class Stay(models.Model):
    """From when until when a business stood on a stage, and how that ended. One open stay at most."""

    personal = ("reason",)
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="stays")
    stage = models.SlugField(_("tahap"))
    entered_at = models.DateTimeField(_("sejak"), default=timezone.now)
    left_at = models.DateTimeField(_("sampai"), null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    why = models.CharField(_("sebab berhenti"), max_length=15, choices=Why, blank=True)
    reason = models.CharField(_("keterangan"), max_length=500, blank=True)
    shown = models.JSONField(default=list, help_text="what showed the tests when it climbed, as sentences")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_stay", fields=["enterprise"], condition=models.Q(left_at=None)
            ),
            models.CheckConstraint(
                name="stay_left_with_an_ending",
                condition=models.Q(left_at=None, ending="")
                | models.Q(left_at__isnull=False) & ~models.Q(ending=""),
            ),
        ]
        indexes = [models.Index(name="stays_of_a_stage", fields=["stage", "entered_at"])]


class Paper(models.Model):
    """A document or photo brought for one test; it counts once an officer who is not its owner accepted it."""

    personal = ("note", "remark")
    enterprise = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="papers")
    test = models.SlugField(_("syarat"))
    note = models.CharField(_("keterangan"), max_length=500)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    is_accepted = models.BooleanField(null=True)
    remark = models.CharField(_("catatan pemeriksa"), max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
