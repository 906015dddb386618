"""A file of another shop: its kind told by its own columns, its rows handed on whole.

Row numbers are those the seller's program shows.
"""

import codecs
import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit import markup, tables
from balaikota.kit.typed import Unfit
from balaikota.products.dialects import methods
from balaikota.products.dialects.methods import Dialect
from balaikota.products.offers.methods import Cells
from balaikota.products.offers.queries import Brought, read

MOST_XML = 10 * 1_048_576


def brought(content: bytes, name: str) -> Brought:
    """Raises `Unfit` with a sentence when the file cannot be read, or is of no kind we know."""
    content = content.removeprefix(codecs.BOM_UTF8)
    if content.lstrip()[:5].lower() in (b"<?xml", b"<rss ", b"<feed"):
        return read(methods.dialects()["google"], *_feed(content), before=[])
    above = _mark(content)
    sheets = tables.sheets_of(above + content, name)
    best: tuple[int, int, Dialect] | None = None
    for number, sheet in enumerate(sheets):
        found = _head(sheet)
        if found and (best is None or _rank(found[1]) < _rank(best[2])):
            best = number, *found
    if best is None:
        raise Unfit(
            _(
                "Kolomnya tidak kami kenal. Beri nama kolom “Nama produk” dan “Harga”, atau pakai templat kami."
            )
        )
    number, head, dialect = best
    rows, lift = sheets[number].rows, 1 if above else 0
    numbered = [(at + 1 - lift, row) for at, row in enumerate(rows) if at >= lift]
    told = read(dialect, rows[head], numbered[head + 1 - lift :], before=numbered[: head - lift])
    told.other_sheets = [sheet.name for at, sheet in enumerate(sheets) if at != number]
    return told


def _rank(dialect: Dialect) -> int:
    return list(methods.dialects()).index(dialect.slug)


def _head(sheet: tables.Sheet) -> tuple[int, Dialect] | None:
    """The first row that bears the marks of a dialect."""
    for place, row in enumerate(sheet.rows[: tables.LOOKED_AT]):
        if dialect := methods.told_by(list(row)):
            return place, dialect
    return None


def _mark(content: bytes) -> bytes:
    """What to put before a text so that its columns are cut where its own head says, not where its prose has commas."""
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b""
    first = content[:20_000].decode("utf-8-sig", errors="replace").lstrip().split("\n", 1)[0].strip("\r")
    for sign in ("\t", ",", ";", "|"):
        try:
            cells = next(csv.reader(io.StringIO(first), delimiter=sign), [])
        except csv.Error:
            continue
        if len(cells) > 1 and methods.told_by(list(cells)):
            return f"sep={sign}\n".encode()
    return b""


def _feed(content: bytes) -> tuple[list[str], list[tuple[int, Cells]]]:
    """The items of an RSS or Atom feed as rows; a repeated element is a list. Nothing may be declared in the file."""
    if len(content) > MOST_XML:
        raise Unfit(_("Berkas XML ini lebih dari 10 MB. Bagi menjadi beberapa berkas."))
    try:
        root = markup.tree(content)
    except markup.Declared:
        raise Unfit(_("Berkas XML ini berisi deklarasi yang tidak kami buka.")) from None
    except markup.Damaged:
        raise Unfit(_("Berkas XML ini rusak. Unduh ulang dari asalnya.")) from None
    items = [each for each in root.iter() if _tag(each) in ("item", "entry")][: tables.MOST_ROWS]
    columns = list(dict.fromkeys(_tag(part) for item in items for part in item))
    if not items or methods.told_by(list(columns)) is None:
        raise Unfit(_("Berkas XML ini bukan umpan produk Google."))
    return columns, [(at, [_joined_text(item, name) for name in columns]) for at, item in enumerate(items, 1)]


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _joined_text(item: Any, name: str) -> str:
    parts = [part.get("href") or "".join(part.itertext()).strip() for part in item if _tag(part) == name]
    return ",".join(parts) if name == "additional_image_link" else next(iter(parts), "")
