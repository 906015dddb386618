"""What a column is called in each dialect, and what one cell says. Pure: a value, a remark, or a reason.

What identifies or is paid (SKU, price) is refused when it cannot be read for certain, and the product with it. What can
be mended later (barcode, weight, stock) is left out with a remark. Nothing is guessed.
"""

import html
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import nh3
from django.utils.translation import gettext as _

from balaikota.kit import rupiah, typed
from balaikota.kit.composing import composed
from balaikota.kit.typed import Unfit

FILE = Path(__file__).parent / "data" / "dialects.toml"
MOST_NAME, MOST_DESCRIPTION, MOST_SKU, MOST_PHOTOS = 150, 5000, 50, 9
#: So many of a numbered column ("Attribute 1 name") are looked for.
NUMBERED = 9


class Remark(Exception):
    """The cell is left out, and the product comes in without it."""


@dataclass
class Offer:
    """One product as a file says it, joined from its rows. What is not in `fields` the file did not say."""

    rows: list[int]
    keys: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    variants: list[dict[str, Any]] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    category: str = ""
    google_category: str = ""
    is_wanted: bool | None = None
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Dialect:
    """One kind of file. `columns`: for each name a file may give, what we call it."""

    slug: str
    name: str
    ending: str
    way: str
    is_verified: bool
    source: str
    marks: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    has_furniture: bool = False
    has_written_breaks: bool = False


@lru_cache(maxsize=1)
def dialects() -> dict[str, Dialect]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {slug: _dialect(slug, said) for slug, said in read.items()}


def _dialect(slug: str, said: dict[str, Any]) -> Dialect:
    columns: dict[str, tuple[str, ...]] = {}
    for ours, theirs in said.pop("columns").items():
        numbers = range(1, NUMBERED + 1) if "#" in ours else (0,)
        for name in theirs:
            for n in numbers:
                key = name.replace("#", str(n))
                columns[key] = (*columns.get(key, ()), ours.replace("#", str(n)))
    said["marks"] = tuple(said["marks"])
    return Dialect(slug=slug, columns=columns, **said)


def plain(label: Any) -> str:
    """A column's name as it is compared; what Shopee writes behind its keys (`ps_price|1|1`) is no part of it."""
    text = composed(str(label), "NFKC").strip().lower().replace("’", "'")
    if re.fullmatch(r"[a-z]+_[a-z0-9_.]+(\|\d)+", text):
        text = text.split("|", 1)[0]
    return " ".join(text.strip("* ").split())


_BRACKET = re.compile(r"(.+?)\s*\(([^()]*)\)\*?")


def column(dialect: Dialect, label: Any) -> tuple[tuple[str, ...], str]:
    """What we call a column, and the unit in its name ("Weight (kg)"); nothing when it is not known."""
    said = plain(label)
    bracket = _BRACKET.fullmatch(said)
    unit = bracket[2] if bracket else ""
    if said in dialect.columns:
        return dialect.columns[said], unit
    return (dialect.columns.get(bracket[1], ()) if bracket else ()), unit


def unit_in(label: Any) -> str:
    """kg of "Berat (kg)"; nothing when the brackets hold no unit."""
    bracket = _BRACKET.fullmatch(plain(label))
    return bracket[2] if bracket and bracket[2] in {*_GRAMS, *_MM} else ""


def columns(dialect: Dialect, labels: Iterable[Any]) -> dict[int, tuple[tuple[str, ...], str]]:
    """Each known column by its place. Of two columns that mean the same the first counts."""
    found: dict[int, tuple[tuple[str, ...], str]] = {}
    taken: set[str] = set()
    for place, label in enumerate(labels):
        ours, unit = column(dialect, label)
        fresh = tuple(each for each in ours if each not in taken)
        if fresh:
            found[place] = fresh, unit
            taken.update(fresh)
    return found


def told_by(labels: list[Any]) -> Dialect | None:
    """The dialect whose marks all stand in this row."""
    for dialect in dialects().values():
        known = {ours for each, _unit in columns(dialect, labels).values() for ours in each}
        if set(dialect.marks) <= known:
            return dialect
    return None


# --- cells ----------------------------------------------------------------------------------------

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?\s?e\s?\+\s?\d+", re.IGNORECASE)
_TAG = re.compile(r"<\s?/?\s?[a-zA-Z!][^>]*>")
_BLOCK = re.compile(r"<\s?(?:br\s?/?|/p|/div|/li|/h[1-6]|/tr|/ul|/ol)\s?>", re.IGNORECASE)
_EMPTY = frozenset(("", "-", "--", "–", "n/a", "null", "none"))


def said(cell: Any) -> str:
    """A cell as text; a whole number without its `.0`."""
    if isinstance(cell, float) and cell == cell and abs(cell) < 2**63 and cell.is_integer():  # noqa: PLR0124  NaN
        return str(int(cell))
    return str(cell).strip()


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in _EMPTY)


