"""A book, what was written in it, and the months that are closed."""

import uuid
from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.ids import uuid7

if TYPE_CHECKING:
    from datetime import date


class Place(models.TextChoices):
    """Where the money of an entry lay or came to."""

    CASH = "kas", _("kas (uang tunai)")
    BANK = "bank", _("bank atau dompet digital")


class Kind(models.TextChoices):
    """What happened, in the words of a stall owner. How each is booked stands in `methods`."""

    SALE = "sale", _("Jualan dibayar")
    SALE_CREDIT = "sale_credit", _("Jualan belum dibayar")
    RECEIVED = "received", _("Piutang dibayar pembeli")
    REFUND = "refund", _("Uang pembeli dikembalikan")
    OTHER_INCOME = "other_income", _("Pendapatan lain")
    CAPITAL = "capital", _("Modal dari pemilik")
    LOAN = "loan", _("Pinjaman diterima")
    MATERIALS = "materials", _("Belanja bahan atau barang")
    MATERIALS_CREDIT = "materials_credit", _("Belanja belum dibayar")
    PACKAGING = "packaging", _("Kemasan dan label")
    WAGES = "wages", _("Upah")
    ENERGY = "energy", _("Listrik, air, gas, pulsa")
    TRANSPORT = "transport", _("Angkutan dan ongkos kirim")
    RENT = "rent", _("Sewa bulan ini")
    OTHER_COST = "other_cost", _("Beban usaha lain")
    INTEREST = "interest", _("Bunga dan biaya bank")
    PREPAID = "prepaid", _("Bayar di muka untuk beberapa bulan")
    TOOL = "tool", _("Beli alat")
    SUPPLIER_PAID = "supplier_paid", _("Bayar utang belanja")
    LOAN_PAID = "loan_paid", _("Bayar pokok pinjaman")
    TAX_PAID = "tax_paid", _("Bayar pajak penghasilan")
    DRAWING = "drawing", _("Diambil pemilik untuk rumah")
    BANKED = "banked", _("Setor kas ke bank")
    WITHDRAWN = "withdrawn", _("Tarik dari bank ke kas")
    STOCK_COUNT = "stock_count", _("Nilai persediaan setelah dihitung")
    OPEN_STOCK = "open_stock", _("Awal: persediaan yang sudah ada")
    OPEN_TOOL = "open_tool", _("Awal: alat yang sudah ada")
    OPEN_RECEIVABLE = "open_receivable", _("Awal: piutang pada pembeli")
    OPEN_PAYABLE = "open_payable", _("Awal: utang belanja")
    OPEN_LOAN = "open_loan", _("Awal: sisa pinjaman")


class Book(models.Model):
    """The cash book of one business, kept apart from the money of the house."""

    personal = ("sold_before",)
    enterprise = models.OneToOneField("register.Enterprise", models.PROTECT, related_name="book")
    opened_on = models.DateField(_("dibuka"))
    sold_before = models.BigIntegerField(
        _("omzet tahun ini sebelum buku dibuka"), default=0, help_text="rupiah, from 1 January of that year"
    )
    is_taxed_final = models.BooleanField(_("memakai PPh final"), default=True)
    last = models.PositiveIntegerField(default=0, help_text="number of the newest entry")
    opened_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    is_sample = models.BooleanField(_("data contoh"), default=False)

    def get_absolute_url(self) -> str:
        return reverse("books:book", args=[self.enterprise.number])


class Entry(models.Model):
    """One thing that happened with money. Never changed or removed (the database refuses); `reverses` takes one back."""

    personal = ("amount", "text", "buyer")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(Book, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("nomor"))
    key = models.UUIDField(default=uuid.uuid4, help_text="of the form: sent twice, written once")
    on = models.DateField(_("tanggal"))
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    amount = models.BigIntegerField(_("jumlah"), help_text="rupiah", validators=[MinValueValidator(1)])
    place = models.CharField(_("uang di"), max_length=4, choices=Place, default=Place.CASH)
    text = models.CharField(_("keterangan"), max_length=160, blank=True)
    ware = models.ForeignKey(
        "register.Ware", models.PROTECT, null=True, related_name="+", verbose_name=_("produk")
    )
    quantity = models.DecimalField(_("banyaknya"), max_digits=12, decimal_places=3, null=True)
    unit = models.CharField(_("satuan"), max_length=20, blank=True)
    months = models.PositiveSmallIntegerField(
        _("dipakai berapa bulan"), null=True, help_text="of a tool or of what was paid in advance"
    )
    buyer = models.CharField(_("pembeli"), max_length=80, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    recorded_at = models.DateTimeField(_("dicatat"), default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="entries_numbered", fields=["book", "number"]),
            models.UniqueConstraint(name="entries_once", fields=["book", "key"]),
            models.CheckConstraint(name="entries_have_an_amount", condition=models.Q(amount__gte=0)),
            models.CheckConstraint(
                name="entries_count_something",
                condition=models.Q(amount__gt=0) | models.Q(kind=Kind.STOCK_COUNT),
            ),
        ]
        indexes = [models.Index(name="entries_by_day", fields=["book", "-on", "-number"])]

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())


class Jotting(models.Model):
    """A sentence written where there was no network, until its owner has said what is not clear in it."""

    personal = ("sentence",)
    key = models.UUIDField(unique=True, help_text="of the form, and of the entry it becomes")
    sentence = models.CharField(_("kalimat"), max_length=160)
    on = models.DateField(_("tanggal"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    jotted_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)


class Closing(models.Model):
    """A month to which nothing is added any more, with the statements as they were then."""

    personal = ("statements",)
    book = models.ForeignKey(Book, models.PROTECT, related_name="closings")
    period = models.CharField(_("bulan"), max_length=7, help_text="2026-10")
    statements = models.JSONField(_("laporan"))
    closed_at = models.DateTimeField(_("ditutup"), default=timezone.now)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="months_closed_once", fields=["book", "period"])]


def month_of(on: "date") -> str:
    """`2026-10`."""
    return f"{on:%Y-%m}"
