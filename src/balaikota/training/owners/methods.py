"""What a business sold before and after a class: the mean month of three full months on each side, whole rupiah."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from balaikota.kit.worktime import months_later

#: Full months on each side: our own choice, long enough that one good week does not decide.
MONTHS = 3
#: A further month in which the last one may still be closed.
WAIT = 1
#: What is made from books tells of ten businesses or of none (decision 0037), to a hundred thousand rupiah.
LEAST, STEP = 10, 100_000


@dataclass(frozen=True)
class Change:
    """Sales of a mean month before and after, rupiah."""

    before: int
    after: int

    @property
    def percent(self) -> float | None:
        """Nothing sold before has no percent."""
        return 100 * (self.after - self.before) / self.before if self.before else None


def sides(began: date, ended: date) -> tuple[list[str], list[str]]:
    """The full months before the one in which it began, and after the one in which it ended: `2026-05`, …"""
    first, last = began.replace(day=1), ended.replace(day=1)
    before = [months_later(first, -back) for back in range(MONTHS, 0, -1)]
    after = [months_later(last, on) for on in range(1, MONTHS + 1)]
    return [f"{each:%Y-%m}" for each in before], [f"{each:%Y-%m}" for each in after]


def due_on(ended: date) -> date:
    """The day from which the outcome is reckoned."""
    return months_later(ended.replace(day=1), MONTHS + WAIT + 1)


def change(sold: Mapping[str, int], before: Iterable[str], after: Iterable[str]) -> Change | None:
    """Only of whoever told every month of both sides: a month that is missing is not a month without sales."""
    early, late = [sold.get(each) for each in before], [sold.get(each) for each in after]
    told = [each for each in (*early, *late) if each is not None]
    if len(told) < len(early) + len(late):
        return None
    return Change(round(sum(told[: len(early)]) / len(early)), round(sum(told[len(early) :]) / len(late)))


def together(changes: Iterable[Change]) -> dict[str, int]:
    """The middle business before and after, and the middle change in percent; empty below ten."""
    rows = list(changes)
    shares = [row.percent for row in rows if row.percent is not None]
    if len(rows) < LEAST or len(shares) < LEAST:
        return {}
    return {
        "before": _rounded(median(row.before for row in rows)),
        "after": _rounded(median(row.after for row in rows)),
        "percent": round(min(median(shares), 10_000)),
    }


def _rounded(amount: float) -> int:
    return round(amount / STEP) * STEP
