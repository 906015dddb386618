"""Every published figure with its last readings, a few queries for all of them."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from balaikota.economy.scorecard import methods
from balaikota.economy.scorecard.methods import Target
from balaikota.foundation.statistics import queries as statistics
from balaikota.foundation.statistics.models import Figure, Reading
from balaikota.kit import city

LAST = 12
SHIPPED = Path(__file__).parent / "data" / "targets.toml"


@dataclass(frozen=True)
class Row:
    """A figure as the scorecard shows it."""

    figure: Figure
    readings: list[Reading]
    target: Target | None = None

    @property
    def latest(self) -> Reading:
        return self.readings[-1]

    @property
    def values(self) -> list[Decimal]:
        return [reading.value for reading in self.readings]

    @property
    def trend(self) -> str:
        return methods.trend(self.values)

    @property
    def line(self) -> str:
        return methods.line(self.values)

    @property
    def light(self) -> str:
        """Of the newest reading in the target's period; nothing without one."""
        target = self.target
        held = [each for each in self.readings if target and each.period.startswith(target.period)]
        return methods.light(held[-1].value, target) if target and held else ""


def targets() -> dict[str, Target]:
    """What the city's plan promises, by figure; nothing until the city writes it down."""
    told = tomllib.loads(city.file("economy/targets.toml", SHIPPED).read_text(encoding="utf-8"))
    rows = [Target(**{**each, "value": Decimal(each["value"])}) for each in told.get("target", [])]
    return {each.figure: each for each in rows}


def rows() -> list[Row]:
    """Figures with something published, by their source and name."""
    wanted = targets()
    found = [
        Row(figure, list(statistics.series(figure.code))[-LAST:], wanted.get(figure.code))
        for figure in statistics.figures()
    ]
    return sorted(
        (row for row in found if row.readings), key=lambda row: (row.figure.source, row.figure.name)
    )
