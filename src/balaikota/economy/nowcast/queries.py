"""What is known of quarters, and what the city itself counts every month."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.models import Area
from balaikota.economy.nowcast import methods
from balaikota.foundation.statistics import queries as statistics
from balaikota.kit.errors import found

LEAST_MONTHS = 36


def version() -> str:
    """Changes with the figures of the economy and, by the day, with those of the city's own rooms."""
    return f"{accounts.version()} {sum(1 for _each in statistics.figures())}"


@dataclass(frozen=True)
class Tried:
    """An area with its quarters and what the back-test says of them."""

    area: Area
    result: methods.Result
    next: str


def tried() -> list[Tried]:
    """The city and its province."""
    city = found(accounts.city())
    own = own_records()
    return [_tried(area, own if area == city else {}) for area in (city, city.parent) if area is not None]


def _tried(area: Area, indicators: dict[str, dict[str, float]]) -> Tried:
    series = accounts.series(accounts.Key(area.code, accounts.GROWTH))
    known = {period: float(each.used) for period, each in series.items() if "Q" in period}
    following = methods.shifted(max(known), 1) if known else ""
    return Tried(area, methods.tested(known, indicators, following), following)


def own_records() -> dict[str, dict[str, float]]:
    """Figures of the city's rooms with three years of months, as growth of a quarter on a year ago, in percent."""
    rows: dict[str, dict[str, float]] = {}
    for figure in statistics.figures():
        months = {
            row.period: float(row.value) for row in statistics.series(figure.code) if len(row.period) == 7
        }
        if len(months) >= LEAST_MONTHS:
            rows[figure.code] = _on_a_year_ago(months)
    return rows


def _on_a_year_ago(months: dict[str, float]) -> dict[str, float]:
    quarters: dict[str, list[float]] = defaultdict(list)
    for month, value in months.items():
        quarters[f"{month[:4]}Q{(int(month[5:]) - 1) // 3 + 1}"].append(value)
    whole = {quarter: sum(values) for quarter, values in quarters.items() if len(values) == 3}
    return {
        quarter: (value / before - 1) * 100
        for quarter, value in whole.items()
        if (before := whole.get(methods.shifted(quarter, -4), 0.0)) > 0
    }


def context() -> dict[str, Any]:
    return {"tried": tried(), "least_tests": methods.LEAST_TESTS, "least_months": LEAST_MONTHS}
