"""Whatever is written in a book, its statements balance; the tax follows the vectors of the law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.books import methods
from balaikota.enterprises.books.methods import COUNTED, Count, Ledger, Line, Taxed
from balaikota.enterprises.books.models import Kind, Place

FIRST = date(2026, 1, 1)
days = st.integers(0, 800).map(lambda n: FIRST + timedelta(days=n))
amounts = st.integers(1, 10**11)
lines = st.builds(
    Line,
    on=days,
    kind=st.sampled_from([kind for kind in Kind if kind not in COUNTED]),
    amount=amounts,
    place=st.sampled_from(list(Place)),
    months=st.integers(1, 120),
)
counts = st.builds(
    Count,
    on=days,
    number=st.integers(1, 10**6),
    kind=st.sampled_from(COUNTED),
    amount=st.integers(0, 10**11),
    undone_on=st.none() | days,
)
taxed = st.none() | st.builds(
    Taxed,
    st.sampled_from(["perorangan", "cv", "pt"]),
    st.dictionaries(st.just(2026), st.integers(0, 10**10)),
)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Any book, some of its entries taken back on their own day or later."""
    written = draw(st.lists(lines, max_size=40))
    back = [
        replace(
            line, amount=-line.amount, since=line.on, on=line.on + timedelta(days=draw(st.integers(0, 90)))
        )
        for line in written
        if draw(st.booleans())
    ]
    return Ledger((*written, *back), tuple(draw(st.lists(counts, max_size=6))), draw(taxed))


@given(ledgers(), days)
def test_the_position_balances_for_any_book_on_any_day(ledger: Ledger, on: date) -> None:
    told = methods.position(ledger, on)
    assert told.total_assets == told.total_liabilities + told.total_equity
    assert sum(methods.balances(ledger, on).values()) == 0


@given(ledgers(), days, st.integers(1, 400))
def test_the_profit_of_some_months_is_what_equity_grew_by_beyond_what_the_owner_put_in(
    ledger: Ledger, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    before = methods.position(ledger, first - timedelta(days=1)).equity["saldo_laba"]
    after = methods.position(ledger, last).equity["saldo_laba"]
    assert methods.result(ledger, first, last).profit == after - before


@given(ledgers(), days)
def test_the_months_of_a_year_add_up_to_the_year(ledger: Ledger, on: date) -> None:
    months = [
        methods.result(ledger, methods.month_start(period), methods.month_end(period)).profit
        for period in methods.periods(date(on.year, 1, 1), date(on.year, 12, 31))
    ]
    assert sum(months) == methods.result(ledger, date(on.year, 1, 1), date(on.year, 12, 31)).profit


@given(ledgers(), days)
def test_the_lines_people_read_add_up_to_the_sums_they_read(ledger: Ledger, on: date) -> None:
    rows = methods.position_rows(methods.position(ledger, on))
    totals = [amount for _label, amount, kind in rows if kind == "total"]
    assert totals[0] == totals[1]
    before_total = rows[: [kind for _l, _a, kind in rows].index("total")]
    assert sum(amount for _label, amount, _kind in before_total) == totals[0]


@given(lines)
def test_an_entry_taken_back_on_its_own_day_leaves_no_trace_in_any_balance(line: Line) -> None:
    back = replace(line, amount=-line.amount, since=line.on)
    told = methods.balances(Ledger((line, back)), line.on + timedelta(days=900))
    assert not any(told.values())


@given(amounts, st.integers(1, 120))
def test_a_tool_is_written_off_to_the_last_rupiah(amount: int, months: int) -> None:
    line = Line(FIRST, Kind.TOOL, amount, months=months)
    assert methods.used_up(line, date(2046, 1, 1)) == amount
    assert 0 <= methods.used_up(line, FIRST) <= amount


@pytest.mark.parametrize(
    ("before", "month", "taxable", "tax"),
    [
        (480_000_000, 50_000_000, 30_000_000, 150_000),
        (0, 40_000_000, 0, 0),
        (600_000_000, 20_000_000, 20_000_000, 100_000),
    ],
)
def test_the_final_tax_of_a_person_follows_the_vectors(
    before: int, month: int, taxable: int, tax: int
) -> None:
    told = methods.final_tax(before, month, badan_usaha="perorangan", on=date(2026, 6, 30))
    assert told == (taxable, tax)


def test_a_company_owes_from_the_first_rupiah_and_nothing_is_reckoned_before_the_rule() -> None:
    assert methods.final_tax(0, 10_000_000, badan_usaha="cv", on=date(2026, 1, 31)) == (10_000_000, 50_000)
    assert methods.final_tax(0, 10_000_000, badan_usaha="cv", on=date(2020, 1, 31)) == (0, 0)


@given(st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_the_taxed_parts_of_the_months_are_what_the_year_exceeds_the_exemption_by(sold: list[int]) -> None:
    before = taxable = 0
    for amount in sold:
        taxable += methods.final_tax(before, amount, badan_usaha="perorangan", on=date(2026, 12, 31))[0]
        before += amount
    assert taxable == max(before - 500_000_000, 0)


def test_a_month_of_a_keripik_maker_by_hand() -> None:
    """Reckoned on paper: sales 3,000,000; materials 1,200,000 of which 200,000 are left; a tool of 1,200,000 for a year."""
    said = [
        (Kind.CAPITAL, 2_000_000, None),
        (Kind.TOOL, 1_200_000, 12),
        (Kind.MATERIALS, 1_200_000, None),
        (Kind.WAGES, 500_000, None),
        (Kind.SALE, 2_500_000, None),
        (Kind.SALE_CREDIT, 500_000, None),
        (Kind.DRAWING, 300_000, None),
    ]
    on = date(2026, 3, 10)
    rows = tuple(Line(on, kind, amount, months=months) for kind, amount, months in said)
    ledger = Ledger(rows, (Count(date(2026, 3, 31), 8, Kind.STOCK_COUNT, 200_000),), Taxed())
    result = methods.result(ledger, date(2026, 3, 1), date(2026, 3, 31))
    assert (result.sales, result.costs["bahan"], result.costs["penyusutan"]) == (
        3_000_000,
        1_000_000,
        100_000,
    )
    assert (result.tax, result.profit) == (0, 1_400_000)
    told = methods.position(ledger, date(2026, 3, 31))
    assert told.assets["kas"] == 1_300_000
    assert told.total_assets == 1_300_000 + 500_000 + 200_000 + 1_200_000 - 100_000
    assert told.is_balanced
