"""The index, year by year, to the printed score; claims, second readings, and what would raise it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.innovation.index import methods


def of(year: int, spd: str, maturities: list[str], covered: int = 6) -> methods.Score:
    return methods.score(
        methods.editions()[year], Decimal(spd), [Decimal(each) for each in maturities], covered
    )


@pytest.mark.parametrize(
    ("year", "spd", "n", "mean", "printed"),
    [
        (2023, "49.75", 129, "52.04", "60.32"),
        (2024, "56.00", 89, "79.69", "67.80"),
        (2025, "51.00", 137, "90.91", "77.59"),
    ],
)
def test_the_published_scores_of_tegal(year, spd, n, mean, printed):
    """Its SPD is solved for, not published (innovation-index.yaml)."""
    assert of(year, spd, [mean] * n).iid == Decimal(printed)


@pytest.mark.parametrize(
    ("year", "spd", "n", "each", "covered", "printed", "band"),
    [
        (2026, "63", 200, "111", 6, "100.00", "sangat"),
        (2026, "40", 20, "70", 5, "47.04", "inovatif"),
        (2026, "40", 20, "70", 4, "44.00", "inovatif"),
        (2026, "40", 8, "80", 5, "38.55", "kurang"),
        (2026, "40", 12, "80", 5, "49.82", "inovatif"),
        (2027, "40", 8, "80", 6, "35.50", ""),
    ],
)
def test_made_up_cities(year, spd, n, each, covered, printed, band):
    told = of(year, spd, [each] * n, covered)
    assert (told.iid, told.band) == (Decimal(printed), band)


@pytest.mark.parametrize(
    ("iid", "band"),
    [
        ("65.01", "sangat"),
        ("65.00", "inovatif"),
        ("40.01", "inovatif"),
        ("40.00", "kurang"),
        ("0.01", "kurang"),
        ("0", "none"),
    ],
)
def test_the_edges_of_the_bands_in_2026(iid, band):
    assert methods.band(methods.editions()[2026], Decimal(iid)) == band


@pytest.mark.parametrize(
    ("year", "iid", "band"),
    [(2021, "27.32", "kurang"), (2021, "38.76", "inovatif"), (2021, "62.06", "sangat"), (2022, "33.97", "kurang"),
     (2022, "58.28", "inovatif"), (2022, "60.49", "sangat"), (2023, "44.77", "inovatif"), (2025, "72.94", "sangat")],
)  # fmt: skip
def test_bands_of_published_scores(year, iid, band):
    assert methods.band(methods.editions()[year], Decimal(iid)) == band


def test_a_year_whose_divisor_nobody_told_is_not_guessed():
    with pytest.raises(methods.Unknown):
        of(2025, "40", ["80"] * 8)


def test_the_36_indicators_are_whole_and_each_says_its_evidence():
    assert methods.worth({row.key: 3 for row in methods.rows("spd")}, "spd") == 63
    assert methods.worth({row.key: 3 for row in methods.rows("sid")}, "sid") == 111
    numbers = {row.key.rstrip("ab") for row in methods.rows()}
    assert numbers == {str(n) for n in range(1, 36)}  # the 36th is the count
    assert [row.key for row in methods.rows() if not row.evidence] == []
    assert [row.key for row in methods.rows() if row.key != "33" and len(row.levels) != 3] == []
    assert [key for key, (_name, levels) in methods.bases().items() if len(levels) != 3] == []


def test_the_step_that_raises_most_really_raises_by_as_much():
    edition, levels = methods.editions()[2026], {n: {"16": 1} for n in range(14)}
    before = methods.score(edition, Decimal(0), [methods.worth(each, "sid") for each in levels.values()], 4)
    (first, *_rest) = methods.gains(edition, {}, levels, 4)
    assert first.what == "coverage"
    after = methods.score(edition, Decimal(0), [methods.worth(each, "sid") for each in levels.values()], 5)
    assert abs((after.iid - before.iid) - first.points) <= Decimal("0.01")


def test_a_weak_innovation_lowers_the_index_once_there_are_many():
    """Break-even: mean − 0.38 × (n + 1), derived in innovation-index.yaml."""
    edition = methods.editions()[2026]
    maturities = {n: Decimal(90) for n in range(20)} | {"weak": Decimal(10)}
    assert methods.lowers(edition, maturities, Decimal(40), 6) == ["weak"]


@given(st.lists(st.integers(0, 111), max_size=240), st.integers(0, 63), st.integers(0, 6))
def test_no_score_leaves_its_scale(maturities, spd, covered):
    told = methods.score(
        methods.editions()[2026], Decimal(spd), [Decimal(each) for each in maturities], covered
    )
    assert 0 <= told.iid <= 100
