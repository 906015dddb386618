"""Attendance is a fact per session and person, with its source and whoever changed it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7


class Source(models.TextChoices):
    DOOR = "pintu", _("kode di pintu")
    HAND = "tangan", _("dicatat penyelenggara")


class State(models.TextChoices):
    PRESENT = "hadir", _("hadir")
    TO_CONFIRM = "perlu-dipastikan", _("perlu dipastikan")
    STRUCK = "dicoret", _("dicoret")


class Doubt(models.TextChoices):
    """Why somebody has to look."""

    LATE_CODE = "kode-menyusul", _("kode dikirim kemudian, saat jaringan kembali")
    OTHER_PHONE = "ponsel-lain", _("dari ponsel lain daripada sesi sebelumnya")
    FAR = "jauh", _("ponselnya jauh dari layar pintu")
    NO_PLACE = "tanpa-tempat", _("ponselnya tidak menyebut tempat")


class Door(models.Model):
    """Where the screen of a session stands, when its officer has said so: a public room, nobody's own place."""

    personal = ()
    session = models.OneToOneField("classes.Session", models.CASCADE, related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()
    placed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    @property
    def spot(self) -> tuple[float, float]:
        return self.lat, self.lon


class Attendance(models.Model):
    """One person in one session. Only `hadir` counts."""

    personal = ("device",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey("classes.Session", models.PROTECT, related_name="+")
    enrolment = models.ForeignKey("classes.Enrolment", models.PROTECT, related_name="+")
    state = models.CharField(max_length=18, choices=State)
    source = models.CharField(max_length=8, choices=Source)
    seen_at = models.DateTimeField(
        _("di pintu"), help_text="when the code was shown, or the hour the organiser wrote"
    )
    received_at = models.DateTimeField(_("diterima"), default=timezone.now)
    device = models.CharField(max_length=64, blank=True, help_text="a digest of the phone's cookie")
    doubts = ArrayField(models.CharField(max_length=16, choices=Doubt), default=list)
    by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", help_text="who settled it"
    )
    reason = models.CharField(_("alasan"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="present_once", fields=["session", "enrolment"]),
            models.CheckConstraint(
                name="hand_says_who", condition=models.Q(source="pintu") | models.Q(by__isnull=False)
            ),
        ]
        indexes = [models.Index(name="attendance_by_device", fields=["session", "device"])]

    @property
    def doubt_labels(self) -> list[str]:
        return [str(Doubt(doubt).label) for doubt in self.doubts]

    @property
    def late_minutes(self) -> int:
        """Minutes after the session began; nobody is late before."""
        return max(int((self.seen_at - self.session.starts_at).total_seconds() // 60), 0)
