"""A workbook is read row by row as it is read whole."""

import io
from itertools import islice

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from balaikota.kit import tables


def book(*cells: tuple[int, int, object], merged: tuple[int, int, int, int] | None = None) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as told:
        told.add_worksheet("Kosong")
        sheet = told.add_worksheet("Data")
        for row, column, value in cells:
            sheet.write(row, column, value)
        if merged:
            sheet.merge_range(*merged, "Medan Kota")
    return made.getvalue()


FROM_A1 = [(0, 0, "nama"), (0, 1, "modal"), (1, 0, "Ani"), (1, 1, 1500.5), (4, 2, True)]
FURTHER_IN = [(3, 2, "nama"), (4, 2, "Ani"), (4, 4, 7)]
WIDE = [(0, 0, "nama"), (1, tables.MOST_COLUMNS + 3, "jauh")]
ONE_TOO_MANY = [(0, 0, "nama"), (1, tables.MOST_COLUMNS, "jauh")]
FAR_AND_WIDE = [(0, 3, "nama"), (1, tables.MOST_COLUMNS + 3, "jauh")]


@pytest.mark.parametrize("cells", [FROM_A1, FURTHER_IN, WIDE, ONE_TOO_MANY, FAR_AND_WIDE])
def test_rows_stand_where_the_program_shows_them(cells: list[tuple[int, int, object]]) -> None:
    content = book(*cells)
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as told:
        whole = told.get_sheet_by_name("Data").to_python(skip_empty_area=False)
    (flow,) = tables.flows_of(content, "daftar.xlsx")  # the empty sheet says nothing
    wanted = [row[: tables.MOST_COLUMNS] for row in whole]
    assert list(flow.rows()) == list(flow.rows()) == wanted
    assert flow.count == len(whole)
    assert list(flow.under(1)) == list(islice(wanted, 1, None))
    assert [sheet.rows for sheet in tables.sheets_of(content, "daftar.xlsx")] == [wanted]


def test_a_cell_over_several_rows_says_the_same_in_each() -> None:
    content = book((0, 0, "kecamatan"), (0, 1, "nama"), (1, 1, "Ani"), (2, 1, "Ina"), merged=(1, 0, 2, 0))
    (flow,) = tables.flows_of(content, "daftar.xlsx")
    assert list(flow.under(1)) == [["Medan Kota", "Ani"], ["Medan Kota", "Ina"]]
