"""What owners type: a sentence such as "jual keripik 12 bungkus 15rb", or the blanks of one kind of entry.

A sentence is read, never trusted: whatever can mean two things is asked about on the next page.
"""

import re
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.enterprises.books.models import Kind, Place
from balaikota.kit import rupiah, typed
from balaikota.kit.days import Day
from balaikota.kit.lines import Rupiah

WORDS = Path(__file__).parent / "data" / "words.toml"
MOST = 10**12
TOTAL, EACH = "total", "each"
#: What each kind asks besides the amount, the day and the words.
ASKS: dict[str, tuple[str, ...]] = {
    Kind.SALE: ("ware", "quantity", "unit", "basis", "place", "buyer"),
    Kind.SALE_CREDIT: ("ware", "quantity", "unit", "basis", "buyer"),
    Kind.REFUND: ("ware", "quantity", "unit", "place", "buyer"),
    Kind.MATERIALS: ("quantity", "unit", "basis", "place"),
    Kind.MATERIALS_CREDIT: ("quantity", "unit", "basis"),
    Kind.TOOL: ("months", "place"),
    Kind.PREPAID: ("months", "place"),
    Kind.OPEN_TOOL: ("months",),
    Kind.BANKED: (),
    Kind.WITHDRAWN: (),
    Kind.STOCK_COUNT: (),
    Kind.OPEN_STOCK: (),
    Kind.OPEN_RECEIVABLE: ("buyer",),
    Kind.OPEN_PAYABLE: (),
    Kind.OPEN_LOAN: (),
}


# --- a sentence -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heard:
    """What a sentence says. None is what it does not say; `doubt` is why the amount must be asked."""

    text: str
    kind: str | None = None
    amount: int | None = None
    basis: str | None = None
    quantity: Decimal | None = None
    unit: str = ""
    thing: str = ""
    place: str = Place.CASH
    buyer: str = ""
    days_ago: int = 0
    doubt: str = ""

    @property
    def is_clear(self) -> bool:
        """It can be written down as it is."""
        has_kind = self.kind is not None and self.kind not in (Kind.TOOL, Kind.PREPAID)
        is_priced = self.quantity in (None, 1) or self.basis is not None
        return has_kind and self.amount is not None and is_priced and not self.doubt


@lru_cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


_AMOUNT = re.compile(
    r"(?P<each>@\s*)?(?<![a-z\d.,])(?:rp\.?\s*|idr\s*)?\d[\d.,]*(?:[oq](?=[\doq]*\b)[\doq]*)?"
    r"\s*(?:rb|rbu|ribu|rebu|k|jt|jta|juta)?\b(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+)?(?:,?-{1,2})?",
)
_MARKED = re.compile(r"rp|idr|rb|ribu|rebu|jt|juta|\dk|@|\.\d{3}|\d{4,}")
_TO = re.compile(
    r"\b(?:ke|kepada|pembeli|dibeli)\s+((?:(?:bu|ibu|pak|bapak|bang|kak|toko|warung)\s+)?[a-z.']+(?:\s(?!\d)[a-z.']+)?)"
)


def hear(sentence: str) -> Heard:
    """Read one sentence. Never raises; what is unclear is None, or in `doubt`."""
    text = typed.text(sentence[:160], most=160)
    low = f" {text.lower()} "
    kind = _kind(low)
    place = (
        Place.BANK
        if _has(low, _words()["bank"]) and kind not in (Kind.BANKED, Kind.WITHDRAWN)
        else Place.CASH
    )
    buyer, rest = _buyer(low) if kind in (Kind.SALE, Kind.SALE_CREDIT) else ("", low)
    quantity, unit, rest = _quantity(rest)
    found, rest = _amounts(rest)
    if quantity is None:
        quantity, found = _bare_quantity(found)
    amount, basis, doubt = _price(found, rest, low)
    return Heard(
        text, kind, amount, basis, quantity, unit, _thing(rest, kind), place, buyer.title(),
        1 if _has(low, ["kemarin"]) else 0, doubt,
    )  # fmt: skip


