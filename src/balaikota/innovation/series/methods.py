"""Interrupted time series in NumPy.

The shift is read from y(t) = a + b·t + season + effect·[t >= start] + u(t) + w(t), where u(t) = rho·u(t-1) + e(t) is what
one month leaves to the next and w(t) a level that drifts, w(t) = w(t-1) + tau·e'(t). With few months neither rho nor
tau is known well, and a test that takes one value for granted cries wolf (`innovation-index.yaml`, false_alarm_study:
up to 35 % instead of 5 %). So every pair is weighed by its likelihood with the other unknowns integrated out (Zellner
and Tiao 1964; flat prior on the coefficients, 1/sigma on the spread), and the effect is the mixture of the Student
distributions that belong to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Service times do not swing from month to month: rho below -0.2 is not considered. Each with the width it stands for.
RHOS = np.array([-0.2, -0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94, 0.98, 0.995])
TAUS = np.array([0.0, 0.1, 0.2, 0.35, 0.6])  # of the monthly shock
SURE = 0.95
SEASONED = 24  # months before the start from which a yearly rhythm is told from a trend


@dataclass(frozen=True)
class Estimate:
    """An effect in the unit of what was measured, how sure, and by which method."""

    method: str
    effect: float
    low: float
    high: float
    p: float
    se: float
    rho: float | None = None

    @property
    def is_shown(self) -> bool:
        return self.p < 1 - SURE


@dataclass(frozen=True)
class Fit:
    """A least-squares fit: coefficients, their standard errors, and degrees of freedom."""

    beta: Array
    se: Array
    df: int
    residuals: Array


def ols(y: Array, x: Array, clusters: Sequence[object] | None = None) -> Fit:
    """Least squares; with `clusters` the standard errors of Liang and Zeger with the usual small-sample factor (CRV1)."""
    bread = np.linalg.pinv(x.T @ x)
    beta = bread @ x.T @ y
    left = y - x @ beta
    n, k = x.shape
    if clusters is None:
        cover = bread * (left @ left) / (n - k)
        return Fit(beta, np.sqrt(np.diag(cover)), n - k, left)
    names, codes = np.unique(np.asarray(clusters, dtype=str), return_inverse=True)
    groups = len(names)
    scores = np.zeros((groups, k))
    np.add.at(scores, codes, x * left[:, None])
    factor = groups / (groups - 1) * (n - 1) / (n - k)
    cover = factor * bread @ (scores.T @ scores) @ bread
    return Fit(beta, np.sqrt(np.diag(cover)), groups - 1, left)


def design(months: int, start: int, *, trend: bool = True, season: bool = True) -> Array:
    """Columns: the step first, then level, trend and one yearly wave, as far as the months before can carry them."""
    t = np.arange(months, dtype=float)
    columns = [(t >= start).astype(float), np.ones(months)]
    if trend:
        columns.append((t - t.mean()) / 12)
    if season and start >= SEASONED:
        columns += [np.sin(2 * np.pi * t / 12), np.cos(2 * np.pi * t / 12)]
    return np.column_stack(columns)


@dataclass(frozen=True)
class _Mixture:
    """What each rho says of the first coefficient, and how likely it is."""

    weight: Array
    centre: Array
    spread: Array
    df: int

    def below(self, value: float) -> float:
        return float(self.weight @ special.stdtr(self.df, (value - self.centre) / self.spread))

    @property
    def p(self) -> float:
        """Two-sided, of no effect at all."""
        below = self.below(0.0)
        return min(1.0, 2 * min(below, 1 - below))

    def quantile(self, share: float) -> float:
        reach = 60 * float(self.spread.max())
        low, high = float(self.centre.min()) - reach, float(self.centre.max()) + reach
        return float(optimize.brentq(lambda value: self.below(value) - share, low, high, xtol=1e-10))


@lru_cache(maxsize=64)
def _worlds(months: int) -> tuple[Array, Array, Array, Array]:
    """For every pair of rho and tau: what makes the noise white, the log of its volume, its prior weight, its rho."""
    apart = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    drift = np.minimum.outer(np.arange(months), np.arange(months)).astype(float)
    pairs = [(rho, tau) for rho in RHOS for tau in TAUS]
    cover = np.array([rho**apart / (1 - rho**2) + tau**2 * drift for rho, tau in pairs])
    lower = np.linalg.cholesky(cover)
    volume = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(1)
    width = np.repeat(np.gradient(RHOS), len(TAUS))
    return np.linalg.inv(lower), volume, np.log(width), np.array([rho for rho, _tau in pairs])


def _mixture(y: Array, x: Array) -> _Mixture:
    n, k = x.shape
    white, volume, prior, _rhos = _worlds(n)
    xs, ys = white @ x, white @ y
    square = np.swapaxes(xs, 1, 2) @ xs
    bread = np.linalg.pinv(square)
    beta = (bread @ (np.swapaxes(xs, 1, 2) @ ys[:, :, None]))[:, :, 0]
    rest = np.maximum(((ys - (xs @ beta[:, :, None])[:, :, 0]) ** 2).sum(1), 1e-300)
    _sign, size = np.linalg.slogdet(square)
    logs = prior - volume - 0.5 * size - (n - k) / 2 * np.log(rest)
    weight = np.exp(logs - logs.max())
    spread = np.maximum(np.sqrt(rest / (n - k) * bread[:, 0, 0]), 1e-12)
    return _Mixture(weight / weight.sum(), beta[:, 0], spread, n - k)


def shift(y: Array, start: int, *, trend: bool = True, season: bool = True) -> Estimate:
    """The change of level from `start` on, beside trend and yearly wave, with autocorrelated errors."""
    return shift_in(y, design(len(y), start, trend=trend, season=season))


def shift_in(y: Array, x: Array, method: str = "its_ar1") -> Estimate:
    """The first coefficient of a regression with autocorrelated errors."""
    seen = _mixture(np.asarray(y, dtype=float), x)
    effect = float(seen.weight @ seen.centre)
    within = float(seen.weight @ (seen.spread**2 + (seen.centre - effect) ** 2))
    edge = (1 - SURE) / 2
    return Estimate(
        method,
        effect,
        seen.quantile(edge),
        seen.quantile(1 - edge),
        seen.p,
        float(np.sqrt(within)),
        float(seen.weight @ _worlds(len(y))[3]),
    )


def structural(y: Array, start: int, *, seasonal: int = 0, others: Array | None = None) -> Estimate:
    """The same step in a local-level model (Harvey 1989), by maximum likelihood: the second opinion."""
    step = (np.arange(len(y)) >= start).astype(float)
    exog = np.column_stack([step]) if others is None else np.column_stack([step, others])
    told = _components(y, exog, seasonal)
    effect, se = float(told[0][0]), float(told[1][0])
    edge = float(stats.norm.ppf(0.5 + SURE / 2)) * se
    p = float(2 * stats.norm.sf(abs(effect) / se)) if se > 0 else 1.0
    return Estimate("structural", effect, effect - edge, effect + edge, p, se)


def _components(y: Array, exog: Array, seasonal: int) -> tuple[Array, Array]:
    """Coefficients and standard errors of `exog` in a local-level model; statsmodels holds the Kalman filter."""
    import warnings

    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = UnobservedComponents(y, level="local level", seasonal=seasonal or None, exog=exog)
        fitted = model.fit(disp=False, maxiter=500)
    wide = exog.shape[1]
    return np.asarray(fitted.params[-wide:]), np.asarray(fitted.bse[-wide:])


def plain_step(y: Array, start: int) -> tuple[float, float, float]:
    """Mean before, step, and its standard error when nothing else is at work: for known data, not for verdicts."""
    fit = ols(np.asarray(y, dtype=float), design(len(y), start, trend=False, season=False))
    return float(fit.beta[1]), float(fit.beta[0]), float(fit.se[0])


# --- fake starts ----------------------------------------------------------------------------------

EDGE = 6  # months that must lie on either side of a fake start


@dataclass(frozen=True)
class Placebos:
    """Starts at which nothing began: what was found there all the same."""

    tried: int
    alarms: int


def placebos(y: Array, start: int) -> Placebos:
    """The same question at fake starts within the months before the real one."""
    before = np.asarray(y[:start], dtype=float)
    places = range(EDGE, len(before) - EDGE + 1, max(1, (len(before) - 2 * EDGE) // 8))
    told = [_mixture(before, design(len(before), place, season=False)).p for place in places]
    return Placebos(len(told), sum(p < 1 - SURE for p in told))


# --- before anything begins -----------------------------------------------------------------------


def detectable(before: Array, months_after: int, *, power: float = 0.8) -> float:
    """The smallest change that would be noticed with this chance, judged by the months before alone."""
    y = np.asarray(before, dtype=float)
    seen, sigma = _noise(y)
    x = design(len(y) + months_after, len(y))
    xs = _worlds(len(x))[0] @ x
    wide = np.sqrt(np.maximum(np.linalg.pinv(np.swapaxes(xs, 1, 2) @ xs)[:, 0, 0], 0.0))
    df = x.shape[0] - x.shape[1]
    return float((stats.t.ppf(0.5 + SURE / 2, df) + stats.t.ppf(power, df)) * (seen @ (wide * sigma)))


def _noise(y: Array) -> tuple[Array, Array]:
    """How likely each pair of rho and tau is beside a trend, and the spread of the monthly shock in each."""
    x = design(len(y), len(y))[:, 1:]
    seen = _mixture(y, x)
    white = _worlds(len(y))[0]
    xs = white @ x
    unit = np.sqrt(np.linalg.pinv(np.swapaxes(xs, 1, 2) @ xs)[:, 0, 0])
    return seen.weight, seen.spread / np.maximum(unit, 1e-12)


def months_needed(before: Array, wanted: float, *, most: int = 60) -> int | None:
    """After how many months a change of this size would be noticed; None when not within `most`."""
    return next((n for n in range(3, most + 1) if detectable(before, n) <= abs(wanted)), None)
