"""Workbooks made to overwhelm whoever opens them: refused with a sentence, and the city goes on."""

import io
import zipfile

import pytest
import xlsxwriter

from balaikota.kit import tables
from balaikota.kit.typed import Unfit

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
