"""Rows as offers, or as reasons: which rows are one product. Every row comes back: in an offer, or skipped with why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from balaikota.products.dialects import methods
from balaikota.products.dialects.methods import Dialect, Offer
from balaikota.products.offers.methods import Cells, Line, fill, row_of

#: Shopee and Tokopedia explain each column in the rows under its key: at most so many.
FURNITURE = 6
LONGEST_PRICE = 40
_TOTAL = re.compile(r"(?:sub ?)?(?:total|jumlah)\b", re.IGNORECASE)


@dataclass
class Brought:
    """A whole file: its dialect, its offers, the rows that are no product, the sheets that were not read."""

    dialect: Dialect
    total: int
    offers: list[Offer]
    skipped: list[tuple[int, str]]
    other_sheets: list[str] = field(default_factory=list)


# --- rows -----------------------------------------------------------------------------------------


def read(
    dialect: Dialect, head: Cells, rows: Iterable[tuple[int, Cells]], before: Iterable[tuple[int, Cells]]
) -> Brought:
    known = methods.columns(dialect, head)
    skipped = [(number, _("Di atas judul kolom.")) for number, row in before if not _is_empty(row)]
    lines: list[Line] = []
    total = len(skipped)
    for at, (number, row) in enumerate(rows):
        if _is_empty(row):
            continue
        total += 1
        one = row_of(number, row, known)
        if why := _no_product(dialect, one, row, at):
            skipped.append((number, why))
            known = {place: (ours, unit or _unit_over(row, place)) for place, (ours, unit) in known.items()}
        else:
            fill(dialect, one)
            lines.append(one)
    return Brought(dialect, total, offers(dialect, lines), skipped)


def offers_in(dialect: Dialect, head: Cells, rows: Sequence[Cells]) -> list[Offer]:
    """The offers of rows in hand, such as those we would write ourselves."""
    return read(dialect, head, enumerate(rows, 1), before=[]).offers


def _is_empty(row: Cells) -> bool:
    return not any(methods.said(cell) for cell in row if cell is not None)


def _unit_over(row: Cells, place: int) -> str:
    """The unit a row of explanations gives a column: under Shopee's key stands "Berat (kg)"."""
    return methods.unit_in(row[place]) if place < len(row) else ""


_FLAGS = frozenset(
    ("wajib", "opsional", "wajib bersyarat", "mandatory", "optional", "conditional mandatory", "required")
)


def _no_product(dialect: Dialect, line: Line, row: Cells, at: int) -> str:
    """Why a row is no product; empty when it may be one."""
    if not line.cells:
        return _("Tidak ada isi pada kolom yang kami kenal.")
    if dialect.has_furniture and at < FURNITURE and _explains(line, row):
        return _("Petunjuk templat.")
    if methods.told_by(list(row)) is dialect:
        return _("Judul kolom yang diulang.")
    if dialect.slug == "balaikota" and line.said("name").lower().startswith("contoh:"):
        return _("Baris contoh.")
    if "price" not in line.cells and _TOTAL.match(line.said("name")):
        return _("Baris jumlah.")
    if line.said("type").lower().startswith("grouped"):
        return _("Produk gabungan WooCommerce: isinya masuk sendiri-sendiri.")
    return ""


def _explains(line: Line, row: Cells) -> bool:
    """Does this row explain the columns? Then it says no price and no stock, or says them in a whole sentence."""
    price, stock = line.said("price"), line.said("stock")
    if any(sign.isdigit() for sign in price + stock):
        return len(price) > LONGEST_PRICE
    is_flagged = any(methods.plain(cell) in _FLAGS for cell in row if isinstance(cell, str))
    return bool(price) or is_flagged or ("price" not in line.cells and len(line.cells) < 3)


# --- products -------------------------------------------------------------------------------------


def offers(dialect: Dialect, lines: list[Line]) -> list[Offer]:
    """Rows joined into products, in the order they first stand in the file."""
    groups: dict[Any, list[Line]] = {}
    parents = _parents(lines) if dialect.slug == "woocommerce" else {}
    for line in lines:
        groups.setdefault(_key(dialect, line, parents), []).append(line)
    return [offer for group in groups.values() for offer in _joined(group)]


