"""What a row says, by its dialect: of the product, and of itself, which may be one of several variants. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from balaikota.kit.typed import Unfit
from balaikota.products.dialects import methods
from balaikota.products.dialects.methods import Dialect, Remark
from balaikota.products.listings.models import Availability, Delivery, Halal, Storage

MOST_AXES = 3
Cells = Sequence[Any]
Told = dict[str, Any]


@dataclass
class Line:
    """One row as read: what it says of the product, and what of itself, which may be one of several variants."""

    row: int
    cells: dict[str, Any]
    units: dict[str, str]
    product: Told = field(default_factory=dict)
    own: Told = field(default_factory=dict)
    options: list[list[str]] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def said(self, name: str) -> str:
        return methods.said(self.cells[name]) if name in self.cells else ""


def row_of(number: int, row: Cells, known: dict[int, tuple[tuple[str, ...], str]]) -> Line:
    read = Line(number, {}, {})
    for place, (ours, unit) in known.items():
        cell = row[place] if place < len(row) else ""
        if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] in "=+-@":
            cell = cell[1:]  # what we put before such signs ourselves when we write a file
        if methods.is_blank(cell):
            continue
        for name in ours:
            read.cells[name] = cell
            read.units[name] = unit
    return read


@lru_cache(maxsize=1)
def _choices() -> dict[str, list[tuple[str, str]]]:
    with override("id"):
        return {
            each.__name__: [(str(code), str(label)) for code, label in each.choices]
            for each in (Availability, Delivery, Halal, Storage)
        }


def _name(cell: Any, _unit: str) -> Told:
    whole = methods.line(cell, 100_000)
    told: Told = {"name": methods.cut(whole, methods.MOST_NAME)}
    return told if len(whole) <= methods.MOST_NAME else told | {"remark": _("Nama dipotong pada 150 huruf.")}


def _description(cell: Any, _unit: str) -> Told:
    whole = methods.words(cell)
    told: Told = {"description": methods.cut(whole, methods.MOST_DESCRIPTION)}
    fits = len(whole) <= methods.MOST_DESCRIPTION
    return told if fits else told | {"remark": _("Keterangan dipotong pada 5.000 huruf.")}


def _deliveries(cell: Any, _unit: str) -> Told:
    parts = [part for part in methods.said(cell).split(",") if part.strip()]
    return {
        "deliveries": [methods.one_of(_choices()["Delivery"], part, _("Cara menerima")) for part in parts]
    }


Reader = Callable[[Any, str], Told]
#: What a row says of the product.
PRODUCT: dict[str, Reader] = {
    "code": lambda cell, _u: {"code": methods.line(cell, 40).lower()},
    "name": _name,
    "description": _description,
    "parent_sku": lambda cell, _u: {"sku": methods.sku(cell)},
    "brand": lambda cell, _u: {"brand": methods.cut(methods.line(cell, 1000), 70)},
    "unit": lambda cell, _u: {"unit": methods.line(cell, 20)},
    "net_measure": lambda cell, _u: methods.content(cell),
    "length": lambda cell, unit: {"length_mm": methods.millimetres(cell, unit)},
    "width": lambda cell, unit: {"width_mm": methods.millimetres(cell, unit)},
    "height": lambda cell, unit: {"height_mm": methods.millimetres(cell, unit)},
    "least_order": lambda cell, _u: {"least_order": methods.count(_("Pesanan paling sedikit"), cell)},
    "lead_days": lambda cell, _u: {"lead_days": methods.count(_("Lama pembuatan"), cell)},
    "shelf_life_days": lambda cell, _u: {"shelf_life_days": methods.count(_("Masa simpan"), cell)},
    "materials": lambda cell, _u: {"materials": methods.cut(methods.words(cell), 1000)},
    "wholesale": lambda cell, _u: {"wholesale": methods.wholesale(cell)},
    "storage": lambda cell, _u: {"storage": methods.one_of(_choices()["Storage"], cell, _("Penyimpanan"))},
    "halal": lambda cell, _u: {"halal": methods.one_of(_choices()["Halal"], cell, _("Halal"))},
    "deliveries": _deliveries,
    "link": lambda cell, _u: {"link": methods.link(cell)},
}
#: What a row says of itself: of the product, or of one of its variants.
OWN: dict[str, Reader] = {
    "sku": lambda cell, _u: {"sku": methods.sku(cell)},
    "gtin": lambda cell, _u: {"gtin": methods.gtin(cell)},
    "price": lambda cell, _u: methods.price(cell),
    "stock": lambda cell, _u: {"stock": methods.stock(cell)},
    "weight": lambda cell, unit: {"weight_g": methods.grams(cell, unit)},
    "weight_grams": lambda cell, _u: {"weight_g": methods.grams(cell, "g")},
    "availability": lambda cell, _u: {"availability": methods.availability(cell)},
}


def fill(dialect: Dialect, line: Line) -> None:
    _settle(dialect, line)
    for readers, said in ((PRODUCT, line.product), (OWN, line.own)):
        for name in [each for each in readers if each in line.cells]:
            try:
                told = readers[name](line.cells[name], line.units[name])
                if remark := told.pop("remark", ""):
                    line.remarks.append(remark)
                said.update(told)
            except Unfit as unfit:
                line.reasons.append(unfit.sentence)
            except Remark as remark:
                line.remarks.append(str(remark))
    places = sorted(name for name in line.cells if name.startswith("photo") and name[5:].isdigit())
    line.photos = [each for name in places for each in methods.photos(line.cells[name])]
    try:
        line.options = _options(dialect, line)
    except Unfit as unfit:
        line.reasons.append(unfit.sentence)


def _settle(dialect: Dialect, line: Line) -> None:
    """What a dialect has of its own, before its cells are read."""
    cells = line.cells
    if dialect.has_written_breaks:
        cells |= {
            name: line.said(name).replace("\\n", "\n") for name in ("description", "short") if name in cells
        }
    if "short" in cells and "description" not in cells:
        cells["description"], line.units["description"] = cells["short"], ""
    if "sale_price" in cells:
        line.remarks.append(_("Harga promo tidak dibawa; harga biasa yang dipakai."))
    for slug, settle in _SETTLED:
        if dialect.slug.startswith(slug):
            settle(line)


def _settle_shopify(line: Line) -> None:
    """Stock counts where something counts it; a weight of nought is none."""
    if not line.said("tracker"):
        line.cells.pop("stock", None)
    if line.said("weight_grams") in ("0", "0.0"):
        del line.cells["weight_grams"]


def _settle_woo(line: Line) -> None:
    """A variation says nothing of the product it belongs to."""
    if "in_stock" in line.cells:
        there = methods.yes_no(line.cells["in_stock"])
        line.cells["availability"] = (
            "out_of_stock" if there is False else "in_stock" if there else "backorder"
        )
        line.units["availability"] = ""
    if line.said("type").lower().startswith("variation"):
        for name in ("name", "description", "short", "category", "published", "brand"):
            line.cells.pop(name, None)


def _settle_feed(line: Line) -> None:
    """Where the product stands now is not for certain a shop of this seller."""
    line.cells.pop("link", None)


_SETTLED = (
    ("shopify", _settle_shopify),
    ("woocommerce", _settle_woo),
    ("google", _settle_feed),
    ("meta", _settle_feed),
)


_KINDS = (("colour", "warna"), ("size", "ukuran"), ("pattern", "motif"))


def _options(dialect: Dialect, line: Line) -> list[list[str]]:
    if dialect.slug in ("google", "meta"):
        if "parent_sku" not in line.cells:
            return []
        return [[axis, methods.line(line.cells[name], 60)] for name, axis in _KINDS if name in line.cells]
    if "variation_name" in line.cells:
        return [["varian", methods.line(line.cells["variation_name"], 120)]]
    if dialect.slug == "woocommerce" and not line.said("type").lower().startswith("variation"):
        return []
    found = []
    for n in range(1, methods.NUMBERED + 1):
        value = methods.line(line.cells.get(f"option{n}_value", ""), 60)
        if value and value.lower() != "default title":
            axis = methods.line(line.cells.get(f"option{n}_name", ""), 30)
            found.append([axis, value])
    if len(found) > MOST_AXES:
        raise Unfit(_("Paling banyak tiga macam pilihan untuk satu produk."))
    return found
