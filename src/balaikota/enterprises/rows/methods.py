"""The rows of a list as lines for the register, or as reasons. Column by column: what a list says often is read once.

Nothing here knows the register or its tables: it runs aside (kit.aside), and who asked settles what it found.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice, zip_longest
from typing import Any

from django.utils.translation import gettext as _

from balaikota.enterprises.cells import methods as cells
from balaikota.enterprises.register import methods as register
from balaikota.kit import tables
from balaikota.kit.ids import uuid7s
from balaikota.kit.secrets import blind_indexes
from balaikota.kit.typed import Unfit

#: What becomes of a row; the words of `imports.models.Outcome`.
NOTED, REFUSED, SKIPPED = "noted", "refused", "skipped"
CHUNK = 2_500
#: Nobody's number is another's, and few names are: these are read one by one, the others once each.
NEVER_ALIKE = frozenset(("nik", "nib", "npwp", "telepon", "nama_usaha", "nama_pemilik", "alamat"))
#: First rows that are shown to compare the mapping with.
SAMPLE = 4
#: Our columns by the register's names.
SAID = {
    "name": "nama_usaha", "started_year": "tahun_mulai", "kbli": "kbli", "nib": "nib", "npwp": "npwp",
    "phone": "telepon", "email": "email", "address": "alamat", "kelurahan": "kelurahan", "ware": "produk",
    "owner": "nama_pemilik", "nik": "nik", "tanggal_lahir": "tanggal_lahir", "jenis_kelamin": "jenis_kelamin",
    "workers_male": "pekerja_laki", "workers_female": "pekerja_perempuan", "capital": "modal", "assets": "aset",
    "sales_year": "omzet_tahun",
}  # fmt: skip

Values = dict[str, list[Any]]


@dataclass(frozen=True)
class Told:
    """What there is to say of one row."""

    sheet: int
    row: int
    outcome: str
    reason: str


@dataclass(slots=True)
class Block:
    """Rows of one sheet: those that cannot come in, and those that may, by their places in it."""

    sheet: int
    count: int = 0
    told: list[Told] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    #: Of those that may come in: remarks, and the row that says the same business before.
    remarks: dict[int, str] = field(default_factory=dict)
    twice: dict[int, int] = field(default_factory=dict)
    #: By what the register knows a business again, a line each; an empty one where nothing is said.
    names: str = ""
    nibs: str = ""
    niks: str = ""
    phones: str = ""
    lines: register.Lines | None = None


def settled(block: Block, numbers: dict[int, str]) -> tuple[list[int], list[Told]]:
    """The places of the rows that come in, and what there is to say of all others and of some of these.

    `numbers` are those of the register, of businesses it knows already.
    """
    kept, told = [], list(block.told)
    for at, row in enumerate(block.rows):
        if at in numbers:
            told.append(Told(block.sheet, row, REFUSED, _("Sudah terdaftar dengan nomor %s.") % numbers[at]))
        elif at in block.twice:
            reason = _("Sama dengan baris %d di berkas ini.") % block.twice[at]
            told.append(Told(block.sheet, row, REFUSED, reason))
        else:
            kept.append(at)
            if at in block.remarks:
                told.append(Told(block.sheet, row, NOTED, block.remarks[at]))
    return kept, told


# --- a whole file ---------------------------------------------------------------------------------


def heads(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """Each sheet: its name, how many rows, and where its table begins with which columns; none when it has no table."""
    for place, sheet in enumerate(tables.sheets_of(content, name)):
        said = {"place": place, "name": sheet.name, "rows": len(sheet.rows)}
        head = tables.head_of(sheet, cells.is_known)
        if head is None:
            yield said | {"columns": [], "first": 0}
            continue
        sample = [[str(cell)[:60] for cell in row] for row in sheet.rows[head.first : head.first + SAMPLE]]
        yield said | {"columns": head.columns, "first": head.first, "sample": sample}


def of_book(
    opened: Callable[[], list[tables.Flow]], sheets: list[dict[str, Any]], known: dict[str, Any], *, skip: int = 0,
    stamp: register.Stamp | None = None,
) -> Iterator[Block]:  # fmt: skip
    """Every row of the mapped sheets of a book, in order; with `stamp`, as lines for the register.

    The first `skip` rows that say anything are read, but left out.
    """
    # Two a business; aside, the book is being opened meanwhile.
    keys = iter(uuid7s(2 * sum(map(_length, sheets)) if stamp else 0))
    book, seen = opened(), dict[str, int]()
    for each in sheets:
        if each["is_left_out"]:
            continue
        rows, reader, at = book[each["place"]].under(each["first"]), _Sheet(each, known, seen), each["first"]
        while read := list(islice(rows, CHUNK)):
            block, said, kept = reader.block(read, at, skip)
            at += len(read)
            skip = max(0, skip - block.count)
            block.count = kept
            if stamp and block.rows:
                block.lines = register.lines(said, len(block.rows), stamp, keys)
            if kept:
                yield block


def _length(sheet: dict[str, Any]) -> int:
    return 0 if sheet["is_left_out"] else int(sheet["rows"] - sheet["first"])


class _Sheet:
    """How the rows of one sheet are read, and what they said so far."""

    def __init__(self, told: dict[str, Any], known: dict[str, Any], seen: dict[str, int]) -> None:
        self.told, self.known, self.seen = told, known, seen
        self.sector: str = told.get("sector", "")
        self.mapping: dict[str, int] = told["mapping"]
        self.readers = cells.readers(this_year=known["this_year"], codes=known["codes"])
        self.readers["kelurahan"] = lambda pair: cells.place(known["villages"], *pair)
        self.read_before: dict[str, dict[Any, Any]] = {name: {} for name in self.readers}

    def block(self, rows: Sequence[tables.Cells], at: int, skip: int) -> tuple[Block, register.Columns, int]:
        """The rows from index `at` on; their columns as the register wants them; and how many are told of."""
        faults = _Faults()
        values = self._values(rows, faults)
        says = self._outcomes(rows, values, faults)
        good = [says[n] and n not in faults.reasons for n in range(len(rows))]
        places = list(compress(range(len(rows)), good))
        values = {name: list(compress(column, good)) for name, column in values.items()}
        values["nik_index"] = blind_indexes("nik", [nik or "" for nik in _column(values, "nik", places)])
        twice = self._twice(values, [at + n + 1 for n in places])
        count = sum(says)
        first = _after(says, skip)
        block = Block(self.told["place"], count)
        block.told = [
            Told(block.sheet, at + n + 1, *faults.reasons[n])
            for n in sorted(faults.reasons)
            if says[n] and n >= first
        ]
        cut = sum(1 for n in places if n < first) if first else 0
        values, places = {name: column[cut:] for name, column in values.items()}, places[cut:]
        block.rows = [at + n + 1 for n in places]
        block.remarks = {place: faults.remark(n) for place, n in enumerate(places) if n in faults.remarks}
        block.twice = {place - cut: row for place, row in twice.items() if place >= cut}
        _known_by(block, values)
        return block, self._said(block, values), max(0, count - skip)

    # --- cells

    def _values(self, rows: Sequence[tables.Cells], faults: "_Faults") -> Values:
        """Each of our columns, None where it says nothing or what it says is a fault."""
        values: Values = {}
        columns, nothing = list(zip_longest(*rows, fillvalue="")), ("",) * len(rows)
        said = {
            name: columns[place] if place < len(columns) else nothing for name, place in self.mapping.items()
        }
        for name, column in said.items():
            if name == "kelurahan" or name not in self.readers:
                continue
            alike = name not in NEVER_ALIKE
            values[name] = self._alike(name, column, faults) if alike else self._each(name, column, faults)
        if "kelurahan" in said:
            pairs = zip(said["kelurahan"], said.get("kecamatan", nothing), strict=True)
            places = [pair if pair[0] != "" else "" for pair in pairs]
            values["kelurahan"] = self._alike("kelurahan", places, faults)
        if self.sector:
            values["produk"] = [said or self.sector for said in values.get("produk") or [""] * len(rows)]
        return values

    def _each(self, name: str, column: Sequence[Any], faults: "_Faults") -> list[Any]:
        read, made = self.readers[name], cells.usual(name, column)
        for n in [n for n, value in enumerate(made) if value is None and column[n] != ""]:
            cell = column[n]
            try:
                value = read(cell)
            except (Unfit, cells.Remark) as fault:
                if not cells.is_blank(cell):
                    faults.add(n, fault)
            else:  # only a short text says "belum ada"
                made[n] = None if len(value) < cells.SHORT and cells.is_blank(value) else value
        return made

    def _alike(self, name: str, column: Sequence[Any], faults: "_Faults") -> list[Any]:
        """What was read before is not read again; a fault is kept in the place of a value."""
        read, before = self.readers[name], self.read_before[name]
        distinct = set(column)
        if not distinct.isdisjoint((0, 1)):  # True is 1 to a dictionary, and not to a reader
            column = [str(cell) if cell is True or cell is False else cell for cell in column]
            distinct = set(column)
        for cell in distinct - before.keys():
            before[cell] = _read(read, cell)
        made = list(map(before.__getitem__, column))
        if any(isinstance(before[cell], Exception) for cell in distinct):
            for n, value in enumerate(made):
                if isinstance(value, Exception):
                    faults.add(n, value)
                    made[n] = None
        return made

    # --- rows

    def _outcomes(self, rows: Sequence[tables.Cells], values: Values, faults: "_Faults") -> list[bool]:
        """Whether each row says anything; one that names no business gets its reason."""
        names, owners = values[cells.NEEDED], values.get("nama_pemilik") or [None] * len(rows)
        says = [True] * len(rows)
        firsts = {name[: cells.BEGINNING] for name in names if name is not None}
        heads = {first for first in firsts if cells.may_be_head(first)}
        if not (None in names or None in owners or heads):
            return says  # usual: each names a business and its owner, and none is like a head
        for n, (name, owner) in enumerate(zip(names, owners, strict=True)):
            if name is not None and name[: cells.BEGINNING] in heads and cells.is_head(name):
                faults.set(n, SKIPPED, _("Judul kolom yang diulang."))
            elif name is None or owner is None:
                says[n] = self._says(n, rows[n], values, faults)
        return says

    def _says(self, n: int, row: tables.Cells, values: Values, faults: "_Faults") -> bool:
        if not any(cell != "" for cell in row):
            faults.reasons.pop(n, None)
            return False
        has_name = values[cells.NEEDED][n] is not None
        known = sum(column[n] is not None for column in values.values())
        if has_name and known > 2 + bool(self.sector):
            return True
        if cells.is_no_business(row):
            faults.set(n, SKIPPED, _("Bukan baris usaha (jumlah, tanda tangan, atau catatan)."))
        elif n not in faults.reasons and not has_name:
            faults.set(n, REFUSED, _("Nama usaha kosong."))
        return True

    def _twice(self, values: Values, rows: list[int]) -> dict[int, int]:
        """Of places, the row that said the same business before.

        Known by its NIB; by its name with its owner's NIK or its telephone; only without these by names and place.
        """
        seen, found = self.seen, {}
        names = [name.casefold() for name in values[cells.NEEDED]]
        nibs, *others = (_column(values, name, rows) for name in ("nib", "nik_index", "telepon"))
        columns = [nibs] + [
            [said and f"{said}|{name}" for said, name in zip(column, names, strict=True)] for column in others
        ]
        if self._are_new(columns, rows):
            return {}
        for place, told in enumerate(zip(*columns, strict=True)):
            keys = [key for key in told if key] or [self._named(values, place, names[place])]
            first = next((seen[key] for key in keys if key in seen), 0)
            if first:
                found[place] = first
            else:
                for key in keys:
                    seen[key] = rows[place]
        return found

    def _are_new(self, columns: list[list[Any]], rows: list[int]) -> bool:
        """Whether each row has a key and no key was said before, as in most lists: then they are noted at once."""
        fresh: dict[Any, int] = {}
        for column in columns:
            fresh.update(zip(column, rows, strict=True))
        fresh.pop(None, None)
        fresh.pop("", None)
        count = sum(len(column) - column.count(None) - column.count("") for column in columns)
        if len(fresh) < count or not all(map(any, zip(*columns, strict=True))):
            return False
        if not self.seen.keys().isdisjoint(fresh.keys()):
            return False
        self.seen.update(fresh)
        return True

    def _named(self, values: Values, place: int, name: str) -> str:
        said = [
            values[column][place] or "" if column in values else "" for column in ("nama_pemilik", "alamat")
        ]
        kelurahan = values["kelurahan"][place] if "kelurahan" in values else ""
        return f"={said[0].casefold()}|{name}|{kelurahan}|{said[1].casefold()}"

    def _said(self, block: Block, values: Values) -> register.Columns:
        """By the register's names; a month's sales as a year's, where no year's are told."""
        count = len(block.rows)
        said: register.Columns = {theirs: values[ours] for theirs, ours in SAID.items() if ours in values}
        said["nik_index"] = values["nik_index"]
        if "omzet_bulan" in values:
            years = said.get("sales_year") or [None] * count
            said["sales_year"] = [
                month if year is None else year
                for year, month in zip(years, values["omzet_bulan"], strict=True)
            ]
        said["list_sheet"], said["list_row"] = [block.sheet] * count, list(block.rows)
        return said


def _known_by(block: Block, values: Values) -> None:
    block.names, block.niks = "\n".join(values[cells.NEEDED]), "\n".join(values["nik_index"])
    block.nibs = "\n".join([nib or "" for nib in _column(values, "nib", block.rows)])
    block.phones = "\n".join([phone or "" for phone in _column(values, "telepon", block.rows)])


def _column(values: Values, name: str, like: Sequence[Any]) -> list[Any]:
    return values[name] if name in values else [None] * len(like)


def _after(says: list[bool], skip: int) -> int:
    """The index after so many rows that say anything."""
    for n, each in enumerate(says if skip else ()):
        skip -= each
        if not skip:
            return n + 1
    return len(says) if skip else 0


def _read(read: cells.Reader, cell: Any) -> Any:
    """The value, None for nothing, or the fault."""
    if cell == "" or cells.is_blank(cell):
        return None
    try:
        return read(cell)
    except (Unfit, cells.Remark) as fault:
        return fault


class _Faults:
    """By the index of a row: why it is not taken, and what was left out of it."""

    def __init__(self) -> None:
        self.reasons: dict[int, tuple[str, str]] = {}
        self.remarks: dict[int, list[str]] = {}

    def add(self, n: int, fault: Exception) -> None:
        if isinstance(fault, Unfit):
            before = self.reasons[n][1] if n in self.reasons else ""
            self.set(n, REFUSED, f"{before} {fault.sentence}")
        else:
            self.remarks.setdefault(n, []).append(str(fault))

    def set(self, n: int, outcome: str, reason: str) -> None:
        self.reasons[n] = (outcome, _line(reason))

    def remark(self, n: int) -> str:
        return _line(" ".join(self.remarks[n]))


def _line(reason: str) -> str:
    """One line: a reason repeats what stood in a cell, and a cell may have several."""
    return " ".join(reason.split())[:300]
