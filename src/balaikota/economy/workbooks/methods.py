"""What a printed table of PDRB says: its prices, unit, years with their marks, industries, and whether it adds up.

Layouts met in BPS workbooks: a title over merged cells; years in one row, or years over quarters, or prices over years;
a letter before the industry's name with or without a space; Indonesian and English in one cell; sub-rows; stars.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from balaikota.economy.measures.methods import half_up, sum_fault, total
from balaikota.kit.composing import composed

Grid = Sequence[Sequence[str]]
UNITS = {"triliun": "1000", "trillion": "1000", "miliar": "1", "milyar": "1", "billion": "1", "juta": "0.001",
         "million": "0.001", "ribu": "0.000001", "thousand": "0.000001"}  # fmt: skip
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
#: No cell that says something is longer; some of the patterns below take their time with what is.
LONGEST = 400
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0+)?\s*[x']?\s*(\*{1,2}|r)?\s*(?:\d?\))?")
_QUARTER = re.compile(r"(?:tri?w(?:ulan)?\.?|q|kuartal|quarter)?\s*(iv|iii|ii|i|[1-4])\s*(\*{1,2}|r)?", re.I)
_WHOLE_YEAR = re.compile(r"(?:jumlah|total|setahun|tahunan|annual)\b.*", re.I)
_TOTAL = re.compile(
    r"(?:produk domestik (?:regional )?bruto|pdrb|gross (?:regional )?domestic|jumlah|total)\b", re.I
)
_PARTIAL = re.compile(r"tanpa|non[- ]?migas|without", re.I)
_NOTE = re.compile(r"(?:catatan|sumber|note|source|keterangan|\*+\s*(?:angka|\)|sementara|sangat))", re.I)
_DETAIL = re.compile(r"(?:\d+|[a-z])[.)]?\s*(?=[A-Z])")
_CODE = re.compile(r"((?:[A-U](?:\s*[,/-]\s*[A-U])*))\s*[.)]?\s+(?=\S)|([A-U](?:,[A-U])*)(?=[A-Z][a-z])")
NOTHING = ("", "-", "–", "—", "...", "…", "na", "n.a.", "n/a", "x")


@dataclass(frozen=True)
class Head:
    """What stands above one column."""

    column: int
    period: str
    status: str
    basis: str


@dataclass
class Line:
    """One industry's row, as numbers in billions."""

    row: int
    label: str
    code: str
    values: dict[int, Decimal] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)


@dataclass
class Read:
    """A whole table, what is left out of it, and why it may not be kept."""

    title: str = ""
    basis: str = ""
    base: str = ""
    factor: Decimal = Decimal(1)
    unit: str = ""
    heads: list[Head] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    totals: list[Line] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def plain(text: str) -> str:
    """Small letters and single blanks; what stands in brackets and every sign is gone."""
    flat = composed(text[:LONGEST], "NFKD").encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\(.*?\)", " ", flat.replace("&", " dan "))).split())


# --- numbers --------------------------------------------------------------------------------------


def is_english(cells: Sequence[str]) -> bool:
    """Do these cells write 1,234.56? Only what cannot be Indonesian decides; a point before one or two digits does."""
    points = sum(bool(re.search(r"\.\d{1,2}$|\.\d{4,}$|,\d{3}\.", cell)) for cell in cells)
    commas = sum(bool(re.search(r",\d{1,2}$|,\d{4,}$|\.\d{3},", cell)) for cell in cells)
    return points > commas


def number(cell: str, *, english: bool) -> tuple[Decimal | None, str]:
    """The value and its mark; no value when the cell says that there is none. Raises `InvalidOperation` for other words."""
    text = cell.strip().replace("\u00a0", " ")
    if len(text) > LONGEST:
        raise InvalidOperation
    mark = match[0].strip() if (match := re.search(r"\s*(\*{1,2}|\br)$", text)) else ""
    text = text[: len(text) - len(match[0])] if match else text
    if text.strip().lower() in NOTHING:
        return None, mark
    is_negative = bool(re.fullmatch(r"\(.*\)", text)) or text.startswith(("-", "−"))
    digits = text.strip("()-−+ ").replace(" ", "")
    digits = digits.replace(",", "") if english else digits.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise InvalidOperation
    return Decimal(digits) * (-1 if is_negative else 1), mark


# --- above the table ------------------------------------------------------------------------------


