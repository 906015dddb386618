"""Arithmetic on one series, and how it is rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.economy.measures import methods as measures

D = Decimal
quarters = st.lists(st.decimals(min_value=1, max_value=10_000_000, places=2), min_size=5, max_size=16)


@pytest.mark.parametrize(
    ("value", "printed"),
    [("4.725", "4.73"), ("-4.725", "-4.73"), ("4.7249999", "4.72"), ("2.675", "2.68"), ("0.005", "0.01")],
)
def test_half_is_rounded_up_as_it_is_printed(value: str, printed: str) -> None:
    assert str(measures.half_up(D(value))) == printed


@given(quarters)
def test_growth_on_a_year_ago_is_the_four_quarters_compounded(series: list[Decimal]) -> None:
    step, year = measures.yearly(series), measures.on_a_year_ago(series)
    assert year[:4] == [None] * 4
    for at in range(4, len(series)):
        factor = D(1)
        for rate in step[at - 3 : at + 1]:
            assert rate is not None
            factor *= 1 + rate / 100
        found = year[at]
        assert found is not None
        assert abs(found - (factor - 1) * 100) < D("1e-12") * (1 + abs(found))


def test_cumulative_growth_sums_the_quarters_of_the_year() -> None:
    series = [D(100)] * 4 + [D(110), D(90), D(120), D(100)]
    assert measures.cumulative(series) == [None] * 4 + [D(10), D(0), pytest.approx(D("6.6666666666")), D(5)]
    assert measures.cumulative([None, *series[1:]])[4] is None


@given(
    st.decimals(min_value=1, max_value=1000, places=2),
    st.decimals(min_value=-20, max_value=20, places=2),
    st.integers(1, 30),
)
def test_the_growth_needed_leads_to_the_target(now: Decimal, rate: Decimal, years: int) -> None:
    wanted = measures.level_after(now, rate, years)
    needed = measures.growth_needed(now, wanted, years)
    assert needed is not None
    assert abs(needed - rate) < D("1e-15")


def test_what_is_left_to_grow() -> None:
    left = measures.growth_left([D(4)], D(5), 2)
    assert left is not None
    assert measures.half_up(left) == D("6.01")
    assert measures.growth_left([D(4), D(6)], D(5), 2) is None


def test_an_old_series_is_carried_onto_the_new_base_with_its_factor() -> None:
    linked, factor = measures.linked({"2009": D(50), "2010": D(100)}, {"2010": D(200), "2011": D(220)})
    assert (linked, factor) == ({"2009": D(100), "2010": D(200), "2011": D(220)}, D(2))
    assert measures.linked({"2009": D(50)}, {"2010": D(1)}) == ({"2010": D(1)}, None)


def test_deflator_and_share() -> None:
    assert measures.deflator(D(303310), D(151655)) == 200
    assert measures.share(D(1), D(0)) is None
    assert measures.compound(D(1), D(-1), 2) is None


def test_a_total_may_differ_by_the_rounding_of_its_parts_and_no_more() -> None:
    parts = {"A": D("1.11"), "B": D("2.22")}
    assert measures.sum_fault(parts, D("3.34")) is None
    assert measures.sum_fault(parts, D("3.35")) == D("-0.02")
