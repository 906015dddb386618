"""The rows of a file as clean values, or as reasons. Column by column: what a list says often is read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from balaikota.enterprises.imports import methods, queries
from balaikota.enterprises.imports.models import Outcome
from balaikota.kit import tables
from balaikota.kit.typed import Unfit

#: What a reader may not repeat: nobody's number is another's, so these are not looked up among those read before.
NEVER_ALIKE = frozenset(("nik", "nib", "npwp", "telepon", "nama_usaha", "nama_pemilik", "alamat"))
#: A cell that says nothing: "-", "0", "belum ada".
NOTHING: tuple[Any, str, str] = (None, "", "")


@dataclass(slots=True)
class Read:
    """One row as read: its values, or why it is not taken; and what was left out of it."""

    sheet: int
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    outcome: Outcome = Outcome.ARRIVED
    reason: str = ""


def described(content: bytes, name: str) -> list[dict[str, Any]]:
    """Each sheet that has a table: its name, columns, first row and the suggested mapping; the others with the reason."""
    told: list[dict[str, Any]] = []
    for place, sheet in enumerate(tables.sheets_of(content, name)):
        head = tables.head_of(sheet, methods.is_known)
        said = {"place": place, "name": sheet.name, "rows": len(sheet.rows)}
        if head is None:
            told.append(said | {"columns": [], "first": 0, "mapping": {}, "is_left_out": True})
            continue
        mapping = queries.remembered(head.columns) or methods.suggested(head.columns)
        place_of_it = {"columns": head.columns, "first": head.first, "sample": _sample(sheet, head.first)}
        told.append(said | place_of_it | {"mapping": mapping, "is_left_out": False})
    if sum(bool(each["columns"]) for each in told) > 1:
        for each in told:
            each["sector"] = methods.sector(each["name"], each["mapping"])
    if not any(sheet["columns"] for sheet in told):
        raise Unfit(
            _(
                "Tidak ada lembar yang punya kolom seperti “Nama usaha” dan “Nama pemilik”. Beri nama kolomnya."
            )
        )
    return told


def _sample(sheet: tables.Sheet, first: int, most: int = 4) -> list[list[str]]:
    """Its first rows as they stand, to compare with the mapping."""
    return [[str(cell)[:60] for cell in row] for row in sheet.rows[first : first + most]]


def read(
    sheets: list[tables.Sheet], told: list[dict[str, Any]], *, chunk: int = 5_000
) -> Iterator[list[Read]]:
    """Every row of the mapped sheets, in chunks, in order: one outcome each."""
    known = queries.known_things()
    seen: dict[tuple[str, str], int] = {}
    for each in told:
        if each["is_left_out"]:
            continue
        sheet = sheets[each["place"]]
        tables.filled_down(sheet, each["first"])
        reader = _Sheet(each, known, seen)
        for at in range(each["first"], len(sheet.rows), chunk):
            rows = sheet.rows[at : at + chunk]
            yield reader.read(rows, at)


class _Sheet:
    """How the rows of one sheet are read, and what they said so far."""

    def __init__(self, told: dict[str, Any], known: dict[str, Any], seen: dict[tuple[str, str], int]) -> None:
        self.told, self.known, self.seen = told, known, seen
        self.mapping: dict[str, int] = told["mapping"]
        self.readers = methods.readers(this_year=known["this_year"], codes=known["codes"])
        self.caches: dict[str, dict[Any, tuple[Any, str, str]]] = {name: {} for name in self.readers}
        self.places: dict[tuple[Any, Any], tuple[Any, str, str]] = {}

    def read(self, rows: Sequence[tables.Cells], at: int) -> list[Read]:
        """One `Read` for each row that says anything."""
        found = [Read(self.told["place"], at + n + 1) for n in range(len(rows))]
        columns = {name: _column(rows, place) for name, place in self.mapping.items() if name in self.readers}
        for name, cells in columns.items():
            self._fill(name, cells, found)
        self._fill_places(rows, found)
        if sector := self.told.get("sector", ""):
            for each in found:
                each.values.setdefault("produk", sector)
        said = [each for each, cells in zip(found, rows, strict=True) if self._is_row(each, cells)]
        self._know_again(said)
        return said

    def _fill(self, name: str, cells: list[Any], found: list[Read]) -> None:
        reader, cache = self.readers[name], self.caches[name]
        is_kept = name not in NEVER_ALIKE
        for each, cell in zip(found, cells, strict=True):
            if cell == "":
                continue
            told = cache.get(cell)
            if told is None:
                told = NOTHING if methods.is_blank(cell) else _told(reader, cell)
                if is_kept:
                    cache[cell] = told
            if told[0] is not None:
                each.values[name] = told[0]
            elif told is not NOTHING:
                _take_not(each, told)

    def _fill_places(self, rows: Sequence[tables.Cells], found: list[Read]) -> None:
        if "kelurahan" not in self.mapping:
            return
        kecamatan = _column(rows, self.mapping.get("kecamatan", 10**6))
        for each, cells in zip(
            found, zip(_column(rows, self.mapping["kelurahan"]), kecamatan, strict=True), strict=True
        ):
            if cells[0] == "":
                continue
            told = self.places.get(cells)
            if told is None:
                told = self.places[cells] = _told(
                    lambda pair: methods.place(self.known["villages"], *pair), cells
                )
            if told[0] is not None:
                each.values["kelurahan"] = told[0]
            else:
                _take_not(each, told)

    def _is_row(self, each: Read, cells: tables.Cells) -> bool:
        """Whether the row says anything; one that names no business gets its outcome."""
        if not any(cell != "" for cell in cells):
            return False
        if methods.is_known(tables.plain(each.values.get(methods.NEEDED, ""))):
            each.outcome, each.reason = Outcome.SKIPPED, _("Judul kolom yang diulang.")
            return True
        if methods.NEEDED in each.values and (
            each.values.get("nama_pemilik") or len(each.values) > 2 + bool(self.told.get("sector"))
        ):
            return True
        if methods.is_no_business(cells):
            each.outcome, each.reason = (
                Outcome.SKIPPED,
                _("Bukan baris usaha (jumlah, tanda tangan, atau catatan)."),
            )
        elif each.outcome != Outcome.REFUSED and methods.NEEDED not in each.values:
            each.outcome, each.reason = Outcome.REFUSED, _("Nama usaha kosong.")
        return True

    def _know_again(self, rows: list[Read]) -> None:
        """The same business twice in the file, or in the register already."""
        taken = [each for each in rows if each.outcome in (Outcome.ARRIVED, Outcome.NOTED)]
        before = queries.in_register([each.values for each in taken])
        for each in taken:
            if number := next((before[key] for key in queries.keys_of(each.values) if key in before), ""):
                each.outcome, each.reason = Outcome.REFUSED, _("Sudah terdaftar dengan nomor %s.") % number
                continue
            keys = queries.keys_of(each.values)
            twice = next((self.seen[key] for key in keys if key in self.seen), 0)
            if twice:
                each.outcome, each.reason = Outcome.REFUSED, _("Sama dengan baris %d di berkas ini.") % twice
            else:
                self.seen.update(dict.fromkeys(keys, each.row))


def _column(rows: Sequence[tables.Cells], place: int) -> list[Any]:
    return [row[place] if place < len(row) else "" for row in rows]


def _told(reader: methods.Reader, cell: Any) -> tuple[Any, str, str]:
    """Value, reason, remark: one of them."""
    try:
        return reader(cell), "", ""
    except Unfit as unfit:
        return None, unfit.sentence, ""
    except methods.Remark as remark:
        return None, "", str(remark)


def _take_not(each: Read, told: tuple[Any, str, str]) -> None:
    _value, reason, remark = told
    if reason or each.outcome == Outcome.REFUSED:
        reasons = [each.reason] if each.outcome == Outcome.REFUSED else []
        each.outcome, each.reason = Outcome.REFUSED, " ".join([*reasons, reason]).strip()[:300]
        return
    each.outcome, each.reason = Outcome.NOTED, f"{each.reason} {remark}".strip()[:300]


# --- the file of reasons --------------------------------------------------------------------------


def reasons_book(content: bytes, brought: Any, rows: Sequence[Any]) -> bytes:
    """A workbook with the head of each sheet and the rows that have a reason, in their own places.

    Its first sheet lists them, each a link; every sheet opens at its first such row. Nothing in it is a formula.
    """
    import io

    import xlsxwriter

    sheets, out = tables.sheets_of(content, brought.name), io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    marked = book.add_format({"bg_color": "#FCEDC4", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    index = book.add_worksheet(_("Alasan"))
    index.write_row(0, 0, [_("Lembar"), _("Baris"), _("Keadaan"), _("Alasan")], bold)
    index.set_column(3, 3, 90)
    by_sheet: dict[int, list[Any]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row)
    at = 1
    for place, told in by_sheet.items():
        name = _sheet_name(place, sheets[place].name)
        _reason_sheet(book.add_worksheet(name), sheets[place], brought.sheets[place]["first"], told, marked)
        for row in told:
            index.write_url(at, 1, f"internal:'{name}'!A{row.row}", string=str(row.row))
            index.write_string(at, 0, name)
            index.write_string(at, 2, row.get_outcome_display())
            index.write_string(at, 3, row.reason)
            at += 1
    book.close()
    return out.getvalue()


def _sheet_name(place: int, name: str) -> str:
    """A name Excel takes: at most 31 signs, none of []:*?/\\ or an apostrophe."""
    clean = "".join(" " if sign in "[]:*?/\\'" else sign for sign in name).strip()
    return f"{place + 1} {clean}"[:31].strip()


def _reason_sheet(page: Any, sheet: tables.Sheet, first: int, told: Sequence[Any], marked: Any) -> None:
    for number in range(first):
        for column, cell in enumerate(sheet.rows[number]):
            if cell != "":
                page.write_string(number, column + 1, str(cell))
    page.write_string(0, 0, _("Alasan"))
    page.set_column(0, 0, 60)
    page.freeze_panes(first, 1)
    for row in told:
        page.write_string(row.row - 1, 0, row.reason, marked)
        for column, cell in enumerate(sheet.rows[row.row - 1]):
            if cell != "":
                page.write_string(row.row - 1, column + 1, _as_shown(cell))
    page.set_selection(told[0].row - 1, 0, told[0].row - 1, 0)


def _as_shown(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
