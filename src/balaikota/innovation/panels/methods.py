"""Differences in differences in NumPy: a table of units (rows) by months (columns), and who got it from when.

With few units a standard error by formula is too small (Bertrand, Duflo and Mullainathan 2004), so the p-value comes
from the wild cluster bootstrap with the null imposed (Cameron, Gelbach and Miller 2008) or from handing the starts
out anew among the units. Staggered starts are compared with units that never started (Callaway and Sant'Anna 2021):
plain two-way effects would use units that started earlier as their comparison.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from scipy import stats

from balaikota.innovation.series.methods import SURE, Array, Estimate, Fit, Mask, design, ols, shift_in

DRAWS = 999
SEED = 38  # the same data give the same answer
WHOLE = 11  # up to so many clusters every sign is tried instead of drawn
WEBB = np.sqrt(np.array([1.5, 1.0, 0.5]))
NEVER = None


def two_by_two(y: Array, treated: Array, after: Array) -> Fit:
    """Two groups, before and after, one row per observation: the first coefficient is the difference of differences."""
    x = np.column_stack([treated * after, np.ones(len(y)), treated, after])
    return ols(np.asarray(y, dtype=float), x.astype(float))


def _within(values: Array) -> Array:
    """What is left of a table beside its units' and its months' means."""
    return np.asarray(values - values.mean(-1, keepdims=True) - values.mean(-2, keepdims=True)
                      + values.mean((-1, -2), keepdims=True))  # fmt: skip


def two_way(table: Array, got: Array) -> tuple[float, float]:
    """The two-way fixed-effects coefficient of `got` (0/1, same shape) and its CRV1 standard error by unit."""
    y, d = _within(table), _within(got)
    size = float((d * d).sum())
    beta = float((d * y).sum() / size)
    scores = (d * (y - beta * d)).sum(1)
    units, months = table.shape
    # The units' own effects are nested in the clusters and not counted again.
    factor = units / (units - 1) * (units * months - 1) / (units * months - months - 1)
    return beta, float(np.sqrt(factor * (scores @ scores))) / size


@lru_cache(maxsize=16)
def _signs(units: int) -> Array:
    """Every pattern of signs for few clusters; else Webb's six-point draws (2014)."""
    if units <= WHOLE:
        return np.array(list(product((-1.0, 1.0), repeat=units)))
    dice = np.random.default_rng(SEED)
    return np.asarray(dice.choice(np.concatenate([-WEBB, WEBB]), size=(DRAWS, units)))


def wild(table: Array, got: Array, null: float = 0.0) -> float:
    """The share of redrawn worlds without this effect in which it stands out as much: the bootstrap's p-value."""
    d, rest = _within(got), _within(table - null * got)
    seen = _studentised(np.ones((1, len(table))), rest, d)[0]
    redrawn = _studentised(_signs(len(table)), rest, d)
    return float((np.abs(redrawn) >= abs(seen) - 1e-12).mean())


def _studentised(signs: Array, rest: Array, d: Array) -> Array:
    """For each pattern of signs the coefficient by its clustered error.

    Each unit's residuals take its sign; what both effects would take out again is orthogonal to `d`, so matrix products
    of units by units are enough and no table is redrawn.
    """
    size = float((d * d).sum())
    own = (rest * d).sum(1)
    beta = signs @ own / size
    monthly = signs @ rest / len(rest)
    scores = signs * own - monthly @ d.T - beta[:, None] * (d * d).sum(1)
    return np.asarray(beta / np.maximum(np.sqrt((scores**2).sum(1)), 1e-300))


def compared(table: Array, treated: Mask, start: int) -> Estimate:
    """Several units started at once, several never: difference in differences with the wild bootstrap.

    The interval holds the effects that the bootstrap does not reject.
    """
    got = np.zeros_like(table)
    got[np.asarray(treated, dtype=bool), start:] = 1
    effect, se = two_way(table, got)
    low, high = (_edge(table, got, effect, se, side) for side in (-1, 1))
    return Estimate("did", effect, low, high, wild(table, got), se)


