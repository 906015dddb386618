"""Needs, cash, instalments and matches, for any figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.capital import methods
from balaikota.enterprises.capital.methods import Asked
from balaikota.kit.lines import PricedLines

TODAY = date(2026, 11, 29)
amounts = st.integers(1, 10**11)
percents = st.decimals(0, 60, places=2)


@given(amounts, percents, st.integers(1, 120), st.booleans())
def test_a_loan_is_paid_off_to_the_last_rupiah(amount: int, pct: Decimal, months: int, is_flat: bool) -> None:
    rows = methods.instalments(amount, yearly_pct=pct, months=months, is_flat=is_flat)
    assert len(rows) == months
    assert sum(row.principal for row in rows) == amount
    assert rows[-1].left == 0
    assert all(row.principal >= 0 and row.interest >= 0 and row.left >= 0 for row in rows)


def test_a_known_annuity() -> None:
    """Rp12,000,000 at 6 % a year over a year is Rp1,032,797.16 a month (the annuity formula)."""
    rows = methods.instalments(12_000_000, yearly_pct=Decimal(6), months=12, is_flat=False)
    assert rows[0].sum == 1_032_798
    assert rows[0].interest == 60_000
    assert abs(rows[-1].sum - rows[0].sum) < 20


def test_flat_interest_stays_that_of_the_first_sum() -> None:
    rows = methods.instalments(12_000_000, yearly_pct=Decimal(6), months=12, is_flat=True)
    assert {(row.principal, row.interest) for row in rows} == {(1_000_000, 60_000)}


@given(
    st.integers(-(10**9), 10**10),
    st.integers(0, 10**9),
    st.decimals(-50, 50, places=2),
    st.decimals(0, 100, places=2),
    st.integers(0, 10**9),
)
def test_the_cash_of_a_month_is_where_the_next_begins(
    cash: int, sales: int, growth: Decimal, variable: Decimal, fixed: int
) -> None:
    rows = methods.forecast(
        cash=cash, sales=sales, growth_pct=growth, variable_pct=variable, fixed=fixed, instalments=[1_000] * 6
    )
    assert [row.opening for row in rows[1:]] == [row.closing for row in rows[:-1]]
    moved = sum(row.sales - row.variable - row.fixed - row.instalment for row in rows)
    assert rows[-1].closing == cash + moved
    assert sum(row.instalment for row in rows) == 6_000


def verdicts(amount: int, *, badan_usaha: str = "perorangan", running: int | None = 40) -> dict[str, str]:
    rows = methods.matches(Asked(amount, badan_usaha, running, TODAY))
    return {row.offer.code: row.verdict for row in rows}


def test_who_asks_for_eight_million_is_matched_with_the_smallest_loans() -> None:
    told = verdicts(8_000_000)
    assert (told["kur-super-mikro"], told["umi"], told["kur-mikro"]) == ("asks", "fits", "no")
    assert "bpum-2021" not in told


def test_a_cooperative_is_matched_with_lpdb_and_a_person_is_not() -> None:
    assert verdicts(2_000_000_000)["lpdb-merah-putih"] == "no"
    assert verdicts(2_000_000_000, badan_usaha="koperasi")["lpdb-merah-putih"] == "asks"


def test_a_young_business_waits_for_the_larger_loan() -> None:
    assert verdicts(200_000_000, running=3)["kur-kecil"] == "no"
    asked = methods.matches(Asked(200_000_000, "perorangan", None, TODAY))
    reasons = next(row.reasons for row in asked if row.offer.code == "kur-kecil")
    assert any("mulai usaha belum dicatat" in reason for reason in reasons)


def test_every_offer_names_its_source_and_what_contradicts_it() -> None:
    for offer in methods.offers().values():
        assert offer.source
        assert all(text and source for text, source in offer.conflicts)


@given(
    st.lists(
        st.tuples(st.text("abcdefghij ", min_size=1).filter(str.strip), st.integers(100, 10**9)), max_size=30
    )
)
def test_things_we_print_are_read_back(items: list[tuple[str, int]]) -> None:
    clean = [[" ".join(name.split()), amount] for name, amount in items]
    assert PricedLines("").clean(PricedLines.written(clean)) == clean


@pytest.mark.parametrize("text", ["oven", "3 juta", "oven tiga puluh atau empat", "oven 15"])
def test_a_line_that_is_not_clear_is_named(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        PricedLines("").clean(text)
    assert text in refusal.value.messages[0]
