"""Published figures: dated, sourced, defined; corrections stay visible."""

from decimal import Decimal

import pytest

from balaikota.foundation.audit.models import Event
from balaikota.foundation.statistics import actions, queries, rules
from balaikota.foundation.statistics.models import Figure, Reading
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db

BIRTHS = {
    "name": "Kelahiran yang dicatat",
    "definition": "Akta kelahiran yang terbit dalam periode, menurut tanggal putusan",
    "unit": "akta",
    "source": "Register akta kelahiran",
}


def test_a_figure_is_published_with_its_definition_unit_and_source() -> None:
    reading = actions.publish("kelahiran", "2026-11", 120, **BIRTHS)
    assert reading.value == 120
    figure = queries.latest("kelahiran").figure
    assert (figure.name, figure.unit, figure.source) == (BIRTHS["name"], "akta", BIRTHS["source"])
    assert list(queries.figures()) == [figure]
    assert Event.objects.filter(name="statistics.published").count() == 1


def test_a_figure_without_a_definition_is_not_published() -> None:
    with pytest.raises(Refusal, match="definisi"):
        actions.publish("kelahiran", "2026-11", 120, name="Kelahiran")
    assert not Figure.objects.exists()


def test_publishing_the_same_value_again_changes_nothing() -> None:
    first = actions.publish("kelahiran", "2026-11", 1 / 3, **BIRTHS)
    assert actions.publish("kelahiran", "2026-11", 1 / 3) == first
    assert actions.publish("kelahiran", "2026-11", Decimal("0.333333")) == first
    assert Event.objects.filter(name="statistics.published").count() == 1


def test_a_correction_stands_beside_the_first_reading() -> None:
    actions.publish("kelahiran", "2026-11", 120, **BIRTHS)
    actions.publish("kelahiran", "2026-11", 118)
    actions.publish("kelahiran", "2026-10", 99)
    actions.publish("kelahiran", "2026-11", 120)
    assert [reading.value for reading in queries.history("kelahiran", "2026-11")] == [120, 118, 120]
    assert [(row.period, row.value) for row in queries.series("kelahiran")] == [
        ("2026-10", 99),
        ("2026-11", 120),
    ]
    assert queries.latest("kelahiran").period == "2026-11"
    assert Reading.objects.count() == 4


def test_the_meaning_can_be_made_clearer_later() -> None:
    actions.publish("kelahiran", "2026-11", 120, **BIRTHS)
    actions.publish("kelahiran", "2026-12", 10, source="Register akta kelahiran, dihitung harian")
    figure = Figure.objects.get()
    assert figure.source.endswith("harian")
    assert figure.definition == BIRTHS["definition"]


def test_nothing_published_is_nothing() -> None:
    assert queries.latest("kelahiran") is None
    assert list(queries.series("kelahiran")) == []


@pytest.mark.parametrize(
    "period", ["26", "2026-13", "2026-02-30", "November 2026", "2026-11-25T00:00", "0000", "٢٠٢٦"]
)
def test_a_period_is_a_year_a_month_or_a_day(period: str) -> None:
    assert not rules.is_period(period)
    with pytest.raises(Refusal, match="Periode"):
        actions.publish("kelahiran", period, 1, **BIRTHS)
