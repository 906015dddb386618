"""Marking answers, and what a test's figures say.

Difficulty p is the mean mark of an item; discrimination D is the mean of the upper group minus that of the lower
(Kelley 1939: the upper and lower 27%); r is the correlation of an item with the rest of the test. Gain is Hake's
(1998): (post - pre) / (max - pre), undefined for somebody who had full marks before.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from statistics import fmean, stdev
from typing import Any

KELLEY = 0.27


# --- marking --------------------------------------------------------------------------------------


def mark(kind: str, key: Any, said: Any) -> float:
    """Between 0 and 1. What was not answered, or cannot be read, is 0."""
    if kind == "pilihan":
        return float(said == key)
    if kind == "jamak":
        return _several(set(key), said)
    if kind == "urutan":
        return float(said == key)
    if kind == "angka":
        return _number(key, said)
    return float(spoken(str(said)) in {spoken(each) for each in key})


def _several(right: set[int], said: Any) -> float:
    """Each right choice counts for, each wrong one against; never below nothing."""
    chosen = {each for each in said if isinstance(each, int)} if isinstance(said, list) else set()
    return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))


def _number(key: dict[str, str], said: Any) -> float:
    number = number_in(str(said))
    if number is None:
        return 0.0
    return float(abs(number - Decimal(key["value"])) <= Decimal(key.get("margin", "0")))


def number_in(text: str) -> Decimal | None:
    """As Indonesians write it: 26,5 or 1.192,5."""
    plain = text.strip().replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def spoken(text: str) -> str:
    """A short answer without capitals, full stops and double spaces."""
    return " ".join(text.lower().replace(".", " ").replace("-", " ").split())


def percent(points: Sequence[float], of: int) -> Decimal:
    """The score of a sitting, 0 to 100, two places."""
    whole = Decimal(str(math.fsum(points))) * 100 / of if of else Decimal(0)
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- what the figures say -------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One question over all sittings."""

    difficulty: float
    discrimination: float | None
    correlation: float | None
    answered: int


def items(marks: Sequence[Sequence[float]], *, share: float = KELLEY) -> list[Item]:
    """`marks` has a row for each person and a column for each question. `share` of them form each outer group."""
    if not marks:
        return []
    ranked = sorted(marks, key=math.fsum, reverse=True)
    group = max(1, math.floor(len(ranked) * share + 0.5)) if len(ranked) > 1 else 0
    upper, lower = ranked[:group], ranked[len(ranked) - group :] if group else []
    return [_item(place, ranked, upper, lower) for place in range(len(ranked[0]))]


def _item(place: int, ranked: Sequence[Any], upper: Sequence[Any], lower: Sequence[Any]) -> Item:
    column = [row[place] for row in ranked]
    rest = [math.fsum(row) - row[place] for row in ranked]
    apart = fmean(row[place] for row in upper) - fmean(row[place] for row in lower) if upper else None
    return Item(fmean(column), apart, correlation(column, rest), len(column))


def correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Pearson's; None when one of them never changes."""
    if len(a) < 3 or len(set(a)) == 1 or len(set(b)) == 1:
        return None
    first, second = fmean(a), fmean(b)
    shared = math.fsum((x - first) * (y - second) for x, y in zip(a, b, strict=True))
    spread = math.sqrt(math.fsum((x - first) ** 2 for x in a) * math.fsum((y - second) ** 2 for y in b))
    return shared / spread


def gain(pre: float, post: float, most: float = 100) -> float | None:
    """Hake's normalised gain; None when nothing was left to gain."""
    return None if pre >= most else (post - pre) / (most - pre)


@dataclass(frozen=True)
class Learning:
    """Level 2 of Kirkpatrick's model for those who took both tests: the mean change, with its 95% interval."""

    people: int
    pre: float
    post: float
    change: float
    low: float | None
    high: float | None
    gain: float | None


def learning(pairs: Sequence[tuple[float, float]]) -> Learning | None:
    """The change of each person; the interval is Student's t for paired differences."""
    if not pairs:
        return None
    changes = [post - pre for pre, post in pairs]
    pre, post, mean = fmean(p for p, _ in pairs), fmean(q for _, q in pairs), fmean(changes)
    low = high = None
    if len(changes) > 1:
        from scipy.stats import t  # heavy: only for this page

        half = float(t.ppf(0.975, len(changes) - 1)) * stdev(changes) / math.sqrt(len(changes))
        low, high = mean - half, mean + half
    return Learning(len(pairs), pre, post, mean, low, high, gain(pre, post))