def _prices(text: str) -> tuple[str, str]:
    """ADHK with its base year, or ADHB; nothing when the words say neither."""
    low = text.lower()
    if "konstan" in low or "constant" in low or "adhk" in low:
        base = re.search(
            r"(?:konstan|constant|adhk|seri)\D{0,30}((?:19|20)\d\d)|((?:19|20)\d\d) constant", low
        )
        return "ADHK", (base[1] or base[2]) if base else "2010"
    return ("ADHB", "") if "berlaku" in low or "current" in low or "adhb" in low else ("", "")


def _unit(text: str) -> str:
    low = text.lower()
    return next((word for word in UNITS if word in low), "")


def _filled(row: Sequence[str]) -> list[str]:
    """A merged cell says its words once, in its first column; here they stand in every column until the next."""
    said, out = "", []
    for at, cell in enumerate(row):
        said = cell.strip() if cell.strip() or at == 0 else said
        out.append(said)
    return out


def _years(row: Sequence[str]) -> int:
    return sum(bool(_YEAR.fullmatch(cell.strip())) for cell in row[1:])


def read(grid: Grid, names: Mapping[str, str]) -> Read:
    """The table on a sheet. `names` knows each industry by its plain name. Faults say why it may not be kept."""
    found = Read()
    at = next((n for n, row in enumerate(grid) if _years(row) and not _looks_like_data(row)), None)
    if at is None:
        found.faults.append((1, "", _("Tidak ada baris judul dengan tahun, misalnya 2023 atau 2024*.")))
        return found
    first, words = _above(grid, at, found)
    body = at + 1 + _quarter_rows(grid, at)
    found.heads = list(_heads(grid, at, body, words))
    if not found.basis and not all(head.basis for head in found.heads):
        found.faults.append(
            (first + 1, found.title, _("Dasar harga tidak tertulis: harga berlaku atau harga konstan?"))
        )
    if not found.unit:
        found.faults.append(
            (first + 1, found.title, _("Satuan tidak tertulis: miliar, juta, atau ribu rupiah?"))
        )
    _read_lines(grid, body, names, found)
    _check(found, set(names.values()))
    return found


def _looks_like_data(row: Sequence[str]) -> bool:
    return any(len(re.sub(r"\D", "", cell)) > 4 for cell in row[1:])


def _above(grid: Grid, at: int, found: Read) -> tuple[int, list[str]]:
    """Title, prices and unit from the rows above; and the words over the columns, when prices are told there."""
    words = [""] * max(len(row) for row in grid)
    spoken = [
        cell.strip()
        for row in grid[: at + 1]
        for cell in row
        if cell.strip() and not _YEAR.fullmatch(cell.strip())
    ]
    found.title = spoken[0][:200] if spoken else ""
    if at and sum(bool(_prices(cell)[0]) for cell in grid[at - 1][1:]) > 0:
        words = _filled(grid[at - 1])
    told = " | ".join([*spoken, *(cell for row in grid[-8:] for cell in row if "satuan" in cell.lower())])
    found.basis, found.base = _prices(told) if not any(_prices(word)[0] for word in words[1:]) else ("", "")
    if not found.base:
        found.base = next((_prices(word)[1] for word in words if _prices(word)[1]), found.base)
    found.unit = _unit(told)
    found.factor = Decimal(UNITS.get(found.unit, "1"))
    return max(at - 1, 0), words


def _quarter_rows(grid: Grid, at: int) -> int:
    below = grid[at + 1] if at + 1 < len(grid) else []
    told = [cell.strip() for cell in below[1:] if cell.strip()]
    return int(bool(told) and all(_QUARTER.fullmatch(cell) or _WHOLE_YEAR.fullmatch(cell) for cell in told))


def _heads(grid: Grid, at: int, body: int, words: Sequence[str]) -> Iterator[Head]:
    years, below = _filled(grid[at]), grid[at + 1] if body > at + 1 else []
    for column, cell in enumerate(years):
        match = _YEAR.fullmatch(cell)
        if match is None or column == 0 or (not below and not grid[at][column].strip()):
            continue
        basis = _prices(words[column])[0] if column < len(words) else ""
        under = below[column].strip() if column < len(below) else ""
        quarter = _QUARTER.fullmatch(under) if under else None
        if below and quarter is None and not _WHOLE_YEAR.fullmatch(under):
            continue
        period = f"{match[1]}Q{QUARTERS[quarter[1].lower()]}" if quarter else match[1]
        yield Head(column, period, (quarter and quarter[2]) or match[2] or "", basis)


# --- the rows -------------------------------------------------------------------------------------


