"""A product in the words of Google, Meta and schema.org. Pure: a good goes in, rows and nodes come out.

The published rules stand in `data/rules.toml`; who has no price or no photo cannot stand in a feed and is left out.
"""

import itertools
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from balaikota.kit.exports import csv_lines
from balaikota.products.dialects.methods import cut

RULES = Path(__file__).parent / "data" / "rules.toml"
OPENAPI = Path(__file__).parent / "data" / "openapi.json"
#: Meta shows no picture whose shorter side is below this.
META_PIXELS = 500


@dataclass(frozen=True)
class Kind:
    """One variant of a good; what it does not say itself is the good's."""

    key: int
    options: tuple[tuple[str, str], ...]
    sku: str = ""
    gtin: str = ""
    price: int | None = None
    stock: int | None = None
    weight_g: int | None = None

    @property
    def words(self) -> str:
        return ", ".join(value for _axis, value in self.options)


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Seller:
    name: str
    number: str
    url: str
    kecamatan: str = ""


@dataclass(frozen=True)
class Kindred:
    """A category: our code and name, its parent's, and Google's number."""

    code: str
    name: str
    parent: str
    google_id: int | None


@dataclass(frozen=True)
class Good:
    """A product as it is told to a machine. `fields` are those of the product, by their names, as plain values."""

    code: str
    url: str
    category: Kindred
    seller: Seller
    fields: dict[str, Any]
    is_published: bool
    changed_at: datetime
    photos: tuple[Picture, ...] = ()
    kinds: tuple[Kind, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)

    def price_of(self, kind: Kind | None) -> int | None:
        own = kind.price if kind else None
        return own if own is not None else self.fields["price"]

    def stock_of(self, kind: Kind | None) -> int | None:
        own = kind.stock if kind else None
        return own if own is not None else self.fields["stock"]


def filled_kinds(good: Good) -> tuple[Kind | None, ...]:
    """Its variants; or nothing, once, when it has none."""
    return good.kinds or (None,)


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


# --- feeds ----------------------------------------------------------------------------------------

GOOGLE = ("id", "title", "description", "link", "image_link", "additional_image_link", "price", "availability", "condition",
          "brand", "gtin", "identifier_exists", "google_product_category", "product_type", "item_group_id", "color", "size",
          "unit_pricing_measure", "shipping_weight", "max_handling_time", "external_seller_id")  # fmt: skip
META = ("id", "title", "description", "availability", "condition", "price", "link", "image_link", "additional_image_link",
        "brand", "gtin", "google_product_category", "product_type", "item_group_id", "color", "size",
        "quantity_to_sell_on_facebook")  # fmt: skip
_COLOURS = ("warna", "color", "colour")
#: What is not bought now is said to be out of stock: Google wants a date for what can only be ordered ahead.
_GOOGLE_STANDS = {"in_stock": "in_stock", "made_to_order": "in_stock"}
_META_STANDS = {
    "in_stock": "in stock",
    "made_to_order": "available for order",
    "preorder": "available for order",
}
_MEASURES = {"g": "g", "ml": "ml", "pcs": "ct", "cm": "cm", "lembar": "ct"}


def google_rows(good: Good) -> list[dict[str, str]]:
    """One row, or one for each variant; none when Google would refuse it."""
    if not good.photos:
        return []
    return [_google_row(good, kind) for kind in filled_kinds(good) if good.price_of(kind)]


def _google_row(good: Good, kind: Kind | None) -> dict[str, str]:
    rest = [photo.url for photo in good.photos[1:11]]
    own = {
        "title": cut(_title(good, kind), 150), "description": cut(_description(good), 5000),
        "image_link": good.photos[0].url, "additional_image_link": ",".join(rest),
        "availability": _stands(good, kind, _GOOGLE_STANDS, "out_of_stock"),
        "brand": cut(good.fields["brand"] or good.seller.name, 70),
        "unit_pricing_measure": _measure(good), "shipping_weight": _grams(good, kind),
        "max_handling_time": _told(good.fields["lead_days"]), "external_seller_id": good.seller.number,
    }  # fmt: skip
    own |= _shared(good, kind)
    own["identifier_exists"] = "" if own["gtin"] else "no"
    return own


