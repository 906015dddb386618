"""What was released stays; what was known on a day can always be told."""

from datetime import date
from decimal import Decimal

import pytest

from balaikota.economy.accounts import actions, queries
from balaikota.economy.accounts.actions import Figure, Source
from balaikota.economy.accounts.models import Release
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
KEY = queries.Key("12.71", queries.GROWTH)


def released(code: str, on: date | None, value: str, *, period: str = "2026", status: str = "") -> Release:
    figure = Figure("12.71", period, Decimal(value), "persen", queries.GROWTH, "H", "ADHK", "2010", status)
    return actions.release(
        Source(code, "BPS", released_on=on, recorded_on=date(2026, 11, 1)), [figure], by=None
    )


@pytest.fixture
def loaded(db: None) -> None:
    actions.load()


def test_the_shipped_figures_are_taken_in_once(loaded: None) -> None:
    assert actions.load() == 0
    table = queries.table("12.71")
    assert list(table) == ["2021", "2022", "2023", "2024", "2025"]
    assert sum(table["2022"].values()) == Decimal("165120.00")
    assert list(queries.levels("12.71"))[:2] == ["2019", "2020"]


def test_a_later_release_stands_beside_the_earlier_one(loaded: None) -> None:
    released("first", date(2027, 2, 6), "12.69", status="**")
    released("later", date(2028, 2, 5), "12.96", status="*")
    assert queries.series(KEY, "H")["2026"].used == Decimal("12.96")
    assert queries.series(KEY, "H", date(2027, 6, 1))["2026"].used == Decimal("12.69")
    assert queries.series(KEY, "H", date(2027, 6, 1))["2026"].status == "**"
    assert "2026" not in queries.series(KEY, "H", date(2027, 2, 5))
    assert [row["value"] for row in queries.history(KEY, "H", "2026")] == [Decimal("12.96"), Decimal("12.69")]


def test_of_two_releases_of_one_day_the_one_recorded_last_counts(loaded: None) -> None:
    released("morning", date(2027, 2, 6), "1.00")
    released("evening", date(2027, 2, 6), "1.10")
    assert queries.series(KEY, "H")["2026"].used == Decimal("1.10")


def test_a_release_without_a_date_is_known_since_it_was_recorded(loaded: None) -> None:
    released("undated", None, "2.00")
    assert queries.series(KEY, "H", date(2026, 10, 31)).get("2026") is None
    assert queries.series(KEY, "H", date(2026, 11, 1))["2026"].used == 2


def test_the_same_release_twice_is_refused_and_so_are_strange_periods_and_areas(loaded: None) -> None:
    released("once", None, "2.00")
    with pytest.raises(Refusal):
        released("once", None, "3.00")
    with pytest.raises(Refusal):
        released("strange", None, "3.00", period="2026-1")
    with pytest.raises(Refusal, match="99"):
        actions.release(Source("abroad", "BPS"), [Figure("99", "2026", Decimal(1), "persen")], by=None)
    with pytest.raises(Refusal):
        actions.release(Source("empty", "BPS"), [], by=None)


def test_a_correction_stands_beside_the_printed_value(loaded: None) -> None:
    (correction,) = queries.corrections()
    assert (correction.cell.value, correction.value) == (Decimal("22616.04"), Decimal("32616.04"))
    assert queries.table("12")["2025"]["H"] == Decimal("32616.04")
    assert queries.table("12", raw=True)["2025"]["H"] == Decimal("22616.04")
    with pytest.raises(Refusal):
        actions.correct(correction.cell, Decimal(1), " ", by=None)


def test_series_on_different_bases_are_never_mixed(loaded: None) -> None:
    old, new = (queries.series(queries.Key("12.71", "ipm", "", base)) for base in ("lama", "SP2020"))
    assert list(old) == ["2017", "2018", "2022"]
    assert list(new) == ["2023", "2025"]
