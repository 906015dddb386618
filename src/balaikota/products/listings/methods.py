"""Reading a price as it was typed, telling it, comparing units, and what a product still lacks. Pure; facts lie in `data/`."""

import secrets
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.kit import rupiah
from balaikota.kit.typed import Unfit
from balaikota.products.categories import methods as kinds
from balaikota.products.listings.models import Availability, Basis, Product

DATA = Path(__file__).parent / "data"
#: Letters that are not mistaken for each other when an address is read aloud.
LETTERS = "23456789bcdfghjkmnpqrstvwxyz"
#: What an officer finds right or wrong: a change of it waits, once it was found right.
CHECKED = ("name", "category", "brand", "materials", "allergens", "storage", "shelf_life_days", "halal", "tkdn_pct",
           "origin", "is_own_make")  # fmt: skip
#: Shown at once, and looked at afterwards.
LOOKED_AT = ("description", "pictures")
MOST_PHOTOS, MOST_AXES, MOST_VARIANTS = 9, 3, 100


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
        asked = _("%(why)s Maksudnya %(guess)s?") % {"why": read.review, "guess": rupiah.written(read.guess or 0)}
        raise Unfit(asked if read.guess is not None else read.review)
    if read.value == 0:
        raise Unfit(_("Harga nol tidak dapat dipasang. Tulis harganya, atau “nego”."))
    basis = Basis.RANGE if read.most is not None and read.basis != "negotiable" else Basis(str(read.basis))
    fields: dict[str, Any] = {"basis": basis, "price": read.value, "price_to": read.most}
    if read.quantity > 1:
        return fields | {"unit": "paket", "net_amount": Decimal(read.quantity), "net_unit": read.unit or "pcs"}
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
COMPARED = {"g": (100, "100 g"), "ml": (1000, "liter"), "pcs": (1, "buah"), "cm": (100, "meter"), "lembar": (1, "lembar")}


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
        (len(product.description) < 40, Lack("description", _("Ceritakan produknya dalam dua tiga kalimat."))),
        (edible and not product.materials, Lack("materials", _("Tulis bahan-bahannya."))),
        (edible and product.shelf_life_days is None, Lack("shelf_life_days", _("Tulis tahan berapa hari."))),
        (edible and not product.halal, Lack("halal", _("Isi status halalnya."))),
        (not product.deliveries, Lack("deliveries", _("Pilih cara pembeli menerimanya."))),
        (_lacks_net(product), Lack("net_amount", _("Tulis isi bersihnya, supaya harganya bisa dibandingkan."))),
    ]
    return [lack for is_missing, lack in found if is_missing]


def _is_priced(product: Product) -> bool:
    if product.basis == Basis.RANGE:
        return product.price is not None and product.price_to is not None and product.price < product.price_to
    return bool(product.price) or product.basis in (Basis.NEGOTIABLE, Basis.ON_REQUEST)


def _lacks_net(product: Product) -> bool:
    return product.net_amount is None and product.unit in ("bungkus", "pak", "toples", "botol", "kotak", "pouch")


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


# --- photos ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """What was seen in a photo: where along the longer side its square begins (percent), and what could be better."""

    crop: int = 50
    hints: list[str] = field(default_factory=list)


HINTS: dict[str, Any] = {
    "dark": gettext_lazy("Foto ini gelap. Coba di dekat jendela, pagi atau sore."),
    "bright": gettext_lazy("Foto ini terlalu terang. Jangan menghadap matahari atau lampu."),
    "blurred": gettext_lazy("Foto ini kabur. Pegang HP dengan dua tangan, ketuk layar pada produknya."),
    "busy": gettext_lazy("Latarnya ramai. Letakkan produk di atas kain atau karton polos."),
    "small": gettext_lazy("Foto ini kecil. Kirim foto asli dari kamera, bukan dari status atau tangkapan layar."),
    "twin": gettext_lazy("Foto yang sama sudah dipakai produk lain."),
}
