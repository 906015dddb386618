"""Whatever is uploaded as a spreadsheet: rows, or a sentence; never a broken page."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balaikota.kit import markup
from balaikota.kit.spreadsheets import MOST_UNPACKED, rows_of
from balaikota.kit.typed import Unfit

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def a_book(sheet: str, words: str = "", level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as book:
        book.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>"
        )
        book.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{words}</sst>")
    return out.getvalue()


SOUND = a_book(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Nama</t></is></c></row>'
    '<row r="7"><c r="A7"><v>6.2812E7</v></c><c r="B7" t="b"><v>1</v></c><c r="C7" t="s"><v>1</v></c></row>',
    "<si><t>Nomor</t></si><si><r><t>Pasar </t></r><r><t>Baru</t></r><rPh><t>x</t></rPh></si>",
)


def test_a_workbook_is_read_by_its_columns_and_keeps_its_row_numbers() -> None:
    assert rows_of(SOUND, "a.xlsx") == [(7, {"nomor": "62812000", "nama": "Pasar Baru"})]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_the_delimiter_it_has(delimiter: str) -> None:
    text = f'\ufeffNama{delimiter}Jenis\n"A{delimiter}B"{delimiter}pasar\n\n,\n'.encode()
    first, *_rest = rows_of(text, "a.csv")
    assert first == (2, {"nama": f"A{delimiter}B", "jenis": "pasar"})


def test_old_windows_letters_are_read_too() -> None:
    assert rows_of("nama\nCaf\xe9\n".encode("cp1252"), "a.csv") == [(2, {"nama": "Caf\xe9"})]


def test_a_file_that_swells_when_opened_is_refused() -> None:
    with pytest.raises(Unfit) as refused:
        rows_of(a_book(" " * (MOST_UNPACKED + 1)), "a.xlsx")
    assert "terlalu besar" in refused.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_declares_entities_is_refused_in_every_encoding(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 6))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]><a>&a5;</a>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", text.encode(encoding))
    with pytest.raises(Unfit, match="rusak"):
        rows_of(out.getvalue(), "a.xlsx")
    with pytest.raises(markup.Declared):
        markup.tree(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["hex", "kata", "utf-7", "big5"])
def test_a_document_in_an_encoding_nobody_reads_is_damaged(encoding: str) -> None:
    with pytest.raises(markup.Damaged):
        markup.tree(f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode())


def read_or_refused(content: bytes, name: str) -> None:
    try:
        rows = rows_of(content, name)
    except Unfit:  # anything else fails the test
        return
    assert all(isinstance(cell, str) for _number, cells in rows for cell in cells.values())


@calm
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a"]))
def test_any_bytes_are_rows_or_a_sentence(content: bytes, name: str) -> None:
    read_or_refused(content, name)


@calm
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_is_rows_or_a_sentence(at: int, damage: bytes) -> None:
    read_or_refused(SOUND[:at] + damage + SOUND[at + len(damage) :], "a.xlsx")


@calm
@given(st.text('<>/="abcrvts019AZ ', max_size=60))
def test_any_sheet_is_rows_or_a_sentence(sheet: str) -> None:
    read_or_refused(a_book(sheet), "a.xlsx")
