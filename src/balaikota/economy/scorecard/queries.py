"""Every published figure with its last readings, a few queries for all of them."""

from dataclasses import dataclass
from decimal import Decimal

from balaikota.economy.scorecard import methods
from balaikota.foundation.statistics import queries as statistics
from balaikota.foundation.statistics.models import Figure, Reading

LAST = 12


@dataclass(frozen=True)
class Row:
    """A figure as the scorecard shows it."""

    figure: Figure
    readings: list[Reading]

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


def rows() -> list[Row]:
    """Figures with something published, by their source and name."""
    found = [Row(figure, list(statistics.series(figure.code))[-LAST:]) for figure in statistics.figures()]
    return sorted(
        (row for row in found if row.readings), key=lambda row: (row.figure.source, row.figure.name)
    )
