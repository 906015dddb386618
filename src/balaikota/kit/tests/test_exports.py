"""Tables that leave the city: no cell of them is computed by the program that opens them."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit import exports

SOURCES = Path(exports.__file__).parents[1]


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    cell = exports.guarded(text)
    assert cell in (text, f"'{text}")
    is_negative_number = cell[:1] == "-" and cell[1:].replace(".", "", 1).isdigit()
    assert is_negative_number or not cell.startswith(
        ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    )


@pytest.mark.parametrize("number", ["-1.98", "-5", "12", Decimal("-3.5"), 7, ""])
def test_a_number_stays_one(number: object) -> None:
    assert exports.guarded(number) == str(number)


def test_a_table_is_read_back_as_it_was_written() -> None:
    rows = [["nama", "jumlah"], ['Kue, "enak"\nlagi', "-2"], ["=1+1", None]]
    assert list(csv.reader(io.StringIO(exports.as_csv(rows)))) == [rows[0], rows[1], ["'=1+1", ""]]
    assert list(exports.csv_lines([["a\tb\nc", "=x"]], "\t")) == ["a b c\t'=x\r\n"]


def test_no_room_writes_a_table_past_the_guard() -> None:
    """CSV is written by `kit.exports` alone; a workbook is told that no text of ours is a formula or a link."""
    for path in SOURCES.rglob("*.py"):
        if path.parts[-2:] == ("kit", "exports.py") or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert "csv.writer(" not in text, path
        assert "DictWriter(" not in text, path
        books = text.count("xlsxwriter.Workbook(")
        assert text.count('"strings_to_formulas": False') == books, path
        assert text.count('"strings_to_urls": False') == books, path
