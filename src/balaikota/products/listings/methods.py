"""Reading what a seller types of a product, telling it in words, and what it still lacks. Pure; facts lie in `data/`."""

import re
import secrets
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit import rupiah
from balaikota.kit.typed import Unfit
from balaikota.products.categories import methods as kinds
from balaikota.products.listings.models import Availability, Basis, Product, State

DATA = Path(__file__).parent / "data"
#: Letters that are not mistaken for each other when an address is read aloud.
LETTERS = "23456789bcdfghjkmnpqrstvwxyz"
MOST_PHOTOS, MOST_AXES, MOST_VARIANTS = 9, 3, 100


#: How a state is coloured in lists.
TONES = {
    State.DRAFT: "info",
    State.PUBLISHED: "ok",
    State.NEEDS_FIX: "wait",
    State.HIDDEN: "info",
    State.SUSPENDED: "stop",
}


def draw_code() -> str:
    return "".join(secrets.choice(LETTERS) for _each in range(6))


# --- prices ---------------------------------------------------------------------------------------


def priced(typed: str) -> dict[str, Any]:
    """The fields of a price as people write it: 15rb, 15-20rb, mulai 15rb, nego, 3 for 10rb. Raises `Unfit`.

    Several for one price become a package of so many, so that one unit has one whole price.
    """
    read = rupiah.read(typed)
    if read.refusal:
        raise Unfit(read.refusal)
    if read.review:
        asked = _("%(why)s Maksudnya %(guess)s?") % {
            "why": read.review,
            "guess": rupiah.written(read.guess or 0),
        }
        raise Unfit(asked if read.guess is not None else read.review)
    if read.value == 0:
        raise Unfit(_("Harga nol tidak dapat dipasang. Tulis harganya, atau “nego”."))
    basis = Basis.RANGE if read.most is not None and read.basis != "negotiable" else Basis(str(read.basis))
    fields: dict[str, Any] = {"basis": basis, "price": read.value, "price_to": read.most}
    if read.quantity > 1:
        return fields | {
            "unit": "paket",
            "net_amount": Decimal(read.quantity),
            "net_unit": read.unit or "pcs",
        }
    return fields | ({"unit": read.unit} if read.unit else {})


def typed_price(basis: str, price: int | None, price_to: int | None) -> str:
    """A price as it is typed, to be changed."""
    if price is None:
        return {Basis.NEGOTIABLE.value: "nego", Basis.ON_REQUEST.value: "tanya penjual"}.get(basis, "")
    text = rupiah.written(price) + (f"–{rupiah.written(price_to)}" if price_to is not None else "")
    return {Basis.FROM.value: f"mulai {text}", Basis.NEGOTIABLE.value: f"{text} nego"}.get(basis, text)


def price_words(basis: str, price: int | None, price_to: int | None = None) -> str:
    """A price in clear words."""
    if price is None:
        return _("Harga dibicarakan") if basis == Basis.NEGOTIABLE else _("Tanya harga ke penjual")
    text = rupiah.written(price) + (f"–{rupiah.written(price_to)}" if price_to is not None else "")
    if basis == Basis.FROM:
        return _("mulai %s") % text
    return _("%s, bisa ditawar") % text if basis == Basis.NEGOTIABLE else text


#: Base unit: how many of it prices are compared by, and how that is written.
COMPARED = {
    "g": (100, "100 g"),
    "ml": (1000, "liter"),
    "pcs": (1, "buah"),
    "cm": (100, "meter"),
    "lembar": (1, "lembar"),
}


def unit_price(price: int | None, unit: str, net: Decimal | None, net_unit: str) -> tuple[int, str] | None:
    """Rupiah per 100 g, litre, piece or metre, to the nearest rupiah; None when that says nothing new or is not known."""
    amount, measure = (net, net_unit) if net else (Decimal(1), unit)
    based = kinds.in_base(amount, measure)
    if price is None or based is None or based[1] not in COMPARED or based[0] <= 0:
        return None
    many, words = COMPARED[based[1]]
    if based[0] == many:
        return None
    each = (Decimal(price) * many / based[0]).quantize(Decimal(1), ROUND_HALF_UP)
    return int(each), words


# --- allergens, bars ------------------------------------------------------------------------------


@lru_cache
def allergens() -> dict[str, str]:
    rows = tomllib.loads((DATA / "allergens.toml").read_text(encoding="utf-8"))["allergens"]
    return {row["code"]: row["name"] for row in rows}


@dataclass(frozen=True)
class Bar:
    """A law that stands against offering a product as it is, where it was read, and whether that is certain."""

    sentence: str
    law: str = ""
    source: str = ""
    is_certain: bool = True


def bars(storage: str, held: set[str], on: date) -> list[Bar]:
    """What `data/bars.toml` says of a product kept so that relies on these permits."""
    rows = tomllib.loads((DATA / "bars.toml").read_text(encoding="utf-8"))["bars"]
    meant = [
        row for row in rows
        if storage in row["storage"] and row["has"] in held and row["unless"] not in held
        and row.get("from", date.min) <= on <= row.get("to", date.max)
    ]  # fmt: skip
    return [Bar(row["sentence"], row["law"], row["source"], row["confidence"] == "high") for row in meant]


