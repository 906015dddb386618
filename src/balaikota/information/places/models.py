"""Places, their hours, the dates that are unlike others, and lists brought in at once."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a resident goes there for. The value stands in addresses and in imported lists."""

    OFFICE = "kantor", _("Kantor pelayanan")
    VILLAGE = "kelurahan", _("Kantor kelurahan atau kecamatan")
    CLINIC = "puskesmas", _("Puskesmas")
    HOSPITAL = "rumah-sakit", _("Rumah sakit")
    SCHOOL = "sekolah", _("Sekolah")
    LIBRARY = "perpustakaan", _("Perpustakaan")
    MARKET = "pasar", _("Pasar")
    PARK = "taman", _("Taman")
    SPORT = "olahraga", _("Lapangan dan gelanggang")
    POLICE = "polisi", _("Kantor polisi")
    FIRE = "pemadam", _("Pos pemadam kebakaran")
    OTHER = "lainnya", _("Lainnya")


class Access(models.TextChoices):
    """What somebody needs to know who does not walk, see or hear like most."""

    RAMP = "landai", _("jalan landai tanpa anak tangga")
    LIFT = "lift", _("lift")
    TOILET = "toilet", _("toilet untuk kursi roda")
    GUIDE = "pemandu", _("ubin pemandu")
    PARKING = "parkir", _("tempat parkir difabel")
    SIGN = "isyarat", _("petugas berbahasa isyarat")
    BRAILLE = "braille", _("petunjuk braille atau suara")
    NURSING = "laktasi", _("ruang laktasi")


class Place(models.Model):
    """One place residents go to. A closed one keeps its row and its page, so that old links say what became of it."""

    personal = ()
    slug = models.SlugField(unique=True, max_length=90)
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("jenis"), max_length=14, choices=Kind)
    address = models.CharField(_("alamat"), max_length=200)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    lat = models.FloatField(null=True, help_text="degrees WGS84")
    lon = models.FloatField(null=True)
    phone = models.CharField(_("telepon"), max_length=20, blank=True, help_text="E.164, or a short number")
    website = models.URLField(_("laman"), max_length=200, blank=True)
    about = models.TextField(_("keterangan"), blank=True)
    access = ArrayField(models.CharField(max_length=10, choices=Access), default=list)
    keeps_holidays = models.BooleanField(_("tutup pada hari libur nasional"), default=True)
    checked_on = models.DateField(_("diperiksa pada"), null=True)
    checked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(_("tutup selamanya sejak"), null=True)
    closed_why = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(
        default=1, help_text="grows with each change; two editors notice by it"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="place_point_is_two_numbers",
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
            ),
        ]
        indexes = [
            models.Index(name="places_standing", fields=["name", "id"], condition=Q(closed_on=None)),
            models.Index(name="places_by_kind", fields=["kind", "name"], condition=Q(closed_on=None)),
            models.Index(name="places_changed", fields=["-changed_at"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def has_point(self) -> bool:
        return self.lat is not None and self.lon is not None

    def get_absolute_url(self) -> str:
        return reverse("places:place", args=[self.slug])


class UnusualDay(models.Model):
    """A date on which a place keeps other hours than on that weekday, or none."""

    personal = ()
    place = models.ForeignKey(Place, models.CASCADE, related_name="unusual_days")
    on = models.DateField(_("tanggal"))
    reason = models.CharField(_("sebab"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_unusual_day_per_date", fields=["place", "on"])]


class Opening(models.Model):
    """Open from one minute to another, each week on a weekday or once on an unusual day; see `methods.Span`."""

    personal = ()
    place = models.ForeignKey(Place, models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(null=True, help_text="0 is Monday")
    unusual_day = models.ForeignKey(UnusualDay, models.CASCADE, null=True, related_name="openings")
    begins = models.PositiveSmallIntegerField(help_text="minutes from midnight")
    ends = models.PositiveSmallIntegerField(help_text="minutes; beyond 1440 on the next day")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opening_weekly_or_once",
                condition=Q(weekday__isnull=False, weekday__range=(0, 6), unusual_day=None)
                | Q(weekday=None, unusual_day__isnull=False),
            ),
            models.CheckConstraint(
                name="opening_ends_after_it_began",
                condition=Q(begins__lt=1440, ends__gt=F("begins"), ends__lte=2880),
            ),
        ]
        indexes = [models.Index(name="places_openings", fields=["weekday", "begins", "ends", "place"])]


class Import(models.Model):
    """A list of places as it was uploaded: what is good in it and what is not, until somebody confirms."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=120)
    rows = models.JSONField(help_text="clean values, ready for `actions.add`")
    faults: Any = models.JSONField(help_text="[row number, name, reason]")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)

    def get_absolute_url(self) -> str:
        return reverse("places:importing", args=[self.id])