def _read_lines(grid: Grid, body: int, names: Mapping[str, str], found: Read) -> None:
    cells = [row[head.column] for row in grid[body:] for head in found.heads if head.column < len(row)]
    english = is_english([re.sub(r"[*r\s]+$", "", cell) for cell in cells])
    first = min((head.column for head in found.heads), default=1)
    for place, row in enumerate(grid[body:], body + 1):
        label = " ".join(cell.strip() for cell in row[:first] if cell.strip())
        if not label or re.fullmatch(r"\(?\d\)?(\s+\(?\d\)?)*", label):
            continue
        if _NOTE.match(label):
            break
        line = Line(place, label[:120], code_of(label, names))
        if not _take(line, row, found, english):
            continue
        _place(line, found)


def _take(line: Line, row: Sequence[str], found: Read, english: bool) -> bool:
    """Numbers into the line; one that is no number is a fault with its place. False when the row has none at all."""
    for head in found.heads:
        cell = row[head.column] if head.column < len(row) else ""
        try:
            value, mark = number(cell, english=english)
        except InvalidOperation:
            found.faults.append(
                (
                    line.row,
                    line.label,
                    _("“%(cell)s” pada %(period)s bukan angka.") % {"cell": cell[:30], "period": head.period},
                )
            )
            continue
        if value is not None:
            line.values[head.column], line.marks[head.column] = value * found.factor, mark
    return bool(line.values)


def _place(line: Line, found: Read) -> None:
    """An industry, the printed total, or something that is left out because it stands within another."""
    if line.code:
        if any(each.code == line.code for each in found.lines):
            found.faults.append((line.row, line.label, _("Lapangan usaha ini tertulis dua kali.")))
        found.lines.append(line)
    elif _PARTIAL.search(line.label):
        found.left_out.append((line.row, line.label))
    elif _TOTAL.match(line.label):
        found.totals.append(line)
    elif _DETAIL.match(line.label):
        found.left_out.append((line.row, line.label))
    else:
        found.faults.append((line.row, line.label, _("Nama lapangan usaha ini tidak dikenal.")))


def code_of(label: str, names: Mapping[str, str]) -> str:
    """The industry a label names, in Indonesian, English or both, with or without its letter; empty when none."""
    for said in _spellings(label):
        if plain(said) in names:
            return names[plain(said)]
    return ""


def is_total(label: str) -> bool:
    """Does the row say the whole, and not the whole without something?"""
    return bool(_TOTAL.match(label)) and not _PARTIAL.search(label)


def _spellings(label: str) -> Iterator[str]:
    yield label
    bare = label
    if match := _CODE.match(label):
        bare = label[match.end() :]
        yield bare
    for text in (label, bare):
        yield from text.split("/")
        yield from text.split(";")


# --- does it add up -------------------------------------------------------------------------------


def _check(found: Read, codes: set[str]) -> None:
    missing = sorted(codes - {line.code for line in found.lines})
    if missing:
        found.faults.append((0, "", _("Lapangan usaha yang belum ada: %s.") % "; ".join(missing)))
    for head in found.heads:
        empty = [line for line in found.lines if head.column not in line.values]
        for line in empty:
            found.faults.append((line.row, line.label, _("Angka %s kosong.") % head.period))
        for printed in found.totals[:1]:
            if not missing and not empty and head.column in printed.values:
                _add_up(found, head, printed)


def _add_up(found: Read, head: Head, printed: Line) -> None:
    parts = {line.code: line.values[head.column] for line in found.lines}
    whole = printed.values[head.column]
    digits = max(0, -min(int(value.as_tuple().exponent) for value in (whole, *parts.values())))
    apart = sum_fault(parts, whole, digits)
    if apart is None:
        return
    told = {
        "period": head.period,
        "sum": half_up(total(parts)),
        "printed": half_up(whole),
        "apart": half_up(apart),
    }
    said = (
        _(
            "Jumlah %(period)s tidak cocok: lapangan usaha berjumlah %(sum)s, tercetak %(printed)s, beda %(apart)s."
        )
        % told
    )
    found.faults.append((printed.row, printed.label, said))
    for line in found.lines:
        if _explains(line.values[head.column], apart):
            found.faults.append(
                (
                    line.row,
                    line.label,
                    _("Satu angka pada %s di baris ini dapat menjelaskan bedanya. Periksa.") % head.period,
                )
            )


def _explains(value: Decimal, apart: Decimal) -> bool:
    """Would one other digit in this value make up the difference?"""
    wanted = value - apart
    one, two = str(abs(value.normalize())), str(abs(wanted.normalize()))
    width = max(len(one.partition(".")[0]), len(two.partition(".")[0]))
    both = [f"{abs(number):0{width + 7}.6f}" for number in (value, wanted)]
    return wanted >= 0 and sum(a != b for a, b in zip(*both, strict=True)) == 1
