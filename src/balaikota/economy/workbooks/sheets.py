"""The cells of a workbook or CSV as text, as they stand."""

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from balaikota.economy.workbooks import methods, queries
from balaikota.kit.spreadsheets import MOST_BYTES, MOST_UNPACKED
from balaikota.kit.typed import Unfit

BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MOST_ROWS, MOST_COLUMNS = 2_000, 200


def read(content: bytes) -> methods.Read:
    """The first sheet of the file on which a table stands. Raises `Unfit` when the file itself cannot be used."""
    if len(content) > MOST_BYTES:
        raise Unfit(_("Berkas ini lebih dari 2 MB. Simpan hanya lembar tabelnya."))
    names, first = queries.names(), None
    for grid in grids(content):
        found = methods.read(grid, names)
        if found.heads:
            return found
        first = first or found
    if first is None:
        raise Unfit(_("Berkas ini kosong."))
    return first


def grids(content: bytes) -> list[list[list[str]]]:
    """Every sheet as rows of text, each row where the program shows it."""
    if content[:4] not in BOOKS:
        return [grid] if (grid := _text(content)) else []
    _refuse_bombs(content)
    try:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [grid for name in book.sheet_names[:20] if (grid := _cells(book.get_sheet_by_name(name)))]
    except Exception as fault:  # the reader's own errors share no class
        raise Unfit(_("Berkas ini rusak atau terkunci. Simpan ulang sebagai XLSX atau CSV.")) from fault


def _refuse_bombs(content: bytes) -> None:
    if content[:4] != BOOKS[0]:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            large = sum(part.file_size for part in book.infolist()) > MOST_UNPACKED
    except zipfile.BadZipFile:
        raise Unfit(_("Berkas ini rusak atau terkunci. Simpan ulang sebagai XLSX atau CSV.")) from None
    if large:
        raise Unfit(_("Berkas ini terlalu besar bila dibuka. Simpan hanya lembar tabelnya."))


def _cells(sheet: Any) -> list[list[str]]:
    rows = sheet.to_python(skip_empty_area=False)[:MOST_ROWS]
    return [[_said(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _said(cell: Any) -> str:
    """Numbers as a workbook keeps them have a decimal point; noise of binary fractions beyond six places is dropped."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, int | float):
        exact = round(Decimal(repr(cell)), 6).normalize()
        text = format(exact, "f")
        return text if "." in text or abs(exact) < 10_000 else f"{text}.0"
    return str(cell).strip()


def _text(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Unfit(_("Berkas ini bukan CSV. Simpan lembarnya sebagai CSV (UTF-8) atau XLSX."))
    lines = [line for line in text.split("\n") if line.strip()]
    # A comma may be a decimal comma: it parts columns only where nothing else does.
    delimiter = next(
        (sign for sign in (";", "\t") if 2 * sum(sign in line for line in lines) > len(lines)), ","
    )
    rows = [
        [cell.strip() for cell in row[:MOST_COLUMNS]]
        for row in csv.reader(io.StringIO(text), delimiter=delimiter)
    ]
    return rows[:MOST_ROWS]
