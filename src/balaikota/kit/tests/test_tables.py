"""A workbook is read row by row as it is read whole; one made to overwhelm whoever opens it is refused with a sentence,
and the city goes on."""

import io
import zipfile
from itertools import islice

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from balaikota.kit import tables
from balaikota.kit.typed import Unfit


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


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def a_workbook(*cells: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Data")
        for row, column in cells:
            sheet.write_string(row, column, "isi")
    return out.getvalue()


def an_open_document(rows: int, columns: int) -> bytes:
    """One cell, and how often it is to be thought repeated: a few hundred bytes."""
    cell = (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        "<text:p>isi</text:p></table:table-cell>"
    )
    names = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Data"><table:table-row table:number-rows-repeated="{rows}">{cell}'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        book.writestr("content.xml", content)
    return out.getvalue()


def test_an_honest_workbook_is_read() -> None:
    (sheet,) = tables.sheets_of(a_workbook((0, 0), (2, 1)), "a.xlsx")
    assert (sheet.name, sheet.rows) == ("Data", [["isi", ""], ["", ""], ["", "isi"]])
    (sheet,) = tables.sheets_of(an_open_document(2, 3), "a.ods")
    assert sheet.rows == [["isi"] * 3] * 2


@pytest.mark.parametrize(
    "content",
    [
        a_workbook((0, 0), (1_048_575, 16_383)),
        a_workbook((1_048_575, 16_383)),
        a_workbook((0, 0), (1_048_575, 199)),
        an_open_document(1_048_576, 16_384),
        an_open_document(1_000_000, 100),
    ],
    ids=["two corners", "one corner", "long and wide", "repeated to the end", "repeated often"],
)
def test_two_cells_far_apart_do_not_fill_the_memory(content: bytes) -> None:
    assert len(content) < 10_000
    with pytest.raises(Unfit) as refused:
        tables.sheets_of(content, "a.xlsx")
    assert refused.value.sentence.endswith(
        ("Bagi menjadi beberapa berkas.", "Simpan ulang sebagai XLSX atau CSV.")
    )
