"""One unit among many: what would have become of it, put together from the others.

Synthetic control after Abadie, Diamond and Hainmueller (2010), from outcomes alone; synthetic difference in
differences after Arkhangelsky and others (2021). Their weights are found by the same steps (Frank and Wolfe 1956) and
stopped at the same point, so that published numbers come out. The first rows of a table are the donors.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

from balaikota.innovation.series.methods import SURE, Array, Estimate

STEPS, STEPS_BEFORE_THINNING = 10_000, 100
FINE = 1e-5  # stop when a step gains less than this share of the noise
ALMOST_NONE = 1e-6


@dataclass(frozen=True)
class Synthetic:
    """The effect, the weights behind it, and the distance from the synthetic unit in each month."""

    effect: float
    weights: Array
    months: Array
    gap: Array

    def misfit(self, start: int) -> tuple[float, float]:
        """Root of the mean squared distance before and after."""
        return float(np.sqrt((self.gap[:start] ** 2).mean())), float(np.sqrt((self.gap[start:] ** 2).mean()))


def _weights(target: Array, parts: Array, ridge: float, limit: float, *, level: bool) -> Array:
    """Shares of the columns of `parts` that come nearest to `target`; `level` lets them lie apart by a constant."""
    if level:
        target, parts = target - target.mean(), parts - parts.mean(0)
    whole = parts.shape[1]
    shares = _descend(target, parts, np.full(whole, 1 / whole), ridge, (limit, STEPS_BEFORE_THINNING))
    shares = np.where(shares <= shares.max() / 4, 0.0, shares)
    return _descend(target, parts, shares / shares.sum(), ridge, (limit, STEPS))


def _descend(target: Array, parts: Array, shares: Array, ridge: float, until: tuple[float, int]) -> Array:
    limit, most = until
    rows = len(target)
    eta, made, before = rows * ridge**2, parts @ shares, np.inf
    for turn in range(most):
        slope = parts.T @ (made - target) + eta * shares
        best = int(slope.argmin())
        move = -shares
        move[best] += 1
        if not move.any():
            break
        path = parts[:, best] - made
        length = float(-(slope @ move) / (path @ path + eta * (move @ move)))
        shares = shares + min(1.0, max(0.0, length)) * move
        made = parts @ shares
        worth = ridge**2 * float(shares @ shares) + float(((made - target) ** 2).sum()) / rows
        if turn and before - worth <= limit**2:
            break
        before = worth
    return shares


def _noise(donors: Array, start: int) -> float:
    """How much a donor usually changes from one month to the next."""
    return float(np.diff(donors[:, :start], axis=1).std(ddof=1))


def synthetic(table: Array, start: int) -> Synthetic:
    """Synthetic control of the last row, from its outcomes before `start` alone: shares none below zero, one in all."""
    donors, own = table[:-1], table[-1]
    return _held(donors, own, _nearest(own[:start], donors[:, :start].T), start)


def synthetic_by_steps(table: Array, start: int) -> Synthetic:
    """The same, stopped where the authors of `synthdid` stop: gives their published figure to its last digit."""
    donors, own = table[:-1], table[-1]
    noise = _noise(donors, start)
    weights = _weights(own[:start], donors[:, :start].T, ALMOST_NONE * noise, FINE * noise, level=False)
    return _held(donors, own, weights, start)


def _nearest(target: Array, parts: Array) -> Array:
    """The exact optimum; a heavy last row holds the sum of the shares at one (Lawson and Hanson 1974)."""
    heavy = 1e4 * max(float(np.abs(parts).max()), 1e-9)
    rows = np.vstack([parts, np.full(parts.shape[1], heavy)])
    shares, _rest = optimize.nnls(rows, np.append(target, heavy))
    return np.asarray(shares / shares.sum())


def _held(donors: Array, own: Array, weights: Array, start: int) -> Synthetic:
    gap = own - weights @ donors
    return Synthetic(float(gap[start:].mean()), weights, np.zeros(start), gap)


def synthetic_did(table: Array, start: int, treated: int = 1) -> Synthetic:
    """Synthetic difference in differences of the last `treated` rows."""
    donors, own = table[:-treated], table[-treated:].mean(0)
    noise, after = _noise(donors, start), table.shape[1] - start
    ridge = (treated * after) ** 0.25 * noise
    weights = _weights(own[:start], donors[:, :start].T, ridge, FINE * noise, level=True)
    later = donors[:, start:].mean(1)
    months = _weights(later, donors[:, :start], ALMOST_NONE * noise, FINE * noise, level=True)
    gap = own - weights @ donors
    return Synthetic(float(gap[start:].mean() - months @ gap[:start]), weights, months, gap)


def difference(table: Array, start: int, treated: int = 1) -> float:
    """The same with equal weights: plain difference in differences."""
    gap = table[-treated:].mean(0) - table[:-treated].mean(0)
    return float(gap[start:].mean() - gap[:start].mean())


@dataclass(frozen=True)
class Ranked:
    """The real unit among donors treated as if they had got it: its place by how much the fit breaks after the start,
    and how far the others moved although nothing began there.
    """

    place: int
    among: int
    moved: Array


def _as_if(table: Array, row: int) -> Array:
    """One donor takes the last place; the unit that really got it is left out."""
    others = np.delete(table[:-1], row, axis=0)
    return np.vstack([others, table[row]])


def ranked(table: Array, start: int) -> Ranked:
    """Placebos in space (Abadie and others 2010): the ratio of misfit after and before, ranked."""
    runs = [synthetic(_as_if(table, row), start) for row in range(len(table) - 1)]
    own = synthetic(table, start)
    place = 1 + sum(_ratio(run, start) >= _ratio(own, start) for run in runs)
    return Ranked(place, len(table), np.array([moved(run, start) for run in runs]))


def moved(run: Synthetic, start: int) -> float:
    """By how much the distance from the synthetic unit changed at the start."""
    return float(run.gap[start:].mean() - run.gap[:start].mean())


def _ratio(run: Synthetic, start: int) -> float:
    before, after = run.misfit(start)
    return after / max(before, 1e-12)


def beside_placebos(run: Synthetic, start: int, chance: Array) -> Estimate:
    """The change beside what chance moved at the donors: as wide as they scatter, with as many degrees of freedom."""
    effect, se = moved(run, start), float(np.sqrt((chance**2).mean()))
    df = len(chance)
    edge = float(stats.t.ppf(0.5 + SURE / 2, df)) * se
    p = float(2 * stats.t.sf(abs(effect) / max(se, 1e-12), df))
    return Estimate("synthetic_control", effect, effect - edge, effect + edge, p, se)
