"""A nowcast is shown with its back-test, or not at all."""

from random import Random

import pytest
from django.test import Client

from balaikota.economy.accounts import actions
from balaikota.economy.nowcast import methods
from balaikota.economy.nowcast.methods import shifted


def quarters(n: int) -> list[str]:
    return [shifted("2015Q1", at) for at in range(n)]


def test_quarters_are_counted_over_the_year() -> None:
    assert [shifted("2024Q4", 1), shifted("2025Q1", -1), shifted("2024Q2", -4)] == [
        "2025Q1",
        "2024Q4",
        "2023Q2",
    ]


def test_an_indicator_that_knows_wins_and_gives_an_interval() -> None:
    dice = Random(3)
    signal = {period: dice.uniform(-3, 3) for period in quarters(31)}
    known = {period: 5 + signal[period] + dice.uniform(-0.1, 0.1) for period in quarters(30)}
    result = methods.tested(known, {"listrik": signal}, shifted("2015Q1", 30))
    assert result.winner == "bridge:listrik"
    assert result.estimate is not None
    truth = 5 + signal[shifted("2015Q1", 30)]
    assert result.estimate.low - 0.2 <= truth <= result.estimate.high + 0.2


def test_an_indicator_that_knows_nothing_leaves_the_naive_model_in_use() -> None:
    dice = Random(11)
    value, known = 5.0, {}
    for period in quarters(40):
        value += dice.gauss(0, 1)
        known[period] = value
    noise = {period: dice.gauss(0, 1) for period in quarters(41)}
    result = methods.tested(known, {"derau": noise}, shifted("2015Q1", 40))
    assert result.winner == "naive"
    assert result.estimate is not None
    assert result.estimate.value == known[quarters(40)[-1]]


def test_too_few_quarters_give_no_estimate() -> None:
    known = dict.fromkeys(quarters(6), 5.0)
    result = methods.tested(known, {}, shifted("2015Q1", 6))
    assert result.estimate is None
    assert methods.tested({}, {}, "").estimate is None


def test_the_past_is_never_told_the_future() -> None:
    """Changing the last quarter changes no estimate before it."""
    known = {period: float(at % 5) for at, period in enumerate(quarters(20))}
    other = known | {quarters(20)[-1]: 99.0}
    before = [methods._errors(methods.naive, series) for series in (known, other)]
    last = quarters(20)[-1]
    assert {k: v for k, v in before[0].items() if k != last} == {
        k: v for k, v in before[1].items() if k != last
    }


def test_gaps_leave_only_the_quarters_that_all_models_can_be_tested_on() -> None:
    known = {period: 5.0 for period in quarters(40) if period.endswith("Q2")}
    result = methods.tested(known, {}, "2025Q1")
    assert {trial.model: trial.tested for trial in result.trials} == {"naive": 0, "last-year": 9}
    assert result.estimate is None


@pytest.mark.django_db
def test_the_page_says_that_the_city_has_too_few_quarters(client: Client) -> None:
    actions.load()
    page = client.get("/ekonomi/prakiraan/").content.decode()
    assert "Data belum cukup untuk prakiraan." in page
    assert "Naif" in page
