"""The data choose the method; the verdict needs more than one of them."""

import numpy as np
import pytest

from balaikota.innovation.measuring.methods import (
    Design,
    Question,
    Verdict,
    chosen,
    drawn,
    examined,
    foreseen,
)


def table(units, months, seed=0, rho=0.3):
    dice = np.random.default_rng(seed)
    told = np.zeros((units, months + 20))
    for month in range(1, months + 20):
        told[:, month] = rho * told[:, month - 1] + dice.normal(size=units)
    return told[:, 20:] + dice.normal(scale=2, size=(units, 1)) + 10


@pytest.mark.parametrize(
    ("units", "months", "starts", "design"),
    [
        (1, 36, [24], Design.SERIES),
        (1, 35, [24], Design.EARLY),
        (1, 36, [23], Design.EARLY),
        (9, 24, [12] + [None] * 8, Design.SYNTHETIC),
        (8, 24, [12] + [None] * 7, Design.COMPARED),
        (7, 24, [12, 12] + [None] * 5, Design.COMPARED),
        (6, 24, [12, 12] + [None] * 4, Design.EARLY),
        (6, 40, [25, 25] + [None] * 4, Design.SERIES),
        (8, 30, [12, 15, 18] + [None] * 5, Design.STAGGERED),
        (4, 60, [12, 30, 18, None], Design.EARLY),
        (9, 14, [12] + [None] * 8, Design.EARLY),
    ],
)
def test_the_data_choose_the_design(units, months, starts, design):
    assert chosen(Question(table(units, months), starts)) == design


def test_too_early_says_no_figure():
    found = examined(Question(table(1, 20), [12]))
    assert (found.verdict, found.main) == (Verdict.EARLY, None)


@pytest.mark.parametrize("design", ["series", "compared", "synthetic", "staggered"])
def test_a_large_effect_is_shown_by_each_design(design):
    starts = {
        "series": [30], "compared": [24] * 5 + [None] * 8, "synthetic": [24] + [None] * 12,
        "staggered": [18, 20, 22, 24, 26] + [None] * 10,
    }[design]  # fmt: skip
    values = table(len(starts), 46, seed=4)
    for row, start in enumerate(starts):
        if start is not None:
            values[row, start:] -= 6
    found = examined(Question(values, starts, better=-1, wanted=3))
    assert (found.design, found.verdict) == (design, Verdict.SHOWN)
    assert found.main.low < -6 < found.main.high


def test_an_effect_the_wrong_way_is_said():
    values = table(13, 40, seed=2)
    values[0, 24:] += 6
    assert examined(Question(values, [24] + [None] * 12, better=-1)).verdict == Verdict.WORSE


def test_not_shown_is_undecided_while_what_was_hoped_for_is_still_possible():
    values = table(1, 44, seed=10, rho=0.8)
    found = examined(Question(values, [28], better=-1, wanted=1))
    assert found.verdict == Verdict.NOT_SHOWN
    assert found.is_undecided


def test_before_it_begins_it_is_known_what_could_be_seen():
    told = foreseen(table(9, 24), [True] + [False] * 8, 12, 2.0)
    assert told.months_before == 24
    assert 0.3 < told.detectable < 5


def test_the_chart_is_a_picture_without_a_script():
    values = table(1, 40, seed=4)
    found = examined(Question(values, [26]))
    months = [f"{2023 + at // 12}-{at % 12 + 1:02d}" for at in range(40)]
    svg = drawn(found, months, months[26], ("hari", "Aur", "tanpa inovasi"))
    assert svg.startswith("<svg")
    assert "<script" not in svg
