"""Reports, who joined them, what was said about them, when their clock stood still, and the proof of a repair."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from balaikota.complaints.topics.models import Kind
from balaikota.kit.fields import SealedTextField
from balaikota.kit.ids import uuid7
from balaikota.kit.series import YearSeries


class Status(models.TextChoices):
    """Where a report stands; which may follow which is data (`data/life-cycle.toml`)."""

    TERKIRIM = "terkirim", _("Terkirim, menunggu verifikasi")
    DITUNDA = "ditunda", _("Ditunda, perlu dilengkapi pelapor")
    BUKAN_WEWENANG = "bukan_wewenang", _("Bukan wewenang, diteruskan")
    TERVERIFIKASI = "terverifikasi", _("Terverifikasi, disposisi ke perangkat daerah")
    PROSES = "proses", _("Dikerjakan")
    MENUNGGU_PELAPOR = "menunggu_pelapor", _("Menunggu tanggapan pelapor")
    SELESAI = "selesai", _("Selesai")
    DIBUKA_KEMBALI = "dibuka_kembali", _("Dibuka kembali oleh pelapor")
    DIARSIPKAN = "diarsipkan", _("Diarsipkan dengan alasan")


class Reason(models.TextChoices):
    """Why a report was closed. Only the first is a fix, and only it counts as one."""

    DIPERBAIKI = "diperbaiki", pgettext_lazy("pengaduan", "diperbaiki")
    DIJAWAB = "dijawab", _("dijawab")
    BUKAN_WEWENANG = "bukan_wewenang", _("bukan wewenang kota")
    GANDA = "ganda", _("sudah dilaporkan")
    TIDAK_DITEMUKAN = "tidak_ditemukan", _("tidak ditemukan di tempat")
    TIDAK_DAPAT = "tidak_dapat", _("tidak dapat dikerjakan")
    TIDAK_DILENGKAPI = "tidak_dilengkapi", _("tidak dilengkapi pelapor")
    BUKAN_PENGADUAN = "bukan_pengaduan", _("bukan pengaduan")
    MENJADI_PERMOHONAN = "menjadi_permohonan", _("menjadi permohonan layanan")


class Source(models.TextChoices):
    WEB = "web", _("situs ini")
    OPEN311 = "open311", _("Open311")
    CASE = "case", _("catatan permohonan")
    OFFICER = "officer", _("petugas")


CLOSED = ("selesai", "diarsipkan", "bukan_wewenang")


class NumberSeries(YearSeries):
    """The numbers of reports: ADU-2026-00001."""

    personal = ()


class Report(models.Model):
    """One thing that is wrong, from the photo to the proven repair."""

    personal = ("text", "public_text", "contact", "address")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor pengaduan"), max_length=24, unique=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="the client's idempotency key")
    secret_index = models.CharField(max_length=64, help_text="blind index of the tracking code")
    source = models.CharField(max_length=10, choices=Source, default=Source.WEB)

    topic = models.ForeignKey("topics.Topic", models.PROTECT, related_name="+")
    kind = models.CharField(_("golongan"), max_length=30, choices=Kind)
    text = models.TextField(_("uraian"), help_text="as it was written")
    public_text = models.TextField(
        help_text="what everybody reads: numbers that point to a person are masked"
    )
    attributes = models.JSONField(default=dict, help_text="{code: value}, as the topic asks")
    lat = models.FloatField(null=True, help_text="degrees WGS84")
    lon = models.FloatField(null=True)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+")

    reporter = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    contact = SealedTextField(_("kontak"), null=True)
    is_anonymous = models.BooleanField(default=False, help_text="the name is hidden, also from the unit")
    is_private = models.BooleanField(default=False, help_text="not shown to the public")
    is_withheld = models.BooleanField(
        default=False, help_text="personal data in the text: masked until looked at"
    )

    unit = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=Status, default=Status.TERKIRIM)
    closed_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    case_number = models.CharField(
        max_length=24, blank=True, help_text="the application it came from or became"
    )
    service_slug = models.SlugField(blank=True, help_text="the service it should be applied for instead")
    draft_id = models.UUIDField(
        null=True, unique=True, help_text="the application the reporter began from it"
    )
    forwarded_to = models.CharField(_("diteruskan ke"), max_length=120, blank=True)
    voices = models.PositiveIntegerField(default=1, help_text="the reporter and everyone who joined")
    handovers = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=1, help_text="one more with each reopening")

    sent_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(help_text="when the clock of this round was set")
    verify_by = models.DateTimeField(help_text="the coordinator's clock")
    due_at = models.DateTimeField(_("batas waktu"))
    verified_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True, help_text="by the unit that has it now")
    asked_at = models.DateTimeField(null=True, help_text="since when the city waits for the reporter")
    closed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="confirmed by the reporter, or silent long enough")
    updated_at = models.DateTimeField()
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_closed_with_reason",
                condition=models.Q(status__in=CLOSED, closed_at__isnull=False) & ~models.Q(closed_reason="")
                | ~models.Q(status__in=CLOSED) & models.Q(closed_at=None, closed_reason="", settled_at=None),
            ),
            models.CheckConstraint(
                name="report_point_is_whole",
                condition=models.Q(lat=None, lon=None)
                | models.Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
            ),
        ]
        indexes = [
            models.Index(name="reports_newest", fields=["-sent_at"]),
            models.Index(name="reports_updated", fields=["-updated_at"]),
            models.Index(name="reports_desk", fields=["unit", "status", "due_at"]),
            models.Index(name="reports_topic_point", fields=["topic", "lat"]),
            models.Index(name="reports_of_person", fields=["reporter", "-sent_at"]),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.number])

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def is_public(self) -> bool:
        return not self.is_private


class Joining(models.Model):
    """Somebody has the same trouble. Without a login the browser's own key keeps them to one voice."""

    personal = ()
    report = models.ForeignKey(Report, models.CASCADE, related_name="joinings")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_voice_per_browser", fields=["report", "key"]),
            models.UniqueConstraint(
                name="one_voice_per_person",
                fields=["report", "person"],
                condition=models.Q(person__isnull=False),
            ),
        ]


class Pause(models.Model):
    """The unit's clock stands still while the reporter has to answer."""

    personal = ()
    report = models.ForeignKey(Report, models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_pause_at_a_time", fields=["report"], condition=models.Q(until_at=None)
            )
        ]


class Note(models.Model):
    """What a unit or the reporter said at a turn; the event of the turn names its note."""

    personal = ("text",)
    report = models.ForeignKey(Report, models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    is_from_reporter = models.BooleanField(default=False)
    is_withheld = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)


class Evidence(models.Model):
    """The proof of one repair; its pictures are attached to it."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    round = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("organisations.Desk", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(help_text="of the newest photo")
    is_moment_of_upload = models.BooleanField(help_text="the photo did not say when it was taken")
    distance_m = models.PositiveIntegerField(
        null=True, help_text="from the report; empty: the photo did not say"
    )