def _has(low: str, words: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low) for word in words)


def _kind(low: str) -> str | None:
    words, is_owed = _words(), _has(low, _words()["owed"])
    first = (low.split() or [""])[0]
    if first in words["sells"]:
        return Kind.SALE_CREDIT if is_owed else Kind.SALE
    for row in words["kinds"]:
        if _has(low, row["words"]):
            return Kind.MATERIALS_CREDIT if row["kind"] == Kind.MATERIALS and is_owed else str(row["kind"])
    return (Kind.SALE_CREDIT if is_owed else Kind.SALE) if _has(low, words["sells"]) else None


def _buyer(low: str) -> tuple[str, str]:
    match = _TO.search(low)
    return (match[1].strip(), low[: match.start()] + " " + low[match.end() :]) if match else ("", low)


def _quantity(low: str) -> tuple[Decimal | None, str, str]:
    units = "|".join(sorted(_words()["units"], key=len, reverse=True))
    pattern = rf"(?<![\w.,@/])(\d{{1,6}}(?:[.,]\d{{1,3}})?|setengah)\s?({units})(?!\w)"
    match = re.search(pattern, low)
    if match is None:
        return None, "", low
    number = Decimal("0.5") if match[1] == "setengah" else Decimal(match[1].replace(",", "."))
    return number, match[2], low[: match.start()] + "  " + low[match.end() :]


def _amounts(rest: str) -> tuple[list[str], str]:
    """What looks like an amount, and the sentence without it; without any digit, the words at its end."""
    found = [match.group().strip() for match in _AMOUNT.finditer(rest)]
    if found:
        return found, _AMOUNT.sub("  ", rest)
    parts = rest.split()
    for length in range(min(6, len(parts)), 0, -1):
        said = " ".join(parts[-length:])
        if rupiah.read(said).value is not None or rupiah.read(said).guess is not None:
            return [said], " ".join(parts[:-length])
    return [], rest


def _bare_quantity(found: list[str]) -> tuple[Decimal | None, list[str]]:
    """`jual 3 nasi 45rb`: a small number without any sign of money, beside one that has it, is how many."""
    bare = [each for each in found if not _MARKED.search(each) and each.isdigit()]
    if len(found) == 2 and len(bare) == 1:
        return Decimal(bare[0]), [each for each in found if each != bare[0]]
    return None, found


def _price(found: list[str], rest: str, low: str) -> tuple[int | None, str | None, str]:
    if not found:
        return None, None, _("Berapa rupiah?")
    if len(found) > 1:
        return None, None, _("Ada lebih dari satu angka. Tulis jumlahnya di bawah ini.")
    words, said = _words(), found[0]
    read = rupiah.read(said.removeprefix("@").strip())
    is_each = said.startswith("@") or bool(read.unit) or _has(rest, words["each"])
    basis = EACH if is_each else TOTAL if _has(low, words["whole"]) else None
    if read.value is None or read.most is not None or not read.is_certain or read.value >= MOST:
        why = read.review or read.refusal or _("Jumlah ini tidak terbaca.")
        return read.guess, basis, why
    return read.value, basis, ""


def _thing(rest: str, kind: str | None) -> str:
    words = _words()
    drop = {*words["filler"], *words["sells"], *words["bank"], *words["owed"], *words["each"]}
    drop |= {"beli", "belanja", "bayar", "terima", "dapat"}
    kept = [word.strip(".,;:") for word in rest.split()]
    return " ".join(word for word in kept if word and word not in drop)[:80]


# --- forms ----------------------------------------------------------------------------------------


