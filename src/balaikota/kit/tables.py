"""Reading a whole workbook as offices have them: .xlsx, .xls, .ods, .csv; where the table begins; what it calls its columns.

Nothing is computed and nothing outside the file is opened. What is too large when unpacked is refused.
"""

import csv
import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.aside import Overwhelmed, aside, is_aside
from balaikota.kit.composing import composed
from balaikota.kit.typed import Unfit

MOST_BYTES = 40 * 1_048_576
MOST_UNPACKED = 800 * 1_048_576
MOST_ROWS = 250_000
MOST_COLUMNS = 200
#: From the first cell to the farthest: 250,000 rows of forty columns.
MOST_CELLS = 10_000_000
#: The table begins somewhere in its first rows, below the letterhead.
LOOKED_AT = 30

#: Each book that is opened may take the memory of `aside`; more of them at once wait their turn.
_turns = threading.BoundedSemaphore(2)

Cells = list[Any]
Known = Callable[[str], bool]


Merged = list[tuple[tuple[int, int], tuple[int, int]]]


@dataclass
class Sheet:
    """One sheet: `rows[0]` is row 1 as the program shows it. Cells are text, numbers, dates or "" (empty)."""

    name: str
    rows: list[Cells]
    merged: Merged = field(default_factory=list)


@dataclass
class Flow:
    """One sheet whose rows are made when they are asked for: of a long list never all at once."""

    name: str
    count: int
    rows: Callable[[], Iterator[Cells]]
    merged: Merged = field(default_factory=list)

    def under(self, first: int) -> Iterator[Cells]:
        """The rows from that index on; a cell merged over several of them says the same in each."""
        if not any(_is_down(place, first) for place in self.merged):
            return islice(self.rows(), first, None)
        sheet = Sheet(self.name, list(self.rows()), self.merged)
        filled_down(sheet, first)
        return iter(sheet.rows[first:])


@dataclass(frozen=True)
class Head:
    """Where a table begins: the names of its columns, and the index of the first row under them."""

    columns: list[str]
    first: int
    hits: int


def sheets_of(content: bytes, name: str, *, unpacked: int = MOST_UNPACKED) -> list[Sheet]:
    """Every sheet that says something. Raises `Unfit` with a sentence when the file cannot be read.

    `unpacked`: bytes that its parts may have together.
    """
    flows = flows_of(content, name, unpacked=unpacked)
    return [Sheet(flow.name, list(flow.rows()), flow.merged) for flow in flows]


def flows_of(content: bytes, name: str, *, unpacked: int = MOST_UNPACKED) -> list[Flow]:
    """The same sheets, and the same refusals; rows are made when they are asked for."""
    if len(content) > MOST_BYTES:
        raise Unfit(_("Berkas ini lebih dari 40 MB. Bagi menjadi beberapa berkas."))
    if not content.strip():
        raise Unfit(_("Berkas ini kosong."))
    is_book = content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    flows = _book(content, unpacked) if is_book else [_written(name.rsplit(".", 1)[0], _text(content))]
    filled = [flow for flow in flows if any(any(cell != "" for cell in row) for row in flow.rows())]
    if not filled:
        raise Unfit(_("Berkas ini kosong."))
    if sum(flow.count for flow in filled) > MOST_ROWS:
        raise Unfit(_("Paling banyak %d baris sekali unggah. Bagi menjadi beberapa berkas.") % MOST_ROWS)
    return filled


def _written(name: str, rows: list[Cells], merged: Merged | None = None) -> Flow:
    return Flow(name, len(rows), lambda: iter(rows), merged or [])


def _book(content: bytes, unpacked: int) -> list[Flow]:
    """Its cells are laid out from the first to the farthest, so two of them can ask for more memory than there is. That
    is done aside: a process that is ended by its limits was given such a file."""
    if is_aside():
        return _opened(content, unpacked)
    try:
        with _turns:
            sheets = list(aside(_laid_out, content, unpacked))
    except (Overwhelmed, MemoryError):
        raise Unfit(_("Berkas ini terlalu besar bila dibuka. Bagi menjadi beberapa berkas.")) from None
    return [_written(sheet.name, sheet.rows, sheet.merged) for sheet in sheets]


def _laid_out(content: bytes, unpacked: int) -> Iterator[Sheet]:
    for flow in _opened(content, unpacked):
        yield Sheet(flow.name, list(flow.rows()), flow.merged)


def _opened(content: bytes, unpacked: int) -> list[Flow]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        _require_small(content, unpacked)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [_flow(book, name) for name in book.sheet_names]
    except Unfit:
        raise
    except PasswordError:
        raise Unfit(
            _("Berkas ini terkunci kata sandi. Simpan salinan tanpa kata sandi, lalu unggah.")
        ) from None
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise Unfit(_("Berkas ini rusak atau terkunci. Simpan ulang sebagai XLSX atau CSV.")) from None


