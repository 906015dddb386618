"""What people type is read as Indonesians write it."""

import unicodedata
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit import typed
from balaikota.kit.composing import MOST_MARKS, composed


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("3,2", 3.2), ("3.2", 3.2), ("1.250", 1250), ("1.234.567,5", 1234567.5), ("Rp15.000", 15000)],
)
def test_numbers_have_dots_for_thousands_and_a_decimal_comma(text: str, number: float) -> None:
    assert typed.number(text) == number


@pytest.mark.parametrize("text", ["tiga", "", "1,2,3", "12..5", "nan", "1e9", "--1", "٣"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    with pytest.raises(typed.Unfit, match="angka"):
        typed.number(text)


@pytest.mark.parametrize(
    "text",
    ["2/1/2026", "02-01-2026", "2 Januari 2026", "2 jan 2026", "2026-01-02",
     {"hari": "2", "bulan": "1", "tahun": "2026"}, {"hari": "02", "bulan": "januari", "tahun": "2026"}],
)  # fmt: skip
def test_a_date_may_be_written_in_many_ways(text: object) -> None:
    assert typed.day(text) == "2026-01-02"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30/2/2025", "Tanggal 30 Februari tidak ada."),
        ("29/2/2025", "Tanggal 29 Februari 2025 tidak ada."),
        ("31/4/2025", "Tanggal 31 April tidak ada."),
        ("1/13/2025", "Bulan diisi angka 1 sampai 12."),
        ({"hari": "1", "bulan": "1", "tahun": "25"}, "Tulis tahun dengan empat angka, misalnya 1990."),
        ({"hari": "1", "bulan": "", "tahun": "2025"}, "Isi juga bulan pada tanggal."),
        ({"hari": "1", "bulan": "000113", "tahun": "2025"}, "Bulan diisi angka 1 sampai 12."),
        ({"hari": "1", "bulan": "0001" + "0" * 4400, "tahun": "2025"}, "Bulan diisi angka 1 sampai 12."),
        ("kemarin", "Tulis tanggal seperti 31/12/2025."),
    ],
)
def test_a_date_that_cannot_be_is_explained(text: object, sentence: str) -> None:
    with pytest.raises(typed.Unfit, match=sentence):
        typed.day(text)


@pytest.mark.parametrize(
    ("text", "clock"), [("7.30", "07:30"), ("07:30", "07:30"), ("2115", "21:15"), ("7", "07:00")]
)
def test_a_clock_may_be_written_in_many_ways(text: str, clock: str) -> None:
    assert typed.clock(text) == clock


def test_a_telephone_without_a_country_is_indonesian() -> None:
    assert typed.phone("0812-3456-7890") == "+6281234567890"
    assert typed.phone("+62 812 3456 7890") == "+6281234567890"
    with pytest.raises(typed.Unfit):
        typed.phone("0812")


def test_a_text_is_one_line_without_hidden_signs() -> None:
    assert typed.text("  Melati\u200b \x00 Putri\n", most=60) == "Melati Putri"
    assert typed.text("satu\r\ndua", most=60, is_long=True) == "satu\ndua"
    with pytest.raises(typed.Unfit, match="Paling banyak 3 huruf; tulisan ini 4 huruf"):
        typed.text("abcd", most=3)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(ANYTHING)
def test_whatever_is_typed_is_read_or_explained(value: object) -> None:
    for read in (typed.number, typed.whole_number, typed.day, typed.clock, typed.phone, typed.email):
        with suppress(typed.Unfit):
            assert read(value) is not None


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_read_back(day) -> None:
    assert typed.day(f"{day.day}/{day.month}/{day.year}") == typed.day(day.isoformat()) == day.isoformat()


def test_signs_that_turn_the_direction_of_reading_are_dropped() -> None:
    assert typed.text("Budi\u202e itaS\u2066\u200f", most=60) == "Budi itaS"


@pytest.mark.parametrize("text", ["1" + ".000" * 5, "1" + ".000" * 200, "9" * 12 + "." + "9" * 3 + ",5"])
def test_a_number_is_never_larger_than_the_city_keeps(text: str) -> None:
    for read in (typed.number, typed.whole_number):
        with suppress(typed.Unfit):
            assert read(text) < 10**15
    with pytest.raises(typed.Unfit, match="terlalu besar"):
        typed.whole_number("1" + ".000" * 5)


@given(st.text(max_size=12) | st.integers(0, 10**20).map(str) | st.just("9" * 5000))
def test_a_number_in_an_address_is_plain_digits_and_not_too_many(said: str) -> None:
    found = typed.counted(said, most=10**9)
    assert found is None or (0 <= found <= 10**9 and int(said) == found)
    assert typed.counted("²", most=10**9) is None


@pytest.mark.parametrize("form", ["NFC", "NFKC", "NFKD"])
def test_a_letter_bears_thirty_marks_and_no_more(form: Any) -> None:
    """Sorting a row of marks takes the square of its length: a form filled with them kept a server busy for hours."""
    heap = "a" + "\u0301" * 40_000 + "\u0316" * 40_000
    assert len(composed(heap, form)) <= 1 + MOST_MARKS
    with pytest.raises(typed.Unfit, match="Paling banyak 20 huruf"):
        typed.text(heap, most=20)


@given(st.text())
def test_what_people_write_is_composed_as_unicode_says(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)
    assert composed(text, "NFKD") == unicodedata.normalize("NFKD", text)