def is_rounded(cell: Any) -> bool:
    """Has a spreadsheet rounded this number ("1.23E+11", or past fifteen digits)? Then it names nothing."""
    if isinstance(cell, str):
        return bool(_ROUNDED.fullmatch(cell.strip()))
    return isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 10**15


def words(cell: Any) -> str:
    """The words of a text that may be HTML: no tags, no scripts, breaks kept."""
    text = said(cell)
    if _TAG.search(text) or re.search(r"&(?:[a-z]{2,8}|#\d{2,5});", text, re.IGNORECASE):
        broken = _BLOCK.sub(lambda tag: f"{tag[0]}\n", text)
        text = html.unescape(nh3.clean(broken, tags=set()))
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def cut(text: str, most: int) -> str:
    """As much of a text as fits, to a whole word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def line(cell: Any, most: int) -> str:
    """One line of clean text; raises `Unfit` when it is too long."""
    return typed.text(" ".join(words(cell).split()), most=most)


def sku(cell: Any) -> str:
    """As written: leading zeros stay. A rounded one is refused: two products could share it."""
    if is_rounded(cell):
        raise Unfit(_("Kode “%s” dibulatkan oleh lembar kerja. Salin ulang sebagai teks.") % said(cell)[:30])
    try:
        return typed.text(said(cell).lstrip("'"), most=MOST_SKU)
    except Unfit as unfit:
        raise Unfit(_("Kode penjual (SKU): %s") % unfit.sentence) from None


def gtin(cell: Any) -> str:
    """8, 12, 13 or 14 digits whose last one proves the others (GS1 General Specifications 7.9)."""
    digits = re.sub(r"[\s\-']", "", said(cell))
    if is_rounded(cell) or not re.fullmatch(r"\d{8}|\d{12,14}", digits, re.ASCII):
        raise Remark(_("Barkode “%s” tidak terbaca, dibiarkan kosong.") % digits[:20])
    total = sum(int(sign) * (3 if at % 2 else 1) for at, sign in enumerate(reversed(digits)))
    if total % 10:
        raise Remark(_("Barkode “%s” salah angka terakhirnya, dibiarkan kosong.") % digits)
    return digits


def price(cell: Any) -> dict[str, Any]:
    """`basis`, `price`, `price_to` and `unit` as far as the cell says them; raises `Unfit` when it may mean two things."""
    read = rupiah.read(cell)
    if not read.is_certain:
        guess = _(" Maksudnya %s?") % rupiah.written(read.guess) if read.guess is not None else ""
        raise Unfit(_("Harga “%(said)s”: %(why)s") % {
            "said": said(cell)[:30], "why": (read.review or read.refusal) + guess})  # fmt: skip
    if read.quantity > 1:
        raise Unfit(_("Harga “%s” untuk beberapa buah. Tulis harga satu satuan.") % said(cell)[:30])
    told: dict[str, Any] = {"basis": str(read.basis), "price": read.value}
    if read.value == 0:
        raise Unfit(_("Harga nol. Tulis harganya, atau “Nego”."))
    if read.most is not None:
        told |= {"basis": "range", "price_to": read.most}
    if read.unit:
        told["unit"] = read.unit[:20]
    return told


def stock(cell: Any) -> int:
    try:
        count = typed.whole_number(said(cell))
    except Unfit:
        raise Remark(_("Stok “%s” tidak terbaca, dibiarkan kosong.") % said(cell)[:20]) from None
    if not 0 <= count <= 2**31 - 1:
        raise Remark(_("Stok “%s” tidak mungkin, dibiarkan kosong.") % said(cell)[:20])
    return count


def count(label: str, cell: Any) -> int:
    try:
        number = typed.whole_number(re.sub(r"\s?(?:hari|days?|pcs|buah)$", "", said(cell).lower()))
    except Unfit:
        number = 0
    if not 0 < number <= 32_767:
        raise Remark(_("%(label)s “%(said)s” tidak terbaca, dibiarkan kosong.") % {
            "label": label, "said": said(cell)[:20]})  # fmt: skip
    return number


_GRAMS = {"g": 1.0, "gr": 1.0, "gram": 1.0, "grams": 1.0, "kg": 1000.0, "kilo": 1000.0, "kilogram": 1000.0, "ons": 100.0,
          "lb": 453.59237, "lbs": 453.59237, "oz": 28.349523125}  # fmt: skip
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "inch": 25.4, "yd": 914.4}
_MEASURE = re.compile(r"([\d.,]+)\s*([a-z]*)\.?", re.ASCII)


def _measure(cell: Any, unit: str, scale: dict[str, float], label: str) -> int:
    """A measure in the smallest unit. Without a unit in the cell or above it, it is left out: kg or g is not guessed."""
    match = _MEASURE.fullmatch(said(cell).lower())
    factor = scale.get(match[2] or unit.lower()) if match else None
    if match is None or factor is None:
        raise Remark(_("%(label)s “%(said)s” tanpa satuan yang dikenal, dibiarkan kosong.") % {
            "label": label, "said": said(cell)[:20]})  # fmt: skip
    try:
        number = (
            float(match[1]) if re.fullmatch(r"\d+\.\d+", match[1]) and factor > 1 else typed.number(match[1])
        )
    except Unfit:
        number = -1.0
    whole = round(number * factor)
    if not 0 < whole <= 10**8:
        raise Remark(_("%(label)s “%(said)s” tidak terbaca, dibiarkan kosong.") % {
            "label": label, "said": said(cell)[:20]})  # fmt: skip
    return whole


def grams(cell: Any, unit: str) -> int:
    return _measure(cell, unit, _GRAMS, _("Berat"))


def millimetres(cell: Any, unit: str) -> int:
    return _measure(cell, unit, _MM, _("Ukuran"))


_CONTENT = re.compile(r"([\d.,]+)\s*(g|gr|gram|kg|ml|l|liter|pcs|buah|cm|lembar)", re.IGNORECASE)
_CONTENT_UNITS = {"gr": ("g", 1), "gram": ("g", 1), "g": ("g", 1), "kg": ("g", 1000), "ml": ("ml", 1), "l": ("ml", 1000),
                  "liter": ("ml", 1000), "pcs": ("pcs", 1), "buah": ("pcs", 1), "cm": ("cm", 1),
                  "lembar": ("lembar", 1)}  # fmt: skip


def content(cell: Any) -> dict[str, Any]:
    """250 g as `net_amount` and `net_unit`."""
    match = _CONTENT.fullmatch(said(cell))
    try:
        if match:
            unit, times = _CONTENT_UNITS[match[2].lower()]
            amount = typed.number(match[1]) * times
            if 0 < amount < 10**7:
                return {"net_amount": round(amount, 3), "net_unit": unit}
    except Unfit:
        pass
    raise Remark(_("Isi bersih “%s” tidak terbaca, dibiarkan kosong.") % said(cell)[:20])


_YES = frozenset(
    ("1", "true", "yes", "ya", "y", "active", "aktif", "published", "terpasang", "in stock", "published")
)
_NO = frozenset(
    ("0", "-1", "false", "no", "tidak", "t", "draft", "archived", "nonaktif", "hidden", "staging")
)


def yes_no(cell: Any) -> bool | None:
    text = said(cell).lower()
    return True if text in _YES else False if text in _NO else None


_AVAILABLE = {
    "in stock": "in_stock", "in_stock": "in_stock", "siap kirim": "in_stock", "ready": "in_stock", "tersedia": "in_stock",
    "out of stock": "out_of_stock", "out_of_stock": "out_of_stock", "habis": "out_of_stock",
    "sedang habis": "out_of_stock", "kosong": "out_of_stock", "preorder": "preorder", "pre order": "preorder",
    "pesan dahulu": "preorder", "backorder": "made_to_order", "available for order": "made_to_order",
    "dibuat setelah dipesan": "made_to_order", "musiman": "seasonal",
}  # fmt: skip


def availability(cell: Any) -> str:
    text = said(cell).lower()
    known = _AVAILABLE.get(text) or _AVAILABLE.get(text.replace("-", " "))
    if known is None:
        raise Remark(_("Ketersediaan “%s” tidak dikenal, dibiarkan seperti semula.") % text[:30])
    return known


def photos(cell: Any) -> list[str]:
    """The addresses or names of files in a cell, in their order."""
    text = said(cell)
    apart = r"[\n|]|,(?=\s*(?:https?:|/))" if re.match(r"https?:|/", text) else r"[\n|,]"
    return [part.strip() for part in re.split(apart, text) if part.strip()]


# --- what only our own template says --------------------------------------------------------------


def link(cell: Any) -> str:
    text = said(cell)
    if not re.fullmatch(r"https?://[^\s<>\"]{3,190}", text):
        raise Remark(_("Tautan “%s” bukan alamat web, dibiarkan kosong.") % text[:40])
    return text


def wholesale(cell: Any) -> list[list[int]]:
    """`10=14.000; 50=13.000`: from so many, that price each; quantities rise."""
    steps: list[list[int]] = []
    try:
        for part in re.split(r"[;\n]", said(cell)):
            least, _sign, amount = part.partition("=")
            steps.append([typed.whole_number(least.strip()), rupiah.whole(amount.strip())])
    except Unfit:
        steps = []
    if not steps or any(after[0] <= before[0] for before, after in pairwise(steps)):
        raise Remark(
            _("Harga grosir “%s” tidak terbaca. Tulis seperti 10=14.000; 50=13.000.") % said(cell)[:40]
        )
    return steps


def one_of(choices: Iterable[tuple[str, str]], cell: Any, label: str) -> str:
    """The code of a choice, given as its code or as its words."""
    text = said(cell).lower()
    found = next((code for code, words_ in choices if code and text in (code.lower(), words_.lower())), "")
    if not found:
        raise Remark(_("%(label)s “%(said)s” tidak ada dalam pilihan, dibiarkan kosong.") % {
            "label": label, "said": text[:30]})  # fmt: skip
    return found
