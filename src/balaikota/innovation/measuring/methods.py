"""Which method the data allow, what it and a second one say, and whether that is proof.

Never one method alone: an effect counts as shown when the method that fits the data finds it, another one agrees in
direction and is nearly as sure, and the same method stays calm where nothing began. The least of data: 24 months
before and 12 after without a comparison, 12 and 6 with one (innovation-index.yaml, minimum_data; the second pair and
the number of units are our own choice).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from balaikota.innovation.donors import methods as donors
from balaikota.innovation.panels import methods as panels
from balaikota.innovation.series import methods as series
from balaikota.innovation.series.methods import Array, Estimate, Mask
from balaikota.kit import charts


class Design(StrEnum):
    """How the effect is told from everything else."""

    SERIES = "series"
    COMPARED = "compared"
    SYNTHETIC = "synthetic"
    STAGGERED = "staggered"
    EARLY = "early"


class Verdict(StrEnum):
    SHOWN = "shown"
    WORSE = "worse"
    NOT_SHOWN = "not_shown"
    UNSURE = "unsure"
    EARLY = "early"


ALONE_BEFORE, ALONE_AFTER = 24, 12
BESIDE_BEFORE, BESIDE_AFTER = 12, 6
FEWEST_OTHERS, FEWEST_DONORS, FEWEST_TREATED = 5, 8, 4
AGREES = 0.10


@dataclass(frozen=True)
class Question:
    """Units by months; from which month each got it (None: never); is more or less better; what was hoped for."""

    table: Array
    starts: Sequence[int | None]
    better: int = -1
    wanted: float | None = None

    @property
    def treated(self) -> list[int]:
        return [row for row, start in enumerate(self.starts) if start is not None]

    @property
    def begun(self) -> list[tuple[int, int]]:
        """Those that got it, each with its first month."""
        return [(row, start) for row, start in enumerate(self.starts) if start is not None]

    @property
    def others(self) -> list[int]:
        return [row for row, start in enumerate(self.starts) if start is None]

    @property
    def first(self) -> int:
        return min(start for start in self.starts if start is not None)

    @property
    def last(self) -> int:
        return max(start for start in self.starts if start is not None)


@dataclass(frozen=True)
class Finding:
    """What was found, by which methods, and what speaks against it."""

    design: Design
    verdict: Verdict
    main: Estimate | None = None
    second: Estimate | None = None
    doubts: tuple[str, ...] = ()
    checks: dict[str, float] = field(default_factory=dict)
    expected: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    is_undecided: bool = False


def chosen(question: Question) -> Design:
    """The strongest design these units and months allow."""
    treated, others = len(question.treated), len(question.others)
    before, after = question.first, question.table.shape[1] - question.last
    beside = before >= BESIDE_BEFORE and after >= BESIDE_AFTER
    if question.first != question.last:
        return Design.STAGGERED if beside and others >= FEWEST_OTHERS else Design.EARLY
    if beside and treated == 1 and others >= FEWEST_DONORS:
        return Design.SYNTHETIC
    if beside and others >= FEWEST_OTHERS:
        return Design.COMPARED
    return Design.SERIES if before >= ALONE_BEFORE and after >= ALONE_AFTER else Design.EARLY


def examined(question: Question) -> Finding:
    """The finding. Too few data is a finding too."""
    design = chosen(question)
    if design == Design.EARLY:
        own = question.table[question.treated].mean(0)
        return Finding(design, Verdict.EARLY, seen=_listed(own), is_undecided=True)
    seen, expected, main, second, falsely = _WAYS[design](question)
    doubts = _doubts(main, second, falsely)
    verdict = _verdict(main, doubts, question.better)
    return Finding(
        design, verdict, main, second, doubts, falsely, _listed(expected), _listed(seen),
        is_undecided=verdict == Verdict.UNSURE or (verdict == Verdict.NOT_SHOWN and _may_be(main, question)),
    )  # fmt: skip


def _listed(values: Array) -> list[float]:
    return [float(value) for value in values]


def _doubts(main: Estimate, second: Estimate, checks: dict[str, float]) -> tuple[str, ...]:
    doubts = []
    if main.is_shown and (np.sign(main.effect) != np.sign(second.effect) or second.p >= AGREES):
        doubts.append("second_disagrees")
    if checks["alarms"] > max(1, checks["tried"] // 5):  # more than a fifth: the method is not believed here
        doubts.append("placebos")
    if checks.get("drift_p", 1.0) < 1 - series.SURE:
        doubts.append("drift")
    if "place" in checks and checks["place"] > max(1, checks["among"] * (1 - series.SURE)):
        doubts.append("rank")
    return tuple(doubts)


def _verdict(main: Estimate, doubts: Sequence[str], better: int) -> Verdict:
    if not main.is_shown:
        return Verdict.NOT_SHOWN
    if doubts:
        return Verdict.UNSURE
    return Verdict.SHOWN if np.sign(main.effect) == better else Verdict.WORSE


def _may_be(main: Estimate, question: Question) -> bool:
    """What was hoped for lies within the interval: the data cannot rule it out either."""
    hoped = question.better * abs(question.wanted) if question.wanted else 0.0
    return hoped != 0 and main.low <= hoped <= main.high


Told = tuple[Array, Array, Estimate, Estimate, dict[str, float]]


def _calm(apart: Array, start: int) -> dict[str, float]:
    told = series.placebos(apart, start)
    return {"tried": float(told.tried), "alarms": float(told.alarms)}


def _alone(question: Question) -> Told:
    own, start = question.table[question.treated].mean(0), question.first
    main, second = series.shift(own, start), series.structural(own, start)
    return own, _without(own, start, main.effect), main, second, _calm(own, start)


def _without(own: Array, start: int, effect: float) -> Array:
    """What it would have been without the effect, smoothed by the model's trend and season."""
    x = series.design(len(own), start)
    flat = np.where(np.arange(len(own)) >= start, own - effect, own)
    return np.asarray(x[:, 1:] @ series.ols(flat, x[:, 1:]).beta)