def meta_rows(good: Good) -> list[dict[str, str]]:
    """The same for Meta, which wants a larger photo and other words."""
    photos = [photo.url for photo in good.photos if min(photo.width, photo.height) >= META_PIXELS]
    if not photos:
        return []
    rows = []
    for kind in filled_kinds(good):
        if good.price_of(kind):
            rows.append(_shared(good, kind) | {
                "title": cut(_title(good, kind), 200), "description": cut(_description(good), 9999).replace("<", "‹"),
                "image_link": photos[0], "additional_image_link": ",".join(photos[1:11]),
                "availability": _stands(good, kind, _META_STANDS, "out of stock"),
                "brand": cut(good.fields["brand"] or good.seller.name, 100),
                "quantity_to_sell_on_facebook": _told(good.stock_of(kind)),
            })  # fmt: skip
    return rows


def _shared(good: Good, kind: Kind | None) -> dict[str, str]:
    colour, size = _colour_and_size(kind)
    own_code = kind.gtin if kind else good.fields["gtin"]
    return {
        "id": f"{good.code}-{kind.key}" if kind else good.code, "link": good.url, "condition": "new",
        "price": f"{good.price_of(kind)} IDR", "gtin": own_code,
        "google_product_category": _told(good.category.google_id),
        "product_type": " > ".join(part for part in (good.category.parent, good.category.name) if part),
        "item_group_id": good.code if kind else "", "color": cut(colour, 100), "size": cut(size, 100),
    }  # fmt: skip


def _title(good: Good, kind: Kind | None) -> str:
    return f"{good.fields['name']}, {kind.words}" if kind else str(good.fields["name"])


def _description(good: Good) -> str:
    """A feed may not be without one: then it says what is sold and by whom."""
    said = str(good.fields["description"]).strip()
    return said or _("%(name)s dari %(seller)s.") % {"name": good.fields["name"], "seller": good.seller.name}


def _colour_and_size(kind: Kind | None) -> tuple[str, str]:
    """Feeds know few axes: a colour is a colour, all else is told as the size."""
    options = kind.options if kind else ()
    colours = [value for axis, value in options if axis.lower() in _COLOURS]
    rest = [value for axis, value in options if axis.lower() not in _COLOURS]
    return "/".join(colours), " / ".join(rest)


def _stands(good: Good, kind: Kind | None, known: dict[str, str], otherwise: str) -> str:
    stands = good.fields["availability"]
    if stands == "in_stock" and good.stock_of(kind) == 0:
        return otherwise
    return known.get(stands, otherwise)


def _measure(good: Good) -> str:
    amount, unit = good.fields["net_amount"], _MEASURES.get(good.fields["net_unit"])
    return f"{number(amount)} {unit}" if amount and unit else ""


def _grams(good: Good, kind: Kind | None) -> str:
    own = kind.weight_g if kind else None
    weight = own if own is not None else good.fields["weight_g"]
    return f"{weight} g" if weight else ""


def number(amount: Decimal | float) -> str:
    """250, 0.5: without needless noughts."""
    return f"{Decimal(amount).normalize():f}"


def _told(value: Any) -> str:
    return "" if value is None else str(value)


# --- written --------------------------------------------------------------------------------------


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], delimiter: str) -> Iterator[str]:
    """Lines of CSV or TSV as they come."""
    return csv_lines(itertools.chain([columns], rows), delimiter)


