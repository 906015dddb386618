"""The arithmetic, against the published examples in satisfaction-survey.yaml (compiled 2026-11-25)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.engine.satisfaction import methods

ANSWERS = st.fixed_dictionaries({key: st.integers(1, 4) for key in methods.KEYS})

# Sekadau 2019, first half: 49 sheets as published (source sekadau); sums and index recomputed.
SEKADAU_SUMS = (138, 139, 150, 177, 159, 163, 161, 143, 159)


@pytest.mark.parametrize(
    ("n", "total", "ikm", "letter"),
    [
        (49, 1389, "78.74", "B"),
        (29, 955, "91.48", "A"),
        (1, 36, "100.00", "A"),
        (10, 270, "75.00", "C"),
        (10, 90, "25.00", "D"),
        (100, 3179, "88.31", "A"),
        (100, 3178, "88.28", "B"),
        (100, 2758, "76.61", "B"),
        (100, 2757, "76.58", "C"),
        (100, 2340, "65.00", "C"),
        (100, 2339, "64.97", "D"),
    ],
)
def test_the_published_examples_come_out_with_weights_of_exactly_one_ninth(
    n: int, total: int, ikm: str, letter: str
) -> None:
    assert methods.index(total, n) == Decimal(ikm)
    assert methods.band(Decimal(ikm))[0] == letter


def test_the_mean_of_an_element_has_four_decimals() -> None:
    means = [methods.rounded(methods.Fraction(each, 49), 4) for each in SEKADAU_SUMS]
    assert [str(mean) for mean in means][:3] == ["2.8163", "2.8367", "3.0612"]


@pytest.mark.parametrize(
    ("population", "needed"),
    [(1, 1), (9, 9), (10, 10), (55, 48), (100, 80), (215, 138), (220, 140), (420, 201), (1000, 278),
     (1400, 302), (9000, 368), (36_000, 380), (75_000, 382), (100_000, 383), (1_000_000, 384), (0, 0)],
)  # fmt: skip
def test_the_sample_is_that_of_krejcie_and_morgan(population: int, needed: int) -> None:
    assert methods.sample_needed(population) == needed


def test_one_respondent_is_never_a_sufficient_sample_of_many() -> None:
    told = methods.result([dict.fromkeys(methods.KEYS, 4)], population=40)
    assert told.ikm == 100
    assert not told.is_sufficient


def test_a_sheet_that_lacks_an_answer_is_left_out_and_counted() -> None:
    whole = dict.fromkeys(methods.KEYS, 4)
    told = methods.result([whole, whole | {"u9": 0}, {"u1": 1}], population=3)
    assert (told.answered, told.incomplete, told.ikm) == (1, 2, 100)


def test_the_three_lowest_elements_are_named() -> None:
    sheet = dict.fromkeys(methods.KEYS, 4) | {"u3": 1, "u9": 2, "u1": 3}
    assert [score.element.key for score in methods.result([sheet], 1).lowest] == ["u3", "u9", "u1"]


@given(st.lists(ANSWERS, min_size=1, max_size=60))
def test_the_index_lies_between_25_and_100_and_has_a_band(sheets: list[dict[str, int]]) -> None:
    told = methods.result(sheets, population=len(sheets))
    assert told.ikm is not None
    assert 25 <= told.ikm <= 100
    assert told.letter in "ABCD"
    assert all(sum(score.counts) == len(sheets) for score in told.scores)


@given(st.integers(1, 2_000_000))
def test_a_larger_population_never_needs_a_smaller_sample(population: int) -> None:
    assert methods.sample_needed(population) <= methods.sample_needed(population + 1) <= 385