def _mask(question: Question) -> Mask:
    return np.array([start is not None for start in question.starts])


def _beside(question: Question) -> Told:
    table, start, treated = question.table, question.first, _mask(question)
    by_bootstrap = len(question.treated) >= FEWEST_TREATED
    apart = panels.gap_shift(table, treated, start)
    main = panels.compared(table, treated, start) if by_bootstrap else apart
    drift = panels.drift_before(table, treated, start)
    checks = _calm(panels.gap(table, treated), start) | {"drift": drift.effect, "drift_p": drift.p}
    own, others = table[treated].mean(0), table[~treated].mean(0)
    expected = others + (own[:start] - others[:start]).mean()
    second = apart if by_bootstrap else _second_by_donors(question)
    return own, expected, main, second, checks


def _ordered(question: Question) -> Array:
    """Donors first, then those that got it, as `donors` wants them."""
    return question.table[question.others + question.treated]


def _second_by_donors(question: Question) -> Estimate:
    return series.structural(panels.gap(question.table, _mask(question)), question.first)


def _put_together(question: Question) -> Told:
    """Levels are taken out first: places may differ by a constant (Ferman and Pinto 2021)."""
    whole, start = _ordered(question), question.first
    table = whole - whole[:, :start].mean(1, keepdims=True)
    run, others = donors.synthetic(table, start), donors.ranked(table, start)
    main = donors.beside_placebos(run, start, others.moved)
    apart = panels.gap(question.table, _mask(question))
    second = panels.gap_shift(question.table, _mask(question), start)
    before, after = run.misfit(start)
    checks = _calm(apart, start) | {
        "place": float(others.place), "among": float(others.among), "misfit_before": before, "misfit_after": after,
        "sdid": donors.synthetic_did(whole, start).effect,
    }  # fmt: skip
    return whole[-1], whole[-1] - run.gap, main, second, checks


def _in_turns(question: Question) -> Told:
    table, starts = question.table, question.starts
    main = panels.staggered(table, starts)
    before, after = question.first, table.shape[1] - question.last
    others = table[question.others].mean(0)
    lines = [(table[row] - others)[start - before : start + after] for row, start in question.begun]
    apart = np.mean(lines, axis=0)
    second = series.shift_in(apart, series.design(len(apart), before, trend=False, season=False), "gap_ar1")
    drift = series.shift_in(
        apart[:before], np.column_stack([np.arange(before) - (before - 1) / 2, np.ones(before)])
    )
    checks = _calm(apart, before) | {"drift": drift.effect, "drift_p": drift.p}
    own = table[question.treated].mean(0)
    return own, own - _got_mean(question) * main.effect, main, second, checks


