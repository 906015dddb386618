"""No sum of fewer than ten businesses can be worked out, whatever is added to or taken from what."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balaikota.economy.added import methods
from balaikota.economy.added.methods import Keeper

LEAST = 3
keepers = st.lists(
    st.builds(Keeper, st.sampled_from("ABC"), st.sampled_from("123"), st.just(5), st.just(2), st.just(1)),
    max_size=14,
)


def follows(told: list[np.ndarray], wanted: np.ndarray) -> bool:
    """Is this sum put together of those told, with any factors?"""
    table = np.array(told)
    return bool(np.linalg.matrix_rank(np.vstack([table, wanted])) == np.linalg.matrix_rank(table))


def smallest_by_trying(rows: list[Keeper], industries: tuple, districts: tuple) -> int:
    """Every set of cells of the two-way table is tried."""
    cells = sorted({(each.industry, each.district) for each in rows})
    counts = [sum((each.industry, each.district) == cell for each in rows) for cell in cells]
    told = [np.array([cell[0] in part for cell in cells], float) for part in industries]
    told += [np.array([cell[1] in part for cell in cells], float) for part in districts]
    sizes = []
    for many in range(1, len(cells) + 1):
        for chosen in combinations(range(len(cells)), many):
            wanted = np.zeros(len(cells))
            wanted[list(chosen)] = 1
            if follows(told, wanted):
                sizes.append(sum(counts[place] for place in chosen))
    return min(sizes)


@settings(max_examples=60, deadline=None)
@given(keepers)
def test_nothing_small_follows_from_what_is_told(rows: list[Keeper]) -> None:
    told = methods.groups(rows, LEAST)
    if told is None:
        assert len(rows) < LEAST
        return
    assert smallest_by_trying(rows, told.industries, told.districts) >= LEAST


@settings(max_examples=60, deadline=None)
@given(keepers.filter(bool))
def test_the_smallest_set_is_found_exactly(rows: list[Keeper]) -> None:
    industries = tuple(frozenset(name) for name in sorted({each.industry for each in rows}))
    districts = tuple(frozenset(name) for name in sorted({each.district for each in rows}))
    assert methods.smallest_set(rows, industries, districts) == smallest_by_trying(
        rows, industries, districts
    )


@settings(max_examples=60, deadline=None)
@given(keepers)
def test_every_business_is_in_one_group_of_each_kind(rows: list[Keeper]) -> None:
    told = methods.groups(rows, LEAST)
    for parts, names in (
        (
            (told.industries, {each.industry for each in rows}),
            (told.districts, {each.district for each in rows}),
        )
        if told
        else ()
    ):
        assert sorted(name for part in parts for name in part) == sorted(names)


def test_an_industry_in_one_kecamatan_does_not_give_the_rest_of_it_away() -> None:
    """Twelve makers in Medan Deli and three cooks there too: the kecamatan less the makers would be the three cooks."""
    rows = (
        [Keeper("C", "deli", 5, 2, 1)] * 12
        + [Keeper("I", "deli", 5, 2, 1)] * 3
        + [Keeper("I", "kota", 5, 2, 1)] * 11
    )
    apart = (frozenset({"deli"}), frozenset({"kota"}))
    assert methods.smallest_set(rows, (frozenset({"C"}), frozenset({"I"})), apart) == 3
    told = methods.groups(rows)
    assert told is not None
    assert told.districts == (frozenset({"deli", "kota"}),)


@pytest.mark.parametrize(
    ("version", "code", "industry"),
    [
        ("2020", "10794", "C"), ("2020", "47112", "G"), ("2020", "74100", "M,N"), ("2020", "96112", "R,S,T,U"),
        ("2025", "10794", "?"), ("2020", "", "?"),
    ],
)  # fmt: skip
def test_the_industry_of_a_kbli(version: str, code: str, industry: str) -> None:
    assert methods.industry_of(version, code) == industry


def test_rounded_half_up_to_millions() -> None:
    assert [methods.millions(each) for each in (499_999, 500_000, 1_499_999)] == [0, 1_000_000, 1_000_000]
