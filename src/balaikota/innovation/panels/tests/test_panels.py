"""Several places beside each other."""

import numpy as np
import pytest

from balaikota.innovation.panels import methods


def places(seed, units, months, effect=0.0, treated=6, start=20):
    dice = np.random.default_rng(seed)
    table = (
        dice.normal(size=(units, months))
        + dice.normal(scale=3, size=(units, 1))
        + dice.normal(size=months).cumsum()
    )
    mask = np.arange(units) < treated
    table[mask, start:] += effect
    return table, mask


def test_the_effect_is_found_and_the_interval_holds_it():
    table, mask = places(1, 16, 32, -2.0)
    told = methods.compared(table, mask, 20)
    assert told.is_shown
    assert told.low < -2.0 < told.high
    assert told.low < told.effect < told.high


def test_the_interval_ends_where_the_bootstrap_begins_to_reject():
    table, mask = places(2, 14, 30, -1.0)
    got = np.zeros_like(table)
    got[mask, 20:] = 1
    told = methods.compared(table, mask, 20)
    width = told.high - told.low
    assert methods.wild(table, got, told.low + 0.02 * width) >= 0.05
    assert methods.wild(table, got, told.low - 0.02 * width) <= 0.06


def test_what_all_places_share_is_no_effect():
    alarms = sum(methods.compared(*places(seed, 14, 30), 20).is_shown for seed in range(60))
    assert alarms <= 8


def test_few_clusters_are_tried_whole():
    assert len(methods._signs(8)) == 2**8
    assert methods._signs(20).shape == (methods.DRAWS, 20)


def test_places_that_drifted_apart_before_are_noticed():
    table, mask = places(3, 12, 36)
    table[mask] += 0.4 * np.arange(36)
    assert methods.drift_before(table, mask, 24).p < 0.05


def test_starts_in_turns_are_never_compared_with_those_that_started_earlier():
    """An effect that grows: plain two-way effects would get it wrong, even the sign may turn (Goodman-Bacon 2021)."""
    months, starts = 40, [8, 8, 8, 26, 26, 26, None, None, None, None]
    table = np.zeros((10, months))
    for row, start in enumerate(starts):
        if start is not None:
            table[row, start:] = 0.5 * (np.arange(start, months) - start + 1)
    told = {event.month: event.effect for event in methods.by_event(table, starts)}
    assert told[-5] == 0
    assert told[0] == pytest.approx(0.5)
    assert told[10] == pytest.approx(5.5)


def test_staggered_starts_find_the_mean_effect():
    table, _mask = places(5, 15, 40, treated=0)
    starts = [16, 18, 20, 24, 27, *[None] * 10]
    for row, start in enumerate(starts):
        if start is not None:
            table[row, start:] -= 3
    told = methods.staggered(table, starts)
    assert told.is_shown
    assert told.low < -3 < told.high


def test_the_same_records_give_the_same_finding():
    table, mask = places(6, 16, 30, -1.0)
    assert methods.compared(table, mask, 20) == methods.compared(table, mask, 20)