def _got_mean(question: Question) -> Array:
    """In each month, the share of the units that have it."""
    months = np.arange(question.table.shape[1])
    return np.asarray(np.mean([months >= start for _row, start in question.begun], axis=0))


_WAYS = {
    Design.SERIES: _alone,
    Design.COMPARED: _beside,
    Design.SYNTHETIC: _put_together,
    Design.STAGGERED: _in_turns,
}


# --- before anything begins -----------------------------------------------------------------------


@dataclass(frozen=True)
class Forecast:
    """What these months could show: the smallest change that would be noticed, and when a wished one would be."""

    months_before: int
    detectable: float
    months_needed: int | None


def foreseen(before: Array, treated: Sequence[bool], months_after: int, wanted: float) -> Forecast:
    """Judged by the months before alone, of the distance to the others when there are enough of them."""
    mask = np.asarray(treated)
    own = panels.gap(before, mask) if (~mask).sum() >= FEWEST_OTHERS else before[mask].mean(0)
    return Forecast(
        before.shape[1],
        series.detectable(own, months_after),
        series.months_needed(own, wanted) if wanted else None,
    )


def repeated(results: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Effect, low, high and share of real difference (I²) over several adopters: random effects.

    DerSimonian and Laird (1986) for the spread between places, Hartung and Knapp (2001) for the interval.
    """
    from scipy import stats

    effects, errors = np.array(results, dtype=float).T
    fixed = 1 / errors**2
    centre = (fixed * effects).sum() / fixed.sum()
    scatter, df = float((fixed * (effects - centre) ** 2).sum()), len(effects) - 1
    between = max(0.0, (scatter - df) / (fixed.sum() - (fixed**2).sum() / fixed.sum()))
    weights = 1 / (errors**2 + between)
    mean = float((weights * effects).sum() / weights.sum())
    spread = np.sqrt((weights * (effects - mean) ** 2).sum() / df / weights.sum())
    edge = float(stats.t.ppf(0.5 + series.SURE / 2, df) * spread)
    return mean, mean - edge, mean + edge, max(0.0, (scatter - df) / scatter) if scatter > 0 else 0.0


# --- the picture ----------------------------------------------------------------------------------

INK, LEAF, GOLD = "#16302a", "#0d5c48", "#b07d12"


def drawn(finding: Finding, months: Sequence[str], start: str, labels: tuple[str, str, str]) -> str:
    """The chart as SVG: what was seen, what would have been, and when it began. `labels`: unit, seen, expected."""
    import altair as alt

    unit, seen, expected = labels
    rows = [
        {"bulan": f"{m}-01", "nilai": v, "garis": seen} for m, v in zip(months, finding.seen, strict=False)
    ]
    rows += [
        {"bulan": f"{m}-01", "nilai": v, "garis": expected}
        for m, v in zip(months, finding.expected, strict=False)
    ]
    axis = alt.Axis(title=None, format="%m/%Y", labelAngle=0, tickCount=6)
    colour = alt.Scale(domain=[seen, expected], range=[LEAF, GOLD])
    dashes = alt.Scale(domain=[seen, expected], range=[[1, 0], [6, 4]])
    line = alt.Chart(alt.InlineData(values=rows)).mark_line(strokeWidth=2.5).encode(
        x=alt.X("bulan:T", axis=axis), y=alt.Y("nilai:Q", title=unit, scale=alt.Scale(zero=True)),
        color=alt.Color("garis:N", scale=colour, legend=alt.Legend(title=None, orient="top", labelLimit=400)),
        strokeDash=alt.StrokeDash("garis:N", scale=dashes, legend=None),
    )  # fmt: skip
    rule = (
        alt.Chart(alt.InlineData(values=[{"bulan": f"{start}-01"}]))
        .mark_rule(color=INK, strokeDash=[2, 2])
        .encode(x="bulan:T")
    )
    whole = (line + rule).properties(width=620, height=260, background="white")
    words = {"labelFontSize": 15, "titleFontSize": 15}
    whole = whole.configure(font="Libertinus Serif", axis=words, legend=words | {"symbolSize": 400})
    whole = whole.configure_view(stroke=None)
    return charts.svg(whole.to_dict())
