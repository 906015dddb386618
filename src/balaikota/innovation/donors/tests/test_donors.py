"""A place put together from others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.innovation.donors import methods


@given(st.integers(0, 10_000), st.integers(5, 12), st.integers(12, 30))
def test_shares_are_never_below_zero_and_one_in_all(seed, donors, months):
    table = np.random.default_rng(seed).normal(10, 2, size=(donors + 1, months + 6))
    run = methods.synthetic(table, months)
    assert run.weights.min() >= 0
    assert run.weights.sum() == pytest.approx(1)


def test_a_place_that_is_a_mixture_is_found_to_be_one():
    dice = np.random.default_rng(3)
    donors = dice.normal(10, 2, size=(6, 40))
    own = 0.25 * donors[1] + 0.75 * donors[4]
    own[30:] -= 5
    run = methods.synthetic(np.vstack([donors, own]), 30)
    assert run.weights[[1, 4]] == pytest.approx([0.25, 0.75], abs=1e-4)
    assert run.effect == pytest.approx(-5, abs=1e-3)
    assert methods.ranked(np.vstack([donors, own]), 30).place == 1


def test_the_descent_and_the_exact_optimum_agree_where_it_is_easy():
    dice = np.random.default_rng(5)
    table = dice.normal(10, 2, size=(8, 60))
    table[-1] = table[:4].mean(0)
    exact, stepped = methods.synthetic(table, 50), methods.synthetic_by_steps(table, 50)
    assert stepped.effect == pytest.approx(exact.effect, abs=0.05)