# --- what is missing ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lack:
    """Something a product does not say yet; `is_needed` for publishing, or it only sells better with it."""

    field: str
    sentence: str
    is_needed: bool = False


def lacks(product: Product, photos: int) -> list[Lack]:
    """What is missing, the needed first."""
    edible = product.category_id[:3] in ("MKN", "MNM")
    found = [
        (len(product.name.strip()) < 3, Lack("name", _("Tulis nama produknya."), True)),
        (product.category_id == "LNY-03", Lack("category", _("Pilih jenis produknya."), True)),
        (not _is_priced(product), Lack("price", _("Tulis harganya, atau “nego”."), True)),
        (not photos, Lack("pictures", _("Tambahkan foto: produk berfoto lebih mudah dipercaya."))),
        (
            len(product.description) < 40,
            Lack("description", _("Ceritakan produknya dalam dua tiga kalimat.")),
        ),
        (edible and not product.materials, Lack("materials", _("Tulis bahan-bahannya."))),
        (edible and product.shelf_life_days is None, Lack("shelf_life_days", _("Tulis tahan berapa hari."))),
        (edible and not product.halal, Lack("halal", _("Isi status halalnya."))),
        (not product.deliveries, Lack("deliveries", _("Pilih cara pembeli menerimanya."))),
        (
            _lacks_net(product),
            Lack("net_amount", _("Tulis isi bersihnya, supaya harganya bisa dibandingkan.")),
        ),
    ]
    return [lack for is_missing, lack in found if is_missing]


def needed(product: Product) -> str:
    """What stands between a product and the shelf, in sentences; nothing when nothing does."""
    return " ".join(lack.sentence for lack in lacks(product, 0) if lack.is_needed)


def _is_priced(product: Product) -> bool:
    if product.basis == Basis.RANGE:
        return product.price is not None and product.price_to is not None and product.price < product.price_to
    return bool(product.price) or product.basis in (Basis.NEGOTIABLE, Basis.ON_REQUEST)


def _lacks_net(product: Product) -> bool:
    return product.net_amount is None and product.unit in (
        "bungkus",
        "pak",
        "toples",
        "botol",
        "kotak",
        "pouch",
    )


@dataclass(frozen=True)
class Stage:
    """How soon a buyer has it, in words."""

    tone: str
    words: str


def stock_words(product: Product, stock: int | None) -> Stage:
    """Whether it is there, how many are left, and how long it takes when it is made first."""
    if product.availability == Availability.OUT_OF_STOCK or (
        product.availability == Availability.IN_STOCK and stock == 0
    ):
        return Stage("stop", _("sedang habis"))
    if product.availability == Availability.IN_STOCK:
        return Stage("ok", _("siap, tinggal %d") % stock if stock is not None and stock <= 10 else _("siap"))
    words = str(Availability(product.availability).label)
    if product.lead_days:
        words = _("%(how)s, %(days)d hari kerja") % {"how": words, "days": product.lead_days}
    return Stage("info", words)


# --- lines ----------------------------------------------------------------------------------------

_PARTS = re.compile(r"\s*[;|]\s*|\s*,\s+")
_STOCK = re.compile(r"(?:(?:stok|stock)\s*(\d{1,6})|(\d{1,6})\s*(?:stok|stock))", re.I | re.ASCII)
_SKU = re.compile(r"(?:kode|sku)\s+(\S{1,50})", re.I)


def variants(text: str) -> list[dict[str, Any]]:
    """One kind a line: `Pedas 250 g, 15rb, stok 10, kode KP-250`. Price, stock and code may be left out. Raises `Unfit`."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_VARIANTS:
        raise Unfit(_("Paling banyak %d varian.") % MOST_VARIANTS)
    rows = [_variant(line.strip()) for line in lines]
    names = [row["options"][0][1].casefold() for row in rows]
    if twice := [name for name in names if names.count(name) > 1]:
        raise Unfit(_("Varian “%s” ditulis dua kali.") % twice[0])
    return rows


def _variant(line: str) -> dict[str, Any]:
    name, *parts = [part for part in _PARTS.split(line) if part] or [""]
    row: dict[str, Any] = {"options": [["varian", name[:60]]], "price": None, "stock": None, "sku": ""}
    if not name:
        raise Unfit(_("Baris “%s” belum jelas. Tulis namanya dulu: Pedas 250 g, 15rb.") % line[:60])
    for part in parts:
        if match := _STOCK.fullmatch(part):
            row["stock"] = int(match[1] or match[2])
        elif match := _SKU.fullmatch(part):
            row["sku"] = match[1]
        else:
            row["price"] = _one_price(part, line)
    return row


def called(row: Any) -> str:
    """A variant's name in one piece: pedas / 250 g."""
    return str(row).replace(", ", " / ").replace(";", "/")


