"""Areas, industries, releases and the cells they brought. Nothing that was released is ever overwritten."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How final a figure is, by the mark BPS prints behind the year."""

    FINAL = "", _("tanpa tanda")
    PROVISIONAL = "*", _("sementara (*)")
    VERY_PROVISIONAL = "**", _("sangat sementara (**)")
    REVISED = "r", _("diperbaiki (r)")


class Area(models.Model):
    """The nation, a province, a city. The interior ministry and BPS number them differently."""

    personal = ()
    code = models.CharField(_("kode Kemendagri"), max_length=8, unique=True)
    bps_code = models.CharField(_("kode BPS"), max_length=4, unique=True)
    name = models.CharField(_("nama"), max_length=80)
    level = models.CharField(_("tingkat"), max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    """One of the 17 lapangan usaha (KBLI 2009 as grouped by BPS), or a kind of expenditure."""

    personal = ()
    code = models.CharField(_("kode"), max_length=12, unique=True)
    slug = models.SlugField(unique=True)
    place = models.PositiveSmallIntegerField()
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    short_id = models.CharField(max_length=40)
    short_en = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_id

    @property
    def short(self) -> str:
        return self.short_en if get_language() == "en" else self.short_id


class Release(models.Model):
    """A publication: one vintage of all the cells it brought."""

    personal = ()
    code = models.SlugField(max_length=60, unique=True)
    publisher = models.CharField(_("penerbit"), max_length=120)
    url = models.CharField(_("alamat"), max_length=300, blank=True)
    released_on = models.DateField(_("tanggal rilis"), null=True)
    recorded_on = models.DateField(_("tanggal dicatat"))
    known_on = models.DateField(_("diketahui sejak"))
    is_verified = models.BooleanField(_("terverifikasi ke BPS"), default=False)
    note = models.TextField(_("catatan"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="release_known_when_released_or_recorded",
                condition=models.Q(known_on=models.F("released_on"))
                | models.Q(known_on=models.F("recorded_on")),
            )
        ]


class Cell(models.Model):
    """One figure as one release printed it. `period` is 2022 or 2022Q3; an empty item is the total."""

    personal = ()
    release = models.ForeignKey(Release, models.PROTECT, related_name="cells")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    indicator = models.CharField(_("indikator"), max_length=40)
    item = models.CharField(_("rincian"), max_length=12, blank=True)
    basis = models.CharField(_("dasar harga"), max_length=4, blank=True)
    base = models.CharField(_("tahun dasar"), max_length=12, blank=True)
    period = models.CharField(_("periode"), max_length=6)
    value = models.DecimalField(_("nilai"), max_digits=24, decimal_places=6)
    unit = models.CharField(_("satuan"), max_length=30)
    status = models.CharField(_("status"), max_length=2, choices=Status, blank=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cell_once_in_a_release",
                fields=["release", "area", "indicator", "basis", "base", "item", "period"],
            )
        ]
        indexes = [
            models.Index(name="cells_series", fields=["area", "indicator", "basis", "base", "item", "period"])
        ]


class Correction(models.Model):
    """What a cell should say, and why we think so. The cell itself stays as it was printed."""

    personal = ()
    cell = models.OneToOneField(Cell, models.PROTECT, related_name="correction")
    value = models.DecimalField(_("nilai"), max_digits=24, decimal_places=6)
    why = models.TextField(_("alasan"))
    at = models.DateTimeField(default=timezone.now)
