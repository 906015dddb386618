"""Estimating a quarter's growth, and testing on the past how wrong that would have been. Pure.

Models: naive (as the quarter before), last year (as the same quarter a year ago), bridge (least squares on the quarter
before and on one indicator that is known earlier; Baffigi, Golinelli and Parigi 2004). Each is tested on an expanding
window: for every quarter only what was known before it. A model is used only when it beat the naive one.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

#: Fewer tested quarters say nothing about the next one; fewer to learn from give no line.
LEAST_TESTS, LEAST_LEARNT = 8, 10
Series = Mapping[str, float]


def shifted(period: str, quarters: int) -> str:
    """The quarter so many after (or before) this one: 2024Q4 and 1 give 2025Q1."""
    year, quarter = period.split("Q")
    number = int(year) * 4 + int(quarter) - 1 + quarters
    return f"{number // 4}Q{number % 4 + 1}"


@dataclass(frozen=True)
class Trial:
    """How one model would have done: its error is the root of the mean square, in points."""

    model: str
    tested: int
    error: float | None
    worst: float | None


@dataclass(frozen=True)
class Estimate:
    """The next quarter by the model that won; an interval that held nine times of ten in the back-test's spread."""

    period: str
    model: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Result:
    """The trials on the quarters that all models could be tested on, and the estimate, if there is ground for one."""

    trials: list[Trial]
    tested: int
    known: int
    estimate: Estimate | None

    @property
    def winner(self) -> str:
        """The model with the least error; the naive one unless another beat it."""
        best = min(
            (t for t in self.trials if t.error is not None),
            key=lambda t: (t.error, t.model != "naive"),
            default=None,
        )
        naive = next((t for t in self.trials if t.model == "naive"), None)
        beaten = (
            best is not None
            and naive is not None
            and naive.error is not None
            and (best.error or 0) < naive.error
        )
        return best.model if best is not None and beaten else "naive"


Model = Callable[[Series, str], float | None]


def naive(known: Series, period: str) -> float | None:
    return known.get(shifted(period, -1))


def last_year(known: Series, period: str) -> float | None:
    return known.get(shifted(period, -4))


def bridge(indicator: Series) -> Model:
    """Growth on the growth before it and on the indicator of the same quarter, by least squares (statsmodels)."""

    def estimated(known: Series, period: str) -> float | None:
        asked = _facts(known, indicator, period)
        learnt = [(facts, known[each]) for each in sorted(known) if (facts := _facts(known, indicator, each))]
        if asked is None or len(learnt) < LEAST_LEARNT:
            return None
        return _fitted(learnt, asked)

    return estimated


def _facts(known: Series, indicator: Series, period: str) -> list[float] | None:
    before, now = known.get(shifted(period, -1)), indicator.get(period)
    return None if before is None or now is None else [1.0, before, now]


def _fitted(learnt: Sequence[tuple[list[float], float]], asked: list[float]) -> float:
    import numpy
    from statsmodels.api import OLS

    fit = OLS(
        numpy.array([growth for _facts, growth in learnt]), numpy.array([facts for facts, _growth in learnt])
    ).fit()
    return float(fit.predict(numpy.array([asked]))[0])


def models(indicators: Mapping[str, Series]) -> dict[str, Model]:
    return {
        "naive": naive,
        "last-year": last_year,
        **{f"bridge:{name}": bridge(each) for name, each in indicators.items()},
    }


def tested(known: Series, indicators: Mapping[str, Series], period: str) -> Result:
    """The back-test on the quarters that every testable model can be tested on, and the estimate for `period`.

    A model that cannot be tested stands without an error and is never used.
    """
    errors = {name: _errors(model, known) for name, model in models(indicators).items()}
    usable = {name: each for name, each in errors.items() if each}
    common = set.intersection(*(set(each) for each in usable.values())) if usable else set()
    trials = [_trial(name, each, common if each else set()) for name, each in errors.items()]
    result = Result(trials, len(common), len(known), None)
    if len(common) < LEAST_TESTS or "naive" not in usable:
        return result
    name = result.winner
    value = models(indicators)[name](known, period)
    if value is None:
        return result
    spread = _nine_of_ten([errors[name][each] for each in common])
    return Result(
        trials, len(common), len(known), Estimate(period, name, value, value - spread, value + spread)
    )


def _errors(model: Model, known: Series) -> dict[str, float]:
    """Of every quarter that could be estimated from those before it: estimate less truth."""
    found: dict[str, float] = {}
    for period in sorted(known):
        before = {each: value for each, value in known.items() if each < period}
        guess = model(before, period)
        if guess is not None:
            found[period] = guess - known[period]
    return found


def _trial(name: str, errors: Mapping[str, float], common: set[str]) -> Trial:
    counted = [errors[each] for each in sorted(common)]
    if not counted:
        return Trial(name, 0, None, None)
    return Trial(name, len(counted), math.sqrt(fmean(each**2 for each in counted)), max(map(abs, counted)))


def _nine_of_ten(errors: Sequence[float]) -> float:
    """The size that nine of ten errors did not pass; with few errors, the largest."""
    sizes = sorted(map(abs, errors))
    return sizes[min(len(sizes) - 1, math.ceil(0.9 * (len(sizes) + 1)) - 1)]