class Quantity(forms.CharField):
    """How many, with a decimal comma if need be."""

    def __init__(self, label: Any, *, required: bool = False) -> None:
        super().__init__(label=label, required=required)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        said = str(super().clean(value)).strip()
        if not said:
            return None
        try:
            number = Decimal(str(typed.number(said))).quantize(Decimal("0.001"))
        except typed.Unfit as unfit:
            raise forms.ValidationError(unfit.sentence) from None
        if not 0 < number < 10**8:
            raise forms.ValidationError(_("Banyaknya lebih dari nol."))
        return number


class WriteForm(forms.Form):
    sentence = forms.CharField(
        label=gettext_lazy("Tulis apa yang terjadi"),
        help_text=gettext_lazy(
            "Misalnya: jual keripik 12 bungkus 15rb; beli minyak 2 kg 36rb; bayar listrik 100rb."
        ),
        max_length=160,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class JotForm(WriteForm):
    """The same, on the page a phone keeps: there it is not known which day it is sent."""

    on = Day(gettext_lazy("Tanggal"), hint=gettext_lazy("Kosongkan untuk hari ini."))
    field_order = ("sentence", "on", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].required = False

    def clean_on(self) -> date:
        return min(self.cleaned_data.get("on") or timezone.localdate(), timezone.localdate())

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()


class OpenForm(forms.Form):
    """What is there on the day the book begins. Everything but the day may stay empty."""

    opened_on = Day(gettext_lazy("Mulai mencatat tanggal"))
    cash = Rupiah(gettext_lazy("Uang tunai usaha pada hari itu"), required=False)
    bank = Rupiah(gettext_lazy("Uang di bank atau dompet digital"), required=False)
    stock = Rupiah(gettext_lazy("Nilai bahan dan barang yang ada"), required=False)
    tools = Rupiah(gettext_lazy("Nilai alat yang ada sekarang"), required=False)
    tool_months = forms.IntegerField(
        label=gettext_lazy("Alat itu masih dipakai berapa bulan"), min_value=1, max_value=600, required=False
    )
    receivable = Rupiah(gettext_lazy("Uang yang masih ditagih dari pembeli"), required=False)
    payable = Rupiah(gettext_lazy("Utang belanja"), required=False)
    loan = Rupiah(gettext_lazy("Sisa pinjaman"), required=False)
    sold_before = Rupiah(
        gettext_lazy("Omzet tahun itu sebelum tanggal mulai"),
        hint=gettext_lazy("Untuk menghitung batas Rp500 juta pajak final. Kosongkan bila baru mulai."), required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("tools") and not told.get("tool_months"):
            self.add_error("tool_months", _("Tulis perkiraan berapa bulan alat itu masih dipakai."))
        return told


class EntryForm(forms.Form):
    """The blanks of one kind of entry."""

    kind = forms.ChoiceField(label=gettext_lazy("Apa yang terjadi"), choices=Kind.choices)
    amount = Rupiah(
        gettext_lazy("Jumlah rupiah"),
        hint=gettext_lazy("Misalnya 15rb, 1,5 jt atau Rp15.000."),
        required=True,
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Jumlah itu"), widget=forms.RadioSelect,
        choices=[(TOTAL, gettext_lazy("untuk semuanya")), (EACH, gettext_lazy("untuk satu; dikalikan banyaknya"))],
    )  # fmt: skip
    quantity = Quantity(gettext_lazy("Banyaknya"))
    unit = forms.CharField(label=gettext_lazy("Satuan"), max_length=20, required=False)
    ware = forms.ChoiceField(label=gettext_lazy("Produk"), required=False)
    place = forms.ChoiceField(
        label=gettext_lazy("Uangnya di"), choices=Place.choices, widget=forms.RadioSelect
    )
    months = forms.IntegerField(
        label=gettext_lazy("Dipakai berapa bulan"),
        help_text=gettext_lazy("Nilainya dibagi rata ke bulan-bulan itu."), min_value=1, max_value=600,
    )  # fmt: skip
    buyer = forms.CharField(
        label=gettext_lazy("Pembeli"),
        help_text=gettext_lazy("Nama panggilan cukup; untuk melihat siapa yang kembali membeli."),
        max_length=80, required=False,
    )  # fmt: skip
    text = forms.CharField(label=gettext_lazy("Keterangan"), max_length=160, required=False)
    on = Day(gettext_lazy("Tanggal"))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        kind: str,
        wares: Iterable[Any] = (),
        first: date = date.min,
        closed: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.closed = first, closed
        self.wares = {str(ware.pk): ware for ware in wares}
        asked = ASKS.get(kind, ("place",))
        for name in {"basis", "quantity", "unit", "ware", "place", "months", "buyer"} - set(asked):
            del self.fields[name]
        if kind:
            self.fields["kind"].widget = forms.HiddenInput()
        if "ware" in self.fields and not self.wares:
            del self.fields["ware"]
        elif "ware" in self.fields:
            ware_field: Any = self.fields["ware"]
            ware_field.choices = [
                ("", _("Tidak tertentu")),
                *((pk, str(each)) for pk, each in self.wares.items()),
            ]
        if "basis" in self.fields:
            self.fields["basis"].required = False
        if kind == Kind.STOCK_COUNT:
            self.fields["amount"] = Rupiah(_("Nilai persediaan sekarang"), least=0, required=True)

    def clean_on(self) -> date:
        """A day of the book, in a month that is not closed."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("Tanggalnya hari ini atau sebelumnya."))
        if on < self.first:
            raise forms.ValidationError(
                _("Buku ini dibuka %(on)s; tulis tanggal sejak hari itu.") % {"on": f"{self.first:%d/%m/%Y}"}
            )
        if f"{on:%Y-%m}" in self.closed:
            raise forms.ValidationError(
                _("Bulan itu sudah ditutup. Catat dengan tanggal di bulan yang masih terbuka.")
            )
        return on

    def clean_ware(self) -> Any:
        return self.wares.get(self.cleaned_data.get("ware") or "")

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        """One price for one becomes the whole amount; many for an amount without a word is asked about."""
        told: dict[str, Any] = super().clean() or {}
        many, basis = told.get("quantity"), told.get("basis")
        if many in (None, 1) or told.get("amount") is None or "basis" not in self.fields:
            return told
        if not basis:
            self.add_error("basis", _("Pilih: jumlah itu untuk semuanya, atau untuk satu."))
        elif basis == EACH:
            told["amount"] = int((told["amount"] * many).to_integral_value())
            if told["amount"] >= MOST:
                self.add_error("amount", _("Jumlah ini terlalu besar. Periksa angkanya."))
        return told


def said_of(heard: Heard, *, wares: Iterable[Any], today: date) -> dict[str, Any]:
    """What the next page shows filled in."""
    match = [
        ware for ware in wares if heard.thing and ware.name.lower() in (heard.thing, *heard.thing.split())
    ]
    loose = [ware for ware in wares if heard.thing and heard.thing in ware.name.lower()]
    ware = next(iter([*match, *loose]), None)
    return {
        "kind": heard.kind or "",
        "amount": rupiah.written(heard.amount) if heard.amount is not None else "",
        "basis": heard.basis or (TOTAL if heard.quantity in (None, 1) else ""),
        "quantity": f"{heard.quantity.normalize():f}".replace(".", ",") if heard.quantity is not None else "",
        "unit": heard.unit or (ware.unit if ware and heard.quantity else ""),
        "ware": str(ware.pk) if ware else "",
        "place": heard.place,
        "buyer": heard.buyer,
        "text": heard.text,
        "on": today - timedelta(days=heard.days_ago),
    }


class TaxForm(forms.Form):
    is_final = forms.BooleanField(label=gettext_lazy("Usaha ini memakai PPh final 0,5 %"), required=False)
    sold_before = Rupiah(gettext_lazy("Omzet tahun itu sebelum buku dibuka"), required=False)