def _parents(lines: list[Line]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in lines:
        if not line.said("type").lower().startswith("variation"):
            for name in (f"id:{line.said('id')}" if "id" in line.cells else "", line.said("sku").lower()):
                if name:
                    found.setdefault(name, line.row)
    return found


def _key(dialect: Dialect, line: Line, parents: dict[str, Any]) -> Any:
    """What joins the rows of one product. A number that a spreadsheet has rounded joins nothing."""
    if dialect.slug == "woocommerce":
        if not line.said("type").lower().startswith("variation"):
            return line.row
        parent = parents.get(line.said("parent").lower())
        if parent is None:
            line.reasons.append(_("Produk induknya tidak ada dalam berkas ini."))
        return parent or line.row
    if dialect.slug == "balaikota":
        said = line.product.get("code") or line.product.get("sku") or line.product.get("name", "").casefold()
        return said or line.row
    name = "parent_sku" if dialect.slug in ("google", "meta") else "key"
    if name not in line.cells:
        return line.row
    if methods.is_rounded(line.cells[name]):
        line.remarks.append(_("Nomor produk dibulatkan oleh lembar kerja; dikenali dari kode atau namanya."))
        del line.cells[name]
        return line.product.get("sku") or line.product.get("name") or line.row
    return line.said(name)


def _joined(group: list[Line]) -> list[Offer]:
    """One product of its rows; and a row that says the same product a second time, with that reason."""
    offer = Offer([], [])
    kinds = [line for line in group if line.options]
    single = next((line for line in group if line.own.get("price") or line.own.get("basis")), group[0])
    twice: list[Offer] = []
    for line in group:
        repeats = not line.options and line is not single and ("price" in line.own or "basis" in line.own)
        if repeats and not kinds:
            why = _("Sama dengan baris %d di berkas ini.") % single.row
            twice.append(Offer([line.row], fields=dict(line.product), reasons=[why]))
        else:
            _take(offer, line, several=len(group) > 1)
    if kinds:
        _take_variants(offer, kinds)
    else:
        for line in group:
            if not any(line.row in other.rows for other in twice):
                for name, value in line.own.items():
                    if name != "sku" or not offer.fields.get("sku"):
                        offer.fields.setdefault(name, value)
    _name_it(offer, group)
    return [offer, *twice]


def _take(offer: Offer, line: Line, *, several: bool) -> None:
    offer.rows.append(line.row)
    before = _("Baris %d: ") % line.row if several else ""
    offer.reasons += [before + reason for reason in line.reasons]
    offer.remarks += [before + remark for remark in line.remarks]
    for name, value in line.product.items():
        offer.fields.setdefault(name, value)
    offer.photos += [photo for photo in line.photos if photo not in offer.photos]
    offer.category = offer.category or line.said("category") or line.said("product_type")
    offer.google_category = offer.google_category or line.said("google_category")
    for name in ("published", "status"):
        wanted = methods.yes_no(line.cells[name]) if name in line.cells else None
        if wanted is not None:
            offer.is_wanted = wanted if offer.is_wanted is None else offer.is_wanted and wanted


def _take_variants(offer: Offer, kinds: list[Line]) -> None:
    """Axes named once hold for all rows; each variant has one certain price."""
    axes = next(
        ([axis for axis, _value in line.options] for line in kinds if all(o[0] for o in line.options)), []
    )
    seen: dict[str, int] = {}
    for line in kinds:
        options = [[axis or (axes[at] if at < len(axes) else _("varian")), value]
                   for at, (axis, value) in enumerate(line.options)]  # fmt: skip
        name = ", ".join(value for _axis, value in options).casefold()
        if name in seen:
            offer.reasons.append(_("Varian “%(name)s” tertulis dua kali (baris %(a)d dan %(b)d).") % {
                "name": name, "a": seen[name], "b": line.row})  # fmt: skip
        seen[name] = line.row
        own = dict(line.own)
        if own.pop("basis", "fixed") != "fixed":
            offer.reasons.append(_("Baris %d: harga varian harus satu jumlah.") % line.row)
        offer.fields.setdefault("unit", own.pop("unit", "")) if own.get("unit") else None
        stands = own.pop("availability", "")
        if stands and offer.fields.get("availability") != "in_stock":
            offer.fields["availability"] = stands
        own.pop("price_to", None)
        offer.variants.append({"options": options} | own)
    prices = [each["price"] for each in offer.variants if each.get("price")]
    if prices:
        offer.fields |= {"price": min(prices), "basis": "fixed" if min(prices) == max(prices) else "from"}


def _name_it(offer: Offer, group: list[Line]) -> None:
    """By what the product may be known again, the most certain first; what a file calls it becomes its SKU."""
    first = next((each for each in group if not each.options), group[0])
    keys = [offer.fields.get("code", ""), offer.fields.get("sku", "")]
    keys += [first.said(name) for name in ("key", "parent_sku", "sku")
             if name in first.cells and not methods.is_rounded(first.cells[name])]  # fmt: skip
    offer.keys = list(dict.fromkeys(key for key in keys if key))
    own = first.own.get("sku", "") if offer.variants and not first.options else ""
    key = first.said("key") if not methods.is_rounded(first.cells.get("key", "")) else ""
    named = own or (key if len(key) <= methods.MOST_SKU else "")
    if named:
        offer.fields.setdefault("sku", named)
    for each in offer.variants:
        offer.keys += [each["sku"]] if each.get("sku") and each["sku"] not in offer.keys else []