def picked(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> Iterator[list[str]]:
    names = list(columns)
    return ([row.get(name, "") for name in names] for row in rows)


def rss(title: str, link: str, rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """RSS 2.0 with Google's own elements (namespace g), as it comes."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
        f"<title>{xml(title)}</title><link>{xml(link)}</link><description>{xml(title)}</description>\n"
    )
    for row in rows:
        yield "<item>" + "".join(_elements(row)) + "</item>\n"
    yield "</channel></rss>\n"


def _elements(row: dict[str, str]) -> Iterator[str]:
    for name in GOOGLE:
        values = row[name].split(",") if name == "additional_image_link" else [row[name]]
        for value in values:
            if value:
                yield f"<g:{name}>{xml(value)}</g:{name}>"


def xml(text: str) -> str:
    """Escaped, without signs XML 1.0 does not know."""
    return escape("".join(sign for sign in text if sign >= " " or sign in "\n\t"))


# --- schema.org -----------------------------------------------------------------------------------

_SCHEMA_STANDS = {"in_stock": "InStock", "made_to_order": "MadeToOrder", "preorder": "PreOrder",
    "seasonal": "LimitedAvailability",
                  "out_of_stock": "OutOfStock"}  # fmt: skip


def schema(good: Good) -> dict[str, Any]:
    """The product as schema.org/Product, with an offer, or with one offer over all variants."""
    node: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Product", "@id": good.url, "url": good.url, "name": good.fields["name"],
        "description": _description(good), "sku": good.fields["sku"] or good.code, "category": good.category.name,
        "image": [photo.url for photo in good.photos], "brand": {"@type": "Brand",
        "name": good.fields["brand"] or good.seller.name},
        "offers": _offers(good),
    }  # fmt: skip
    if len(good.fields["gtin"]) in (8, 12, 13, 14):
        node[f"gtin{len(good.fields['gtin'])}"] = good.fields["gtin"]
    if good.fields["weight_g"]:
        node["weight"] = {"@type": "QuantitativeValue", "value": good.fields["weight_g"], "unitCode": "GRM"}
    if good.fields["materials"]:
        node["material"] = good.fields["materials"]
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _offers(good: Good) -> dict[str, Any] | None:
    """None when no price is told: an offer without one is no offer."""
    prices = sorted({price for kind in filled_kinds(good) if (price := good.price_of(kind))})
    if good.fields["price_to"] and prices:
        prices.append(good.fields["price_to"])
    if not prices:
        return None
    is_gone = good.fields["availability"] == "in_stock" and all(
        good.stock_of(kind) == 0 for kind in filled_kinds(good)
    )
    stands = "OutOfStock" if is_gone else _SCHEMA_STANDS[good.fields["availability"]]
    offer: dict[str, Any] = {
        "priceCurrency": "IDR", "url": good.url, "availability": f"https://schema.org/{stands}",
        "itemCondition": "https://schema.org/NewCondition",
        "seller": {"@type": "Organization", "name": good.seller.name, "url": good.seller.url},
    }  # fmt: skip
    if len(prices) == 1 and good.fields["basis"] != "from":
        return offer | {"@type": "Offer", "price": prices[0]}
    many = {"@type": "AggregateOffer", "lowPrice": prices[0], "offerCount": len(filled_kinds(good))}
    return offer | many | ({"highPrice": prices[-1]} if len(prices) > 1 else {})


# --- JSON -----------------------------------------------------------------------------------------


def told(good: Good) -> dict[str, Any]:
    """A good for the API: the seller's words, plain numbers, and where to look."""
    names = ("name", "description", "basis", "price", "price_to", "unit", "net_unit", "availability", "stock", "lead_days",
             "least_order", "weight_g", "brand", "gtin", "materials", "shelf_life_days", "storage", "halal", "deliveries",
             "wholesale")  # fmt: skip
    amount = good.fields["net_amount"]
    return {
        "code": good.code, "url": good.url, **{name: good.fields[name] for name in names},
        "net_amount": float(amount) if amount is not None else None,
        "category": {"code": good.category.code, "name": good.category.name, "google_id": good.category.google_id},
        "seller": {"number": good.seller.number, "name": good.seller.name, "url": good.seller.url,
                   "kecamatan": good.seller.kecamatan},
        "photos": [photo.url for photo in good.photos],
        "variants": [
            {"options": [list(pair) for pair in kind.options], "sku": kind.sku, "gtin": kind.gtin,
             "price": good.price_of(kind), "stock": good.stock_of(kind)}
            for kind in good.kinds
        ],
        "changed_at": good.changed_at.isoformat(),
    }  # fmt: skip


def openapi(address: str) -> dict[str, Any]:
    """OpenAPI 3.1 of the API; `data/openapi.json` with this city's address."""
    schema: dict[str, Any] = json.loads(OPENAPI.read_text(encoding="utf-8"))
    return schema | {"servers": [{"url": address}]}
