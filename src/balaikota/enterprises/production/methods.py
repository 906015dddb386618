"""What a product costs, what a change did, what value was added. Whole rupiah; every rounding is stated here."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Protocol

#: Batches on each side of an improvement that make it measured, and the most that are looked at.
ENOUGH, MOST = 3, 10
STEP = 100


@dataclass(frozen=True)
class Cost:
    """The cost of one unit and where it comes from, rupiah. Parts are exact shares; only the sum is rounded, upwards."""

    materials: Decimal
    labour: Decimal
    overhead: Decimal
    packaging: Decimal

    @property
    def unit(self) -> int:
        whole = self.materials + self.labour + self.overhead + self.packaging
        return int(whole.to_integral_value(ROUND_CEILING))


def cost(*, materials: int, gives: int, minutes: int, wage_hour: int, overhead: int, packaging: int) -> Cost:
    """HPP: (materials + labour + overhead of a batch) / sellable units + packaging of one."""
    labour = Decimal(minutes) * wage_hour / 60
    return Cost(Decimal(materials) / gives, labour / gives, Decimal(overhead) / gives, Decimal(packaging))


def price_for(unit: int, margin_pct: Decimal) -> int:
    """The price at which a unit leaves this margin: cost / (1 − margin), up to the next hundred rupiah."""
    exact = unit * 100 / (100 - margin_pct)
    return int((exact / STEP).to_integral_value(ROUND_CEILING)) * STEP


def margin(unit: int, price: int) -> Decimal:
    """What is left of the price, in percent of the price; negative when it is sold below cost."""
    return (Decimal(price - unit) * 100 / price).quantize(Decimal("0.1")) if price else Decimal(0)


# --- improvements ---------------------------------------------------------------------------------


UP_IS_GOOD = ("yield", "shelf_life")


class Made(Protocol):
    good: int
    waste: int
    minutes: int | None
    materials: int | None
    shelf_days: int | None


@dataclass(frozen=True)
class Change:
    """A measure before and after, over so many batches each or by hand; `percent` is positive when it went up."""

    before: Decimal | None
    after: Decimal | None
    batches_before: int
    batches_after: int
    is_up_good: bool
    is_by_hand: bool = False

    @property
    def is_measured(self) -> bool:
        return self.is_by_hand or min(self.batches_before, self.batches_after) >= ENOUGH

    @property
    def percent(self) -> Decimal | None:
        if not self.is_measured or not self.before or self.after is None:
            return None
        return ((self.after - self.before) * 100 / self.before).quantize(Decimal("0.1"))

    @property
    def is_better(self) -> bool:
        if not self.is_measured or self.before is None or self.after is None:
            return False
        return self.after > self.before if self.is_up_good else self.after < self.before


def change(measure: str, before: Sequence[Made], after: Sequence[Made]) -> Change:
    """The measure over batches before and after a day. Shares are of sums, so a small batch weighs less than a large."""
    sides = [[each for each in side if _knows(measure, each)][:MOST] for side in (before, after)]
    first, second = (_measured(measure, side) for side in sides)
    return Change(first, second, len(sides[0]), len(sides[1]), measure in UP_IS_GOOD)


def by_hand(measure: str, before: Decimal, after: Decimal) -> Change:
    """What an officer measured twice, in one unit."""
    return Change(_plain(before), _plain(after), 0, 0, measure in UP_IS_GOOD, is_by_hand=True)


def _plain(amount: Decimal) -> Decimal:
    """Without zeros at the end, and never as 2E+2."""
    return Decimal(f"{amount.normalize():f}")


def _knows(measure: str, batch: Made) -> bool:
    if measure == "shelf_life":
        return batch.shelf_days is not None
    if measure == "time":
        return batch.minutes is not None and batch.good > 0
    if measure == "cost":
        return batch.materials is not None and batch.good > 0
    return True


def _measured(measure: str, side: Sequence[Made]) -> Decimal | None:
    """Yield: good units a batch. Waste: percent of all made. Time: minutes a good unit. Cost: rupiah of materials a good
    unit. Shelf life: days, on average."""
    if not side:
        return None
    good, waste = sum(each.good for each in side), sum(each.waste for each in side)
    over = {
        "yield": (good, len(side)),
        "waste": (waste * 100, good + waste),
        "time": (sum(each.minutes or 0 for each in side), good),
        "cost": (sum(each.materials or 0 for each in side), good),
        "shelf_life": (sum(each.shelf_days or 0 for each in side), len(side)),
    }
    top, bottom = over[measure]
    return (Decimal(top) / bottom).quantize(Decimal("0.01")) if bottom else None


# --- value added ----------------------------------------------------------------------------------

#: What is bought from others. Wages, depreciation, interest, tax and profit are shares of the value added itself
#: (output less intermediate consumption, System of National Accounts 2008, 6.8).
BOUGHT = ("bahan", "kemasan", "energi", "angkutan", "sewa", "usaha_lain")


@dataclass(frozen=True)
class Value:
    """Value added of a month: sales less what was bought from others, rupiah; shares rounded to whole rupiah."""

    period: str
    sales: int
    bought: int
    profit: int
    units: Decimal
    workers: int | None

    @property
    def added(self) -> int:
        return self.sales - self.bought

    @property
    def per_unit(self) -> int | None:
        return round(self.added / self.units) if self.units > 0 else None

    @property
    def per_worker(self) -> int | None:
        return round(Decimal(self.added) / self.workers) if self.workers else None

    @property
    def margin_pct(self) -> Decimal | None:
        return margin(self.sales - self.profit, self.sales) if self.sales > 0 else None
