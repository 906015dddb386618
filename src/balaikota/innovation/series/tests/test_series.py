"""A shift in one series: found when there is one, calm when there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.innovation.series import methods


def wandering(seed, months, rho, slope=0.0):
    dice = np.random.default_rng(seed)
    told = np.zeros(months + 40)
    for month in range(1, len(told)):
        told[month] = rho * told[month - 1] + dice.normal()
    return told[40:] + slope * np.arange(months)


def test_a_large_shift_is_found_with_its_size():
    series = wandering(1, 48, 0.3)
    series[30:] -= 6
    told = methods.shift(series, 30)
    assert told.is_shown
    assert told.low < -6 < told.high


@pytest.mark.parametrize("rho", [0.0, 0.7, 1.0])
def test_nothing_is_seldom_taken_for_something(rho):
    """A plain test would cry wolf in every third of these; the study in innovation-index.yaml."""
    alarms = sum(methods.shift(wandering(seed, 36, rho, 0.02), 24).is_shown for seed in range(120))
    assert alarms <= 120 * 0.1


@given(st.floats(-1000, 1000), st.floats(0.1, 50))
def test_the_unit_does_not_matter(lift, scale):
    """Hours instead of days, or counted from another zero: the same proof."""
    series = wandering(3, 40, 0.4)
    series[26:] -= 3
    one, other = methods.shift(series, 26), methods.shift(series * scale + lift, 26)
    assert other.effect == pytest.approx(one.effect * scale, rel=1e-3, abs=1e-6)
    assert other.p == pytest.approx(one.p, rel=1e-2, abs=1e-6)


def test_more_months_let_smaller_changes_be_seen():
    before = wandering(5, 36, 0.3)
    assert methods.detectable(before, 24) < methods.detectable(before, 6)
    needed = methods.months_needed(before, 4.0)
    assert needed is not None
    assert methods.detectable(before, needed) <= 4.0
    assert methods.months_needed(before, 0.01) is None


def test_fake_starts_are_calm_where_nothing_happened_and_not_where_something_did():
    quiet = wandering(7, 40, 0.2)
    assert methods.placebos(quiet, 30).alarms <= 2
    jump = quiet.copy()
    jump[14:] += 8
    assert methods.placebos(jump, 30).alarms >= 1


def test_classical_errors_are_those_of_the_textbook():
    y, x = np.array([1.0, 2.0, 2.5, 4.0]), np.column_stack([np.ones(4), np.arange(4.0)])
    fit = methods.ols(y, x)
    assert fit.beta == pytest.approx([0.95, 0.95])
    assert fit.se[1] == pytest.approx(np.sqrt(0.175 / 2 / 5), rel=1e-6)
