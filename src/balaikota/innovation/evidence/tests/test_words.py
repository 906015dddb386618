"""Months, the words of a finding, and the strength of proof."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.innovation.evidence import methods

MONTHS = st.builds(lambda year, month: f"{year:04d}-{month:02d}", st.integers(2001, 2090), st.integers(1, 12))


@given(MONTHS, st.integers(-200, 200))
def test_a_month_shifted_there_and_back_is_the_same(month, by):
    there = methods.shifted(month, by)
    assert methods.shifted(there, -by) == month
    assert methods.between(month, there) == by


@given(MONTHS, st.integers(0, 60))
def test_months_are_whole_and_in_order(first, many):
    told = methods.months(first, methods.shifted(first, many))
    assert len(told) == many + 1
    assert told == sorted(set(told))
    assert all(map(methods.is_month, told))


@given(st.text(max_size=9))
def test_only_months_are_months(text):
    if methods.is_month(text):
        assert methods.months(text, text) == [text]


@pytest.mark.parametrize("verdict", ["shown", "worse", "not_shown", "unsure", "early"])
def test_no_finding_is_ever_called_no_effect(verdict):
    found = {"verdict": verdict, "effect": -3.1, "low": -5.0, "high": -1.2}
    said = methods.sentence(found, what="Lama layanan", unit="hari", where="Aur")
    assert "tidak ada pengaruh" not in said.lower()
    assert "tidak berpengaruh" not in said.lower()
    assert said.endswith(".")


def test_proof_without_a_comparison_is_level_two_and_repeated_is_level_four():
    assert methods.level("shown", "series", has_plan=True) == 2
    assert methods.level("shown", "synthetic", has_plan=True) == 3
    assert methods.level("shown", "synthetic", has_plan=True, repeats=1) == 4
    assert methods.level("shown", "compared", has_plan=True, repeats=2, has_manual=True) == 5
    assert methods.level("not_shown", "compared", has_plan=True) == 1
