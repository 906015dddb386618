"""Reading a spreadsheet somebody uploads: CSV, or the first sheet of an XLSX (ECMA-376), as rows of text by column.

Nothing is computed and nothing outside the file is opened. A file that is too large when unpacked is refused.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit import markup
from balaikota.kit.typed import Unfit

MOST_BYTES = 2 * 1_048_576
MOST_UNPACKED = 12 * 1_048_576
MOST_ROWS = 2_000
MOST_COLUMNS = 60
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: What `zipfile` and the parser say of a file that is damaged, locked, or no workbook.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
_CELL = re.compile(r"([A-Z]{1,3})\d+")


def rows_of(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    """Each row that says something: its number as the program shows it, and its cells by lower-case column name.

    Raises `Unfit` with a sentence when the file cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise Unfit(_("Berkas ini lebih dari 2 MB. Bagi menjadi beberapa berkas."))
    is_book = content[:4] == b"PK\x03\x04"
    if not is_book and name.lower().endswith((".xls", ".ods", ".xlsx")):
        raise Unfit(_("Berkas ini bukan XLSX. Simpan lembarnya sebagai XLSX atau CSV."))
    lines = list(_book(content) if is_book else _text(content))
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise Unfit(_("Berkas ini kosong."))
    if len(filled) > MOST_ROWS + 1:
        raise Unfit(_("Paling banyak %d baris sekali unggah. Bagi menjadi beberapa berkas.") % MOST_ROWS)
    head = [" ".join(cell.lower().split()) for cell in filled[0][1]]
    return [(number, _named(head, cells)) for number, cells in filled[1:]]


def _named(head: list[str], cells: list[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(head, cells, strict=False) if column}


def _text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Unfit(_("Berkas ini bukan CSV. Simpan lembarnya sebagai CSV (UTF-8) atau XLSX."))
    first = text.split("\n", 1)[0]
    delimiter = max((";", "\t", ","), key=first.count)
    try:
        for cells in (reader := csv.reader(io.StringIO(text), delimiter=delimiter)):
            yield reader.line_num, [cell.strip() for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        raise Unfit(_("Berkas CSV ini rusak. Simpan ulang lembarnya, lalu unggah lagi.")) from None


def _book(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
                raise Unfit(_("Berkas ini terlalu besar bila dibuka. Bagi menjadi beberapa berkas."))
            shared = _shared(book)
            sheet = _parsed(book, _first_sheet(book))
    except Unfit:
        raise
    except BROKEN:
        raise Unfit(_("Berkas XLSX ini rusak atau terkunci. Simpan ulang sebagai XLSX atau CSV.")) from None
    for place, row in enumerate(sheet.iter(f"{_MAIN}row"), 1):
        yield _whole(row.get("r", "")) or place, _cells(row, shared)


def _parsed(book: zipfile.ZipFile, name: str) -> Any:
    """A part of the book. One that declares anything is refused: a spreadsheet needs no declarations."""
    return markup.tree(book.read(name))


def _first_sheet(book: zipfile.ZipFile) -> str:
    names = [part for part in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)]
    return min(names, key=lambda part: (len(part), part), default="xl/worksheets/sheet1.xml")


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_words(item) for item in _parsed(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _words(item: Any) -> str:
    """The text of a string; how it is pronounced (`rPh`) is left out."""
    runs = [item, *item.findall(f"{_MAIN}r")]
    return "".join(text.text or "" for run in runs for text in run.findall(f"{_MAIN}t"))


def _cells(row: Any, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.findall(f"{_MAIN}c"):
        match = _CELL.fullmatch(cell.get("r", ""))
        column = _column(match[1]) if match else len(cells)
        if column >= MOST_COLUMNS:
            break
        cells += [""] * (column - len(cells))
        cells.append(_value(cell, shared))
    return cells


def _column(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, shared: list[str]) -> str:
    kind, held = cell.get("t", "n"), cell.find(f"{_MAIN}v")
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return _words(inline).strip() if inline is not None else ""
    text = (held.text or "").strip() if held is not None else ""
    if kind == "s":
        number = _whole(text)
        return shared[number].strip() if number is not None and number < len(shared) else ""
    if kind == "b":
        return "ya" if text == "1" else "tidak"
    return _plain(text) if kind == "n" else text


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _plain(number: str) -> str:
    """6281234567890 for 6.28123456789E12: a telephone number was typed as a number."""
    try:
        value = float(number)
    except ValueError:
        return number
    return str(int(value)) if abs(value) < 10**15 and value.is_integer() else number
