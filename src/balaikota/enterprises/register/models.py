"""Businesses, their owners, places, what they make, and their dated facts."""

from django.contrib.postgres.indexes import BTreeIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.fields import SealedTextField
from balaikota.kit.ids import uuid7
from balaikota.kit.series import YearSeries


class Stage(models.TextChoices):
    """Whether the business is running."""

    IDEA = "idea", _("masih rencana")
    RUNNING = "running", _("berjalan")
    PAUSED = "paused", _("berhenti sementara")
    CLOSED = "closed", _("tutup")


class BadanUsaha(models.TextChoices):
    PERORANGAN = "perorangan", _("usaha perorangan")
    PT_PERORANGAN = "pt_perorangan", _("PT perorangan")
    CV = "cv", _("CV")
    FIRMA = "firma", _("firma")
    PT = "pt", _("PT")
    KOPERASI = "koperasi", _("koperasi")
    BUMDES = "bumdes", _("BUM Desa")


class Source(models.TextChoices):
    """Who said it."""

    OWNER = "owner", _("pemilik sendiri")
    OFFICER = "officer", _("petugas pendata")
    IMPORT = "import", _("daftar kantor")
    BOOKS = "books", _("buku kas")
    CATALOGUE = "catalogue", _("e-Katalog")


class NumberSeries(YearSeries):
    """The numbers of the register: UMK-2026-000001."""

    personal = ()


class Enterprise(models.Model):
    """One business as the city knows it. One that was found to be another's double points to it and is no longer counted."""

    personal = ("phone", "email", "npwp", "npwp_index", "address", "lat", "lon")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("nomor register"), max_length=16, help_text="UMK-2026-000001")
    name = models.CharField(_("nama usaha"), max_length=160)
    story = models.TextField(_("tentang usaha"), blank=True, max_length=2000)
    stage = models.CharField(_("keadaan"), max_length=10, choices=Stage, default=Stage.RUNNING)
    badan_usaha = models.CharField(
        _("bentuk usaha"), max_length=15, choices=BadanUsaha, default=BadanUsaha.PERORANGAN
    )
    started_year = models.PositiveSmallIntegerField(_("tahun mulai"), null=True)
    kbli = models.ForeignKey(
        "kbli.Kbli",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="KBLI",
        db_index=False,
        db_constraint=False,
    )
    nib = models.CharField("NIB", max_length=13, blank=True)
    npwp = SealedTextField("NPWP", null=True)
    npwp_index = models.CharField(max_length=64, blank=True)
    phone = models.CharField(_("telepon"), max_length=20, blank=True, help_text="E.164")
    email = models.EmailField(_("email"), blank=True)
    address = models.CharField(_("alamat"), max_length=250, blank=True)
    kelurahan = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    lat = models.FloatField(null=True, help_text="degrees WGS84")
    lon = models.FloatField(null=True)

    source = models.CharField(max_length=10, choices=Source)
    registered_at = models.DateTimeField(_("terdaftar"), default=timezone.now)
    registered_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(_("diperiksa"), null=True, help_text="seen by an officer")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="doubles", db_index=False)
    is_sample = models.BooleanField(_("data contoh"), default=False)
    list_key = models.UUIDField(null=True, help_text="the office's list it came with")
    list_sheet = models.PositiveSmallIntegerField(null=True, help_text="from 0")
    list_row = models.PositiveIntegerField(null=True, help_text="as the program shows it")

    class Meta:
        # What is looked for, and no more: lists of a hundred thousand come in. A text with `db_index` or `unique` has a
        # second index for its beginnings, and a key without a value stands in its index a hundred thousand times. Looking
        # for entries that are alike costs more time than it saves room.
        constraints = [models.UniqueConstraint(name="enterprise_number", fields=["number"])]
        indexes = [
            models.Index(
                name="enterprises_merged",
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
            ),
            BTreeIndex(name="enterprises_by_nib", fields=["nib"], deduplicate_items=False),
            models.Index(
                name="enterprises_by_list", fields=["list_key"], condition=models.Q(list_key__isnull=False)
            ),
            BTreeIndex(
                name="enterprises_counted",
                fields=["kelurahan"],
                condition=models.Q(merged_into=None),
                deduplicate_items=False,
            ),
            BTreeIndex(name="enterprises_by_phone", fields=["phone"], deduplicate_items=False),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("register:enterprise", args=[self.number])


class Owner(models.Model):
    """Somebody who owns a share of a business, as they or an office's list said; `person` once it is certain who.

    A list may name a NIK that was typed wrongly: it is kept as claimed, and gives nobody a right until confirmed.
    """

    personal = ("name", "nik", "nik_index", "phone", "tanggal_lahir", "jenis_kelamin")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="owners", db_constraint=False)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(_("nama pemilik"), max_length=120)
    nik = SealedTextField(_("NIK"), null=True)
    nik_index = models.CharField(max_length=64, blank=True)
    phone = models.CharField(_("telepon"), max_length=20, blank=True)
    tanggal_lahir = models.DateField(_("tanggal lahir"), null=True)
    jenis_kelamin = models.CharField(_("jenis kelamin"), max_length=10, blank=True)
    until_on = models.DateField(_("sampai"), null=True, help_text="last day as an owner")

    class Meta:
        indexes = [
            BTreeIndex(name="owners_by_nik", fields=["nik_index"], deduplicate_items=False),
            models.Index(
                name="owners_by_person", fields=["person"], condition=models.Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outlet(models.Model):
    """A place where the business makes or sells."""

    class Kind(models.TextChoices):
        RUMAH_PRODUKSI = "rumah_produksi", _("rumah produksi")
        TOKO = "toko", _("toko atau warung")
        LAPAK = "lapak", _("lapak di pasar")
        KELILING = "keliling", _("jualan keliling")
        DARING = "daring", _("toko daring")

    personal = ("address", "lat", "lon")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="outlets")
    kind = models.CharField(_("jenis tempat"), max_length=15, choices=Kind)
    name = models.CharField(_("nama tempat"), max_length=120, blank=True)
    address = models.CharField(_("alamat"), max_length=250, blank=True)
    link = models.URLField(_("tautan"), blank=True, help_text="an online shop")
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True, help_text="degrees WGS84")
    lon = models.FloatField(null=True)