def _require_small(content: bytes, unpacked: int) -> None:
    if content[:2] != b"PK":
        return
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if sum(part.file_size for part in book.infolist()) > unpacked:
            raise Unfit(_("Berkas ini terlalu besar bila dibuka. Bagi menjadi beberapa berkas."))


def _flow(book: Any, name: str) -> Flow:
    sheet = book.get_sheet_by_name(name)
    rows, columns = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if rows * columns > MOST_CELLS:
        raise Unfit(_("Berkas ini terlalu besar bila dibuka. Bagi menjadi beberapa berkas."))
    return Flow(name, rows, partial(_rows, sheet), list(sheet.merged_cell_ranges or []))


def _rows(sheet: Any) -> Iterator[Cells]:
    """From row 1 and column A, wherever the first cell stands."""
    rows: Iterator[Cells]
    if sheet.start and sheet.start[1]:
        rows = iter(sheet.to_python(skip_empty_area=False))
    else:
        rows = sheet.iter_rows()
    is_wide = bool(sheet.end) and sheet.end[1] >= MOST_COLUMNS
    return (row[:MOST_COLUMNS] for row in rows) if is_wide else rows


def _text(content: bytes) -> list[Cells]:
    text = _decoded(content)
    if "\0" in text:
        raise Unfit(_("Berkas ini bukan CSV. Simpan lembarnya sebagai CSV (UTF-8) atau XLSX."))
    lines = re.sub(r"\r\n?", "\n", text)
    rows: list[Cells] = []
    try:
        for cells in csv.reader(io.StringIO(lines), delimiter=_delimiter(lines)):
            rows.append([cell.strip() for cell in cells[:MOST_COLUMNS]])
    except csv.Error:
        raise Unfit(_("Berkas CSV ini rusak. Simpan ulang lembarnya, lalu unggah lagi.")) from None
    return rows


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into equally many cells, into more than one."""
    first = [line for line in text[:20_000].split("\n")[:60] if line.strip()]
    if first and (match := re.fullmatch(r"sep=(.)", first[0].strip())):
        return match[1]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in first if line.count(sign)]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max((";", "\t", ",", "|"), key=evenness)


# --- the head of a table --------------------------------------------------------------------------


def plain(label: Any) -> str:
    """A column's name as it is compared: small letters and digits, single spaces; no numbers before it."""
    text = composed(str(label), "NFKC").lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def head_of(sheet: Sheet, is_known: Known) -> Head | None:
    """The row, or two rows under each other, in which most columns bear a known name. At least two must."""
    best: Head | None = None
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        for columns, height in _readings(sheet, place, row):
            hits = len({plain(name) for name in columns if is_known(plain(name))})
            if hits >= 2 and (best is None or hits > best.hits):
                best = Head(columns, _after(sheet.rows, place + height), hits)
    return best


def _readings(sheet: Sheet, place: int, row: Cells) -> list[tuple[list[str], int]]:
    """The row alone; and with the row under it, where a merged name stands over several."""
    single = [_label(cell) for cell in row]
    if place + 1 >= len(sheet.rows):
        return [(single, 1)]
    under = [_label(cell) for cell in sheet.rows[place + 1]]
    width = max(len(single), len(under))
    single += [""] * (width - len(single))
    under += [""] * (width - len(under))
    over, last = [], ""
    for name, below in zip(single, under, strict=True):
        last = name or (last if below else "")
        over.append(last)
    pairs = [f"{top} {below}".strip() if below else top for top, below in zip(over, under, strict=True)]
    return [(single, 1), (pairs, 2)]


def _label(cell: Any) -> str:
    return " ".join(str(cell).split())[:80]


def _after(rows: Sequence[Cells], place: int) -> int:
    """Past a row that only numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    if place >= len(rows):
        return place
    said = [
        re.sub(r"[^\d]", "", f"{cell:g}" if isinstance(cell, float) else str(cell))
        for cell in rows[place]
        if cell != ""
    ]
    counted = [str(number) for number in range(1, len(said) + 1)]
    return place + 1 if len(said) >= 3 and said == counted else place


def filled_down(sheet: Sheet, first: int) -> None:
    """A cell merged over several rows says the same in each of them. Changes the rows of the sheet."""
    for place in sheet.merged:
        (top, left), (bottom, _right) = place
        if not _is_down(place, first) or top >= len(sheet.rows):
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for row in sheet.rows[max(top + 1, first) : bottom + 1]:
            if left < len(row):
                row[left] = value


def _is_down(place: tuple[tuple[int, int], tuple[int, int]], first: int) -> bool:
    """Merged in one column, and not only above the first row."""
    (_top, left), (bottom, right) = place
    return left == right and bottom >= first and left < MOST_COLUMNS