def _edge(table: Array, got: Array, effect: float, se: float, side: int) -> float:
    """Where the bootstrap begins to reject, found by halving."""
    inside, outside = effect, effect + side * max(se, 1e-9) * 4
    for _ in range(6):
        if wild(table, got, outside) < 1 - SURE:
            break
        outside += side * max(se, 1e-9) * 4
    for _ in range(14):
        middle = (inside + outside) / 2
        if wild(table, got, middle) < 1 - SURE:
            outside = middle
        else:
            inside = middle
    return outside


def gap(table: Array, treated: Mask) -> Array:
    """Month by month, how far the treated lie from the mean of the others."""
    chosen = np.asarray(treated, dtype=bool)
    return np.asarray(table[chosen].mean(0) - table[~chosen].mean(0))


def gap_shift(table: Array, treated: Mask, start: int) -> Estimate:
    """A shift of that distance with autocorrelated errors: the comparison when too few units started for a bootstrap."""
    apart = gap(table, treated)
    return shift_in(apart, design(len(apart), start, trend=False, season=False), "gap_ar1")


def drift_before(table: Array, treated: Mask, start: int) -> Estimate:
    """Did they drift apart before anything began? The trend of the distance per month, in the months before."""
    apart = gap(table, treated)[:start]
    months = np.arange(start, dtype=float)
    x = np.column_stack([months - months.mean(), np.ones(start)])
    return shift_in(apart, x, "pre_trend")


# --- staggered starts -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """The effect so many months after the start (negative: before it)."""

    month: int
    effect: float


def by_event(table: Array, starts: Sequence[int | None]) -> list[Event]:
    """Each started unit against those that never start, each with its own last month before as base."""
    never = np.array([one is NEVER for one in starts])
    base_line = table[never].mean(0)
    seen: dict[int, list[float]] = {}
    for row, start in zip(table, starts, strict=True):
        if start is None or start < 1:
            continue
        change = (row - row[start - 1]) - (base_line - base_line[start - 1])
        for month, value in enumerate(change):
            seen.setdefault(month - start, []).append(float(value))
    return [Event(month, float(np.mean(values))) for month, values in sorted(seen.items())]


def _overall(table: Array, starts: Sequence[int | None]) -> float:
    """Mean change of the started units from before to after, beside those that never start; each unit counts once."""
    never = np.array([one is NEVER for one in starts])
    apart = table - table[never].mean(0)
    told = [
        row[start:].mean() - row[:start].mean()
        for row, start in zip(apart, starts, strict=True)
        if start is not None and 0 < start < table.shape[1]
    ]
    return float(np.mean(told))


def staggered(table: Array, starts: Sequence[int | None]) -> Estimate:
    """The mean effect of starts at different times, tested by handing the starts out anew among the units."""
    effect = _overall(table, starts)
    without = table - effect * _got(table, starts)
    chance = _redealt(without, starts)
    # Two means were fitted to these units: what is left scatters less than they do, and few units are few degrees.
    df = max(len(table) - 2, 1)
    se = float(chance.std()) * np.sqrt(len(table) / df)
    edge = float(stats.t.ppf(0.5 + SURE / 2, df) * se)
    null = _redealt(table, starts)
    p = float((1 + (np.abs(null) >= abs(effect) - 1e-12).sum()) / (1 + len(null)))
    return Estimate("event_study", effect, effect - edge, effect + edge, p, float(se))


def _got(table: Array, starts: Sequence[int | None]) -> Array:
    got = np.zeros_like(table)
    for row, start in enumerate(starts):
        if start is not None:
            got[row, start:] = 1
    return got


def _redealt(table: Array, starts: Sequence[int | None], draws: int = 499) -> Array:
    dice = np.random.default_rng(SEED)
    dealt = [[starts[place] for place in dice.permutation(len(starts))] for _ in range(draws)]
    return np.array([_overall(table, each) for each in dealt])
