"""Interrupted time series in NumPy.

The shift is read from y(t) = a + b·t + season + effect·[t >= start] + u(t), u(t) = rho·u(t-1) + e(t). With few months
rho is badly known, and a test that takes one value of it for granted cries wolf (`innovation-index.yaml`,
false_alarm_study: up to 35 % instead of 5 %). So every rho is weighed by its likelihood with the other unknowns
integrated out (Zellner and Tiao 1964; flat prior on the coefficients, 1/sigma on the spread), and the effect is the
mixture of the Student distributions that belong to each rho.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats  # type: ignore[import-untyped]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Service times do not swing from month to month: rho below -0.2 is not considered.
RHOS = np.concatenate([np.arange(-0.2, 0.9, 0.05), np.arange(0.9, 0.996, 0.015)])
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
        return float(self.weight @ stats.t.cdf((value - self.centre) / self.spread, self.df))

    def quantile(self, share: float) -> float:
        reach = 60 * float(self.spread.max())
        low, high = float(self.centre.min()) - reach, float(self.centre.max()) + reach
        return float(optimize.brentq(lambda value: self.below(value) - share, low, high, xtol=1e-10))


def _whitened(values: Array, rho: float) -> Array:
    """The values as they would be without autocorrelation (Prais and Winsten 1954)."""
    out = np.empty_like(values)
    out[0] = values[0] * np.sqrt(1 - rho**2)
    out[1:] = values[1:] - rho * values[:-1]
    return out


def _mixture(y: Array, x: Array) -> _Mixture:
    n, k = x.shape
    logs, centres, spreads = [], [], []
    for rho in RHOS:
        xs, ys = _whitened(x, rho), _whitened(y, rho)
        fit = ols(ys, xs)
        rest = max(float(fit.residuals @ fit.residuals), 1e-300)
        _, size = np.linalg.slogdet(xs.T @ xs)
        logs.append(0.5 * np.log(1 - rho**2) - 0.5 * size - (n - k) / 2 * np.log(rest))
        centres.append(float(fit.beta[0]))
        spreads.append(max(float(fit.se[0]), 1e-12))
    widths = np.gradient(RHOS)
    weight = np.exp(np.array(logs) - max(logs)) * widths
    return _Mixture(weight / weight.sum(), np.array(centres), np.array(spreads), n - k)


def shift(y: Array, start: int, *, trend: bool = True, season: bool = True) -> Estimate:
    """The change of level from `start` on, beside trend and yearly wave, with autocorrelated errors."""
    return shift_in(y, design(len(y), start, trend=trend, season=season))


def shift_in(y: Array, x: Array, method: str = "its_ar1") -> Estimate:
    """The first coefficient of a regression with autocorrelated errors."""
    seen = _mixture(np.asarray(y, dtype=float), x)
    effect = float(seen.weight @ seen.centre)
    within = float(seen.weight @ (seen.spread**2 + (seen.centre - effect) ** 2))
    below = seen.below(0.0)
    edge = (1 - SURE) / 2
    return Estimate(
        method,
        effect,
        seen.quantile(edge),
        seen.quantile(1 - edge),
        min(1.0, 2 * min(below, 1 - below)),
        float(np.sqrt(within)),
        float(seen.weight @ RHOS),
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

    from statsmodels.tsa.statespace.structural import UnobservedComponents  # type: ignore[import-untyped]

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
    largest: float

    @property
    def is_calm(self) -> bool:
        """At most a fifth of the fake starts, or one, gave an alarm; a method that does worse is not believed here."""
        return self.alarms <= max(1, self.tried // 5)


def placebos(y: Array, start: int) -> Placebos:
    """The same question at fake starts within the months before the real one."""
    before = np.asarray(y[:start], dtype=float)
    places = range(EDGE, len(before) - EDGE + 1, max(1, (len(before) - 2 * EDGE) // 8))
    told = [shift(before, place, season=False) for place in places]
    largest = max((abs(one.effect) for one in told), default=0.0)
    return Placebos(len(told), sum(one.is_shown for one in told), largest)


# --- before anything begins -----------------------------------------------------------------------


def detectable(before: Array, months_after: int, *, power: float = 0.8) -> float:
    """The smallest change that would be noticed with this chance, judged by the months before alone."""
    y = np.asarray(before, dtype=float)
    spread, rho = _noise(y)
    x = _whitened(design(len(y) + months_after, len(y)), rho)
    one = np.sqrt(np.linalg.pinv(x.T @ x)[0, 0]) * spread
    df = x.shape[0] - x.shape[1]
    return float((stats.t.ppf(0.5 + SURE / 2, df) + stats.t.ppf(power, df)) * one)


def _noise(y: Array) -> tuple[float, float]:
    """Spread of the monthly shocks and their autocorrelation, beside a trend."""
    x = design(len(y), len(y))[:, 1:]
    seen = _mixture(y, x)
    rho = float(seen.weight @ RHOS)
    fit = ols(_whitened(y, rho), _whitened(x, rho))
    return float(np.sqrt(fit.residuals @ fit.residuals / max(fit.df, 1))), rho


def months_needed(before: Array, wanted: float, *, most: int = 60) -> int | None:
    """After how many months a change of this size would be noticed; None when not within `most`."""
    return next((n for n in range(3, most + 1) if detectable(before, n) <= abs(wanted)), None)