def variant_lines(rows: Iterable[Any]) -> str:
    """The variants as they are typed, to be changed."""
    return "\n".join(
        ", ".join(
            part for part in (
                called(row), rupiah.written(row.price) if row.price else "",
                f"stok {row.stock}" if row.stock is not None else "", f"kode {row.sku}" if row.sku else "",
            ) if part
        ) for row in rows
    )  # fmt: skip


_FROM_SO_MANY = re.compile(
    r"(?:mulai|min(?:imal)?|beli|>=?)?\s*(\d{1,6})\s*[a-z]*\s*[=:,@]?\s+(.+)", re.I | re.ASCII
)


def wholesale(text: str, price: int | None) -> list[list[int]]:
    """One step a line: `10 = 14rb`. Rising numbers, falling prices below the price of one. Raises `Unfit`."""
    steps = [_step(line.strip()) for line in text.splitlines() if line.strip()]
    last_many, last_price = 1, price or rupiah.MOST
    for many, each in steps:
        if many <= last_many or each >= last_price:
            raise Unfit(
                _("Harga grosir makin banyak makin murah, dari jumlah terkecil: 10 = 14rb, lalu 50 = 13rb.")
            )
        last_many, last_price = many, each
    return steps


def _step(line: str) -> list[int]:
    match = _FROM_SO_MANY.fullmatch(line)
    if match is None:
        raise Unfit(_("Baris “%s” belum jelas. Tulis jumlah, lalu harganya: 10 = 14rb.") % line[:60])
    return [int(match[1]), _one_price(match[2].lstrip("=:@ "), line)]


def _one_price(text: str, line: str) -> int:
    try:
        price = rupiah.whole(text)
    except Unfit as unfit:
        raise Unfit(_("Baris “%(line)s”: %(why)s") % {"line": line[:60], "why": unfit.sentence}) from None
    if price <= 0:
        raise Unfit(_("Baris “%(line)s”: %(why)s") % {"line": line[:60], "why": _("harganya nol.")})
    return price


_NET = re.compile(r"(\d{1,7}(?:[.,]\d{1,3})?)\s*([a-zA-Z]{1,10})", re.ASCII)


def net(text: str) -> tuple[Decimal, str]:
    """250 g, 1,5 liter, isi 12 pcs. Raises `Unfit`."""
    clean = " ".join(text.lower().removeprefix("isi").split())
    match = _NET.fullmatch(clean)
    unit = kinds.units().get(match[2]) if match else None
    if match is None or unit is None or not unit.base:
        raise Unfit(_("Tulis isi bersih seperti 250 g, 1,5 liter atau 12 pcs."))
    amount = Decimal(match[1].replace(",", "."))
    if amount <= 0:
        raise Unfit(_("Isi bersih lebih dari nol."))
    return amount, unit.code


_SIZE = re.compile(
    r"(\d{1,4}(?:[.,]\d)?)\s*x\s*(\d{1,4}(?:[.,]\d)?)\s*x\s*(\d{1,4}(?:[.,]\d)?)\s*(mm|cm|m)?", re.ASCII
)


def size_mm(text: str) -> tuple[int, int, int]:
    """20 x 12 x 5 cm, in whole millimetres. Raises `Unfit`."""
    match = _SIZE.fullmatch(text.lower().replace("×", "x").strip())
    if match is None:
        raise Unfit(_("Tulis panjang x lebar x tinggi, misalnya 20 x 12 x 5 cm."))
    scale = {"mm": 1, "cm": 10, "m": 1000}[match[4] or "cm"]
    length, width, height = (int(Decimal(part.replace(",", ".")) * scale) for part in match.groups()[:3])
    if not all((length, width, height)):
        raise Unfit(_("Ukuran lebih dari nol."))
    return length, width, height


def gtin(text: str) -> str:
    """A barcode whose last digit is right (GS1 General Specifications, 7.9: weights 3 and 1). Raises `Unfit`."""
    digits = re.sub(r"[\s-]", "", text)
    is_long = re.fullmatch(r"\d{8}|\d{12,14}", digits, re.ASCII)
    if not is_long or sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(reversed(digits))) % 10:
        raise Unfit(_("Barkode 8, 12, 13 atau 14 angka, seperti di bawah garisnya. Angka ini tidak cocok."))
    return digits


def net_words(amount: Decimal | None, unit: str) -> str:
    """250 g; 1,5 liter."""
    return f"{amount.normalize():f} {unit}".replace(".", ",") if amount else ""


def step_words(many: int, price: int) -> str:
    return f"{many} = {rupiah.written(price)}"


def mark(options: list[Any]) -> str:
    """By which a variant is known again: what it is called along its axes."""
    return repr([[str(part) for part in pair] for pair in options])


def as_json(value: Any) -> Any:
    """A field's value as JSON keeps it; the field reads it again."""
    return str(value) if isinstance(value, Decimal | uuid.UUID) else value


_NET_IN = re.compile(r"\b(\d{1,4}(?:[.,]\d{1,2})?)\s?(kg|gr?|gram|ml|liter|ltr|l)\b", re.I | re.ASCII)


def net_in_name(name: str) -> str:
    """The net content a name speaks of: Keripik pedas 250 g."""
    match = _NET_IN.search(name)
    return net_words(*net(match[0])) if match else ""
