"""Tables as BPS prints them are read whole, or refused with the line and the reason."""

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.economy.workbooks import methods, queries, sheets
from balaikota.economy.workbooks.tests import layouts
from balaikota.economy.workbooks.tests.layouts import TABLE, YEARS
from balaikota.kit.typed import Unfit


def table(read: methods.Read, basis: str = "") -> layouts.Table:
    found: layouts.Table = {}
    for head in read.heads:
        if head.basis in ("", basis):
            found[head.period] = {line.code: line.values[head.column] for line in read.lines}
    return found


def test_a_title_stars_and_two_languages() -> None:
    read = sheets.read(layouts.classic())
    assert read.faults == []
    assert (read.basis, read.base, read.unit) == ("ADHK", "2010", "miliar")
    assert [(head.period, head.status) for head in read.heads] == [
        *((y, "") for y in YEARS[:3]),
        ("2024", "*"),
        ("2025", "**"),
    ]
    assert table(read) == TABLE


def test_quarters_under_years_in_millions_with_decimal_commas() -> None:
    read = sheets.read(layouts.quarterly())
    assert read.faults == []
    assert (read.basis, read.base, read.unit) == ("ADHB", "", "juta")
    assert [head.period for head in read.heads[:5]] == ["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2024"]
    assert {head.status for head in read.heads[5:]} == {"*"}
    assert table(read)["2024"] == TABLE["2024"]


def test_two_prices_over_their_years() -> None:
    read = sheets.read(layouts.two_prices())
    assert read.faults == []
    assert [(head.basis, head.period) for head in read.heads] == [
        ("ADHB", "2023"),
        ("ADHB", "2024"),
        ("ADHK", "2023"),
        ("ADHK", "2024"),
    ]
    assert read.base == "2010"
    assert table(read, "ADHK")["2024"] == TABLE["2024"]


def test_letters_in_a_column_and_rows_within_rows() -> None:
    read = sheets.read(layouts.with_details())
    assert read.faults == []
    assert [label for _row, label in read.left_out] == [
        "1. Pertanian, Peternakan, Perburuan dan Jasa Pertanian",
        "a. Tanaman Pangan",
        "PDRB Tanpa Migas",
    ]
    assert table(read)["2023"] == TABLE["2023"]


def test_glued_letters_older_names_and_english_numbers() -> None:
    read = sheets.read(layouts.glued())
    assert read.faults == []
    assert table(read)["2025"] == TABLE["2025"]
    assert set(read.lines[0].marks.values()) == {"", "**"}


def test_a_csv_with_semicolons() -> None:
    read = sheets.read(layouts.semicolons())
    assert read.faults == []
    assert table(read)["2025"] == TABLE["2025"]


def test_a_total_that_does_not_add_up_is_refused_with_the_line_named() -> None:
    read = sheets.read(layouts.semicolons(spoil=Decimal(-1000)))
    (total_row, total_label, said), *lines = read.faults
    assert total_label == "Produk Domestik Regional Bruto"
    assert total_row == 20
    assert "2025" in said
    assert "-1000.00" in said
    assert any(label.startswith("H Transportasi") and row == 10 for row, label, _why in lines)


def test_a_table_that_hides_its_unit_and_prices_is_refused() -> None:
    lines = layouts.semicolons().decode("utf-8-sig").split("\n")[1:]
    read = sheets.read("\n".join(lines).encode())
    reasons = " ".join(why for _row, _label, why in read.faults)
    assert "Dasar harga tidak tertulis" in reasons
    assert "Satuan tidak tertulis" in reasons


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("F Konstruksi", "Pembangunan", "tidak dikenal"),
        ("F Konstruksi", "H Transportasi dan Pergudangan", "dua kali"),
        (layouts.indonesian(TABLE["2025"]["F"]), "seribu", "bukan angka"),
    ],
)
def test_what_cannot_be_read_is_named(old: str, new: str, said: str) -> None:
    text = layouts.semicolons().decode("utf-8-sig")
    read = sheets.read(text.replace(old, new, 1).encode())
    assert any(said in why for _row, _label, why in read.faults), read.faults


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", b"a\0b", b"x" * 3_000_000]
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Unfit):
        sheets.read(content)


def test_a_cell_made_to_take_long_is_cut_before_it_is_read() -> None:
    """A year, ten thousand spaces and a sign that fits nowhere kept the pattern of years busy for minutes."""
    ((row, *_rest),) = sheets.grids(b"2023" + b" " * 10_000 + b"!;" + b"(" * 50_000 + b"\nx;1\n")
    assert row[0] == "2023 !"
    assert len(row[1]) == methods.LONGEST
    with pytest.raises(InvalidOperation):
        methods.number("1" + " " * 100_000 + "x", english=False)
    assert methods.plain("(" * 100_000 + "Pertanian") == ""


@pytest.mark.parametrize("cell", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_a_word_like_any_other(cell: float) -> None:
    assert sheets._said(cell) == str(cell)


def test_text_without_years_says_so() -> None:
    read = sheets.read(b"satu;dua\ntiga;empat")
    assert "tahun" in read.faults[0][2]


@given(st.decimals(min_value=-99_999_999, max_value=99_999_999, places=2))
def test_every_number_is_read_as_it_was_written(value: Decimal) -> None:
    assert methods.number(layouts.indonesian(value), english=False) == (value, "")
    assert methods.number(f"{value:,.2f}**", english=True) == (value, "**")
    assert methods.number(f"({layouts.indonesian(abs(value))})", english=False)[0] == -abs(value)


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8))
def test_no_sheet_makes_the_reader_stumble(grid: list[list[str]]) -> None:
    methods.read([["Lapangan Usaha", "2024"], *grid], queries.names())
    methods.read(grid, queries.names())