class Ware(models.Model):
    """Something the business makes or sells, in its own words. What is offered in the e-Katalog lies in `products`."""

    personal = ()
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="wares", db_constraint=False)
    name = models.CharField(_("produk"), max_length=120)
    unit = models.CharField(_("satuan"), max_length=20, default="buah")
    monthly = models.PositiveIntegerField(_("buatan sebulan"), null=True, help_text="units a month")
    permit_class = models.SlugField(
        blank=True, db_index=False, help_text="which permits it needs: see the room permits"
    )
    is_made = models.BooleanField(_("masih dibuat"), default=True)

    def __str__(self) -> str:
        return self.name


class Condition(models.Model):
    """What was said of the business on one day: workers, capital, assets, sales of a year. Later ones stand beside it."""

    personal = ("capital", "assets", "sales_year")
    # No index of its own: `conditions_latest` begins with it.
    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, related_name="conditions", db_index=False, db_constraint=False
    )
    on = models.DateField(_("tanggal"), default=timezone.localdate)
    workers_male = models.PositiveIntegerField(_("pekerja laki-laki"), null=True)
    workers_female = models.PositiveIntegerField(_("pekerja perempuan"), null=True)
    capital = models.BigIntegerField(_("modal"), null=True, help_text="rupiah, without land and building")
    assets = models.BigIntegerField(_("aset"), null=True, help_text="rupiah")
    sales_year = models.BigIntegerField(_("omzet setahun"), null=True, help_text="rupiah a year")
    source = models.CharField(max_length=10, choices=Source)
    size = models.CharField(_("ukuran"), max_length=10, blank=True, help_text="by the law of that day")
    size_test = models.CharField(_("diuji dengan"), max_length=10, blank=True, help_text="capital or sales")
    size_law = models.CharField(max_length=40, blank=True)
    size_before = models.CharField(max_length=10, blank=True, help_text="by UU 20/2008, kept apart")
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="conditions_latest", fields=["enterprise", "-on", "-id"])]


class Sales(models.Model):
    """What the business sold in a month (`2026-10`) or a year (`2026`), in rupiah, and who said so."""

    personal = ("amount",)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="sales")
    period = models.CharField(_("masa"), max_length=7)
    amount = models.BigIntegerField(_("penjualan"), help_text="rupiah")
    orders = models.PositiveIntegerField(_("pesanan"), null=True)
    source = models.CharField(max_length=10, choices=Source)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="sales_once_by_source", fields=["enterprise", "period", "source"]),
            models.CheckConstraint(
                name="sales_of_a_month_or_year",
                condition=models.Q(period__regex=r"^\d{4}(-(0[1-9]|1[0-2]))?$"),
            ),
        ]


class Account(models.Model):
    """Where money is received; its number is sealed and shown only by its last four digits."""

    personal = ("number", "holder")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="accounts")
    provider = models.CharField(_("bank atau dompet digital"), max_length=60)
    number = SealedTextField(_("nomor"))
    holder = models.CharField(_("atas nama"), max_length=120)

    @property
    def masked(self) -> str:
        return f"•••• {self.number[-4:]}"
