"""Classes, their sessions and who takes part."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7
from balaikota.kit.series import YearSeries
from balaikota.training.courses import methods as jp


class NumberSeries(YearSeries):
    """The numbers of classes: PLT-2026-0001."""

    personal = ()


class Mode(models.TextChoices):
    TATAP_MUKA = "tatap-muka", _("tatap muka")
    DARING = "daring", _("daring")
    CAMPURAN = "campuran", _("campuran")


class Audience(models.TextChoices):
    """Whom a class is for: the city's civil servants, or owners of businesses (then it is called a clinic)."""

    ASN = "asn", _("pegawai (ASN)")
    UMKM = "umkm", _("pelaku UMKM")


class Stage(models.TextChoices):
    DRAFT = "rencana", _("rencana")
    OPEN = "pendaftaran", _("menerima usulan")
    RUNNING = "berjalan", _("berjalan")
    FINISHED = "selesai", _("selesai")
    CANCELLED = "dibatalkan", _("dibatalkan")


class Cohort(models.Model):
    """One class of a course: who may be nominated until when, for how many seats."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor kelas"), max_length=16, unique=True, help_text="PLT-2026-0001")
    version = models.ForeignKey(
        "courses.Version", models.PROTECT, related_name="+", verbose_name=_("kurikulum")
    )
    name = models.CharField(_("nama kelas"), max_length=120, help_text="Angkatan I")
    audience = models.CharField(
        _("untuk siapa"), max_length=4, choices=Audience, default=Audience.ASN, db_default=Audience.ASN
    )
    mode = models.CharField(_("cara"), max_length=12, choices=Mode, default=Mode.TATAP_MUKA)
    place = models.CharField(_("tempat"), max_length=160)
    quota = models.PositiveSmallIntegerField(_("jumlah kursi"))
    nominate_until = models.DateField(_("usulan ditutup"))
    stage = models.CharField(_("keadaan"), max_length=12, choices=Stage, default=Stage.DRAFT)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_class_has_seats", condition=Q(quota__gte=1)),
            models.CheckConstraint(
                name="cancelled_says_why", condition=~Q(stage="dibatalkan") | ~Q(cancelled_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.course.name}, {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("classes:cohort", args=[self.number])

    @property
    def is_for_owners(self) -> bool:
        return self.audience == Audience.UMKM

    @property
    def desk_url(self) -> str:
        return reverse("classes:manage", args=[self.number])


class Session(models.Model):
    """One meeting of a class. Its id is its UID in calendars for good; a change raises `sequence`."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    subject = models.ForeignKey("courses.Subject", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("acara"), max_length=200)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    pause = models.PositiveSmallIntegerField(_("istirahat (menit)"), default=0)
    place = models.CharField(_("ruang"), max_length=160)
    trainer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    sequence = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]
        indexes = [models.Index(name="class_sessions_by_time", fields=["starts_at", "ends_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """Taught, without the break."""
        whole = int((self.ends_at - self.starts_at).total_seconds() // 60)
        return max(whole - self.pause, 0)

    @property
    def jp(self) -> Decimal:
        return jp.shown(self.minutes)


class Seat(models.TextChoices):
    """Where a nomination stands."""

    NOMINATED = "diusulkan", _("diusulkan")
    ENROLLED = "terdaftar", _("terdaftar")
    WAITING = "daftar-tunggu", _("daftar tunggu")
    REFUSED = "ditolak", _("tidak disetujui")
    WITHDRAWN = "mundur", _("mengundurkan diri")


class Enrolment(models.Model):
    """One person in one class, from the day a unit nominated them or they came for a business."""

    personal = ("reason",)
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrolments")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Agency", models.PROTECT, null=True, related_name="+")
    enterprise = models.ForeignKey("register.Enterprise", models.PROTECT, null=True, related_name="+")
    seat = models.CharField(_("keadaan"), max_length=14, choices=Seat, default=Seat.NOMINATED)
    nominated_at = models.DateTimeField(default=timezone.now)
    nominated_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    extra_time = models.PositiveSmallIntegerField(_("tambahan waktu tes (%)"), default=0)
    figures_shared_at = models.DateTimeField(
        null=True, help_text="since when the owner lets their book's sales be counted in the class's result"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_enrolment_a_person", fields=["cohort", "person"]),
            models.UniqueConstraint(
                name="one_person_a_business",
                fields=["cohort", "enterprise"],
                condition=Q(seat__in=["diusulkan", "terdaftar", "daftar-tunggu"]),
            ),
            models.CheckConstraint(
                name="comes_from_a_unit_or_a_business",
                condition=Q(unit__isnull=False, enterprise=None) | Q(unit=None, enterprise__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def comes_from(self) -> str:
        """The unit or the business, by name."""
        return self.enterprise.name if self.enterprise else self.unit.name if self.unit else ""
