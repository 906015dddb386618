"""What a file has in it: its sheets, its rows ready to come in, and the file of reasons."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from balaikota.enterprises.cells import methods as cells
from balaikota.enterprises.imports import queries
from balaikota.enterprises.imports.models import Import
from balaikota.enterprises.register.methods import Stamp
from balaikota.enterprises.rows import methods as rows
from balaikota.kit import tables
from balaikota.kit.aside import Early, aside
from balaikota.kit.typed import Unfit

#: From so many rows on a list is read in a process of its own.
LONG = 5_000
#: From so many bytes on a web process does not hold what is in them.
LARGE = 500_000


def described(content: bytes, name: str) -> list[dict[str, Any]]:
    """Each sheet that has a table: its name, columns, first row and the suggested mapping; the others with the reason."""
    is_large = len(content) >= LARGE
    told: list[dict[str, Any]] = []
    for sheet in aside(rows.heads, content, name) if is_large else rows.heads(content, name):
        if not sheet["columns"]:
            told.append(sheet | {"mapping": {}, "is_left_out": True})
            continue
        mapping = queries.remembered(sheet["columns"]) or cells.suggested(sheet["columns"])
        told.append(sheet | {"mapping": mapping, "is_left_out": False})
    if sum(bool(each["columns"]) for each in told) > 1:
        for each in told:
            each["sector"] = cells.sector(each["name"], each["mapping"])
    if not any(sheet["columns"] for sheet in told):
        raise Unfit(
            _(
                "Tidak ada lembar yang punya kolom seperti “Nama usaha” dan “Nama pemilik”. Beri nama kolomnya."
            )
        )
    return told


def blocks(brought: Import, *, skip: int = 0, stamp: Stamp | None = None) -> Iterator[rows.Block]:
    """Every row of an import but the first `skip`. A long list is read aside, while what was read before comes in."""
    opened = Early(tables.flows_of, queries.content_of(brought), brought.name)
    given = opened, brought.sheets, queries.known_things()
    if brought.total < LONG:
        return rows.of_book(*given, skip=skip, stamp=stamp)
    return aside(rows.of_book, *given, skip=skip, stamp=stamp)


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
