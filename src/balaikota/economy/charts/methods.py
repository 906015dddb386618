"""Rows in, SVG out. A chart is its table first: what is drawn, shown and downloaded are the same rows.

Drawn for a width and a theme, so that a telephone gets letters it can read. Altair is loaded with the first one.
"""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.cache import caches
from django.utils.translation import get_language

from balaikota.economy.tables.methods import Chart, Rows, spoken
from balaikota.kit import charts

WIDE, NARROW = 760, 360
WIDTHS = {"lebar": WIDE, "sempit": NARROW}
THEMES: dict[str, dict[str, str]] = {
    "terang": {
        "paper": "#fffdf8", "ink": "#16302a", "soft": "#47594f", "line": "#ddd2bb", "up": "#0d5c48", "down": "#9a1b1b",
        "gold": "#a86f00", "blue": "#174d6e", "grey": "#7d7761", "wash": "#e7b343",
    },
    "gelap": {
        "paper": "#172721", "ink": "#f4eedd", "soft": "#bccbc1", "line": "#32493f", "up": "#8ad8b8", "down": "#ffb3a9",
        "gold": "#f2c765", "blue": "#a6d3ee", "grey": "#83988c", "wash": "#e7b343",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """For whom it is drawn."""

    width: int = WIDE
    theme: str = "terang"

    @property
    def is_narrow(self) -> bool:
        return self.width < 500

    def __getitem__(self, name: str) -> str:
        return THEMES[self.theme][name]


KEEP_SECONDS = 60 * 86_400


def svg(chart: Chart, look: Look, version: str) -> str:
    """The picture, kept until the figures change: near at hand, or as the worker drew it ahead."""
    key = _key(chart, look, version)
    found: str | None = caches["near"].get(key) or caches["default"].get(key)
    if found is None:
        found = drawn(chart, look)
    caches["near"].set(key, found, 86_400)
    return found


def draw_ahead(chart: Chart, version: str) -> None:
    """Every width and theme of a chart into the cache that all processes share. For the worker."""
    for width in WIDTHS.values():
        for theme in THEMES:
            look = Look(width, theme)
            caches["default"].set(_key(chart, look, version), drawn(chart, look), KEEP_SECONDS)


def _key(chart: Chart, look: Look, version: str) -> str:
    said = json.dumps([chart.title, chart.rows, chart.marks, get_language()], default=str)
    return f"chart:{version}:{chart.slug}:{look.width}:{look.theme}:{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def drawn(chart: Chart, look: Look) -> str:
    """The picture, drawn now."""
    return charts.svg(_spec(chart, look))


def png(chart: Chart, look: Look) -> bytes:
    """The picture for slides and newspapers."""
    return charts.png(_spec(chart, look))


def _spec(chart: Chart, look: Look) -> dict[str, Any]:
    rows = [{key: float(v) if isinstance(v, Decimal) else v for key, v in row.items()} for row in chart.rows]
    picture = PAINTERS[chart.paint](rows, look, chart)
    spec: dict[str, Any] = picture.configure(**_config(look)).to_dict(validate=False)
    return spec | {"description": chart.tells}


def _config(look: Look) -> dict[str, Any]:
    axis = {
        "labelColor": look["soft"], "titleColor": look["soft"], "gridColor": look["line"], "domainColor": look["line"],
        "tickColor": look["line"], "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "labelLimit": 190 if not look.is_narrow else 130,
    }  # fmt: skip
    legend = {"labelColor": look["ink"], "labelFontSize": 12, "orient": "bottom", "title": None, "symbolType": "square",
              "columns": 1 if look.is_narrow else 3, "labelLimit": 320}  # fmt: skip
    return {"background": look["paper"], "font": "sans-serif", "padding": 8, "axis": axis, "legend": legend,
            "view": {"stroke": None}, "text": {"color": look["ink"], "fontSize": 12}}  # fmt: skip


# --- painters -------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _altair() -> Any:
    import altair

    return altair


def _plot(look: Look, height: int, beside: int = 0) -> dict[str, Any]:
    return {"width": look.width - beside - 40, "height": height}


def _waterfall(rows: Rows, look: Look, chart: Chart) -> Any:
    """Each part begins where the one before it ended; the last bar is the whole."""
    alt = _altair()
    bars, at = [], 0.0
    for row in rows:
        is_whole = row.get("is_whole", False)
        begin, end = (0.0, row["value"]) if is_whole else (at, at + row["value"])
        at = end
        kind = "whole" if is_whole else "up" if row["value"] >= 0 else "down"
        bars.append({**row, "begin": begin, "end": end, "far": max(begin, end), "kind": kind})
    colour = alt.Color(
        "kind:N",
        legend=None,
        scale=alt.Scale(domain=["whole", "up", "down"], range=[look["gold"], look["up"], look["down"]]),
    )
    y = alt.Y("name:N", sort=None, axis=alt.Axis(title=None, ticks=False, domain=False))
    head = max(bar["far"] for bar in bars) * (1.16 if not look.is_narrow else 1.3)
    low = min(0.0, *(min(bar["begin"], bar["end"]) for bar in bars))
    x = alt.X(
        "begin:Q",
        scale=alt.Scale(domain=[low, head]),
        axis=alt.Axis(title=chart.marks.get("unit"), tickCount=5),
    )
    base = alt.Chart(alt.Data(values=bars)).properties(
        **_plot(look, 24 * len(bars), 200 if not look.is_narrow else 150)
    )
    bar = base.mark_bar(height=15, cornerRadius=2).encode(y=y, x=x, x2="end:Q", color=colour)
    said = base.mark_text(align="left", dx=5).encode(y=y, x="far:Q", text="said:N")
    return bar + said


def _scatter(rows: Rows, look: Look, chart: Chart) -> Any:
    """LQ against growth, with the two lines that make the four quarters; an area as large as the share."""
    alt = _altair()
    scale = alt.Scale(type="symlog", constant=0.4, domainMin=-0.06, nice=False)
    x = alt.X(
        "lq:Q",
        scale=scale,
        axis=alt.Axis(title=chart.marks["x"], values=[0, 0.5, 1, 1.5, 2, 3, 4], format=".1~f"),
    )
    y = alt.Y(
        "growth:Q",
        axis=alt.Axis(title=chart.marks["y"], tickCount=6),
        scale=alt.Scale(zero=False, padding=24),
    )
    kinds = alt.Scale(
        domain=chart.marks["classes"], range=[look["up"], look["gold"], look["blue"], look["grey"]]
    )
    size = alt.Size("share:Q", legend=None, scale=alt.Scale(range=[60, 1500 if not look.is_narrow else 700]))
    plot = _plot(look, 440 if not look.is_narrow else 380, 30)
    base = alt.Chart(alt.Data(values=_labelled(rows, look, plot))).properties(**plot)
    dots = base.mark_circle(stroke=look["paper"], opacity=1).encode(
        x=x, y=y, color=alt.Color("class:N", scale=kinds), size=size
    )
    names = [
        base.transform_filter(f"datum.dy == {dy}")
        .mark_text(dy=dy, fontSize=11)
        .encode(x=x, y=y, text="label:N")
        for dy in LABELS
    ]
    upright = alt.Chart(alt.Data(values=[{"at": 1}])).mark_rule(strokeDash=[4, 4], color=look["soft"])
    level = alt.Chart(alt.Data(values=[{"at": chart.marks["level"]}])).mark_rule(
        strokeDash=[4, 4], color=look["soft"]
    )
    return alt.layer(upright.encode(x="at:Q"), level.encode(y="at:Q"), dots, *names)


LABELS = (-14, 17, -27, 30)


def _labelled(rows: Rows, look: Look, plot: dict[str, Any]) -> Rows:
    """Each dot with its name above or below it, wherever it covers no other name; measured roughly, in pixels."""
    drawn = [row for row in rows if row["growth"] is not None]
    across = [math.log1p((row["lq"] + 0.06) / 0.4) for row in drawn]
    upward = [row["growth"] for row in drawn]
    wide, high = max(across, default=1) or 1, (max(upward, default=1) - min(upward, default=0)) or 1
    taken: list[tuple[float, float, float]] = []
    for row, x, y in zip(drawn, across, upward, strict=True):
        label = row["code"] if look.is_narrow else row["name"]
        at, down, half = (
            x / wide * plot["width"],
            (max(upward) - y) / high * (plot["height"] - 60),
            len(label) * 3.1,
        )
        clear = [
            dy for dy in LABELS if all(abs(at - a) > half + h or abs(down + dy - d) > 12 for a, d, h in taken)
        ]
        row |= {"label": label, "dy": (clear or LABELS)[0]}
        taken.append((at, down + row["dy"], half))
    return drawn


COLOURS = ("up", "gold", "blue", "down", "grey", "ink")


def _palette(alt: Any, look: Look, names: Sequence[str]) -> Any:
    return alt.Scale(domain=list(names), range=[look[COLOURS[at % len(COLOURS)]] for at in range(len(names))])


def _columns(rows: Rows, look: Look, chart: Chart) -> Any:
    """A few series side by side, by period."""
    alt = _altair()
    tidy = _tidy(rows, chart)
    names = [column.label for column in chart.columns[1:]]
    colour = alt.Color("series:N", scale=_palette(alt, look, names), sort=names)
    x = alt.X("period:N", sort=None, axis=alt.Axis(title=None, labelAngle=0))
    y = alt.Y("value:Q", axis=alt.Axis(title=chart.marks.get("unit"), tickCount=5))
    base = alt.Chart(alt.Data(values=tidy)).properties(**_plot(look, 260, 20))
    offset = alt.XOffset("series:N", sort=names)
    bars = base.mark_bar(cornerRadius=2).encode(x=x, y=y, xOffset=offset, color=colour)
    if look.is_narrow:
        return bars
    above = "datum.value >= 0 ? datum.value : 0"
    text = (
        base.transform_calculate(top=above)
        .mark_text(dy=-7, fontSize=11)
        .encode(x=x, y="top:Q", xOffset=offset, text="said:N")
    )
    return bars + text


def _lines(rows: Rows, look: Look, chart: Chart) -> Any:
    """A few series as lines, by period; a gap stays a gap."""
    alt = _altair()
    names = [column.label for column in chart.columns[1:]]
    colour = alt.Color("series:N", scale=_palette(alt, look, names), sort=names)
    x = alt.X("period:N", sort=None, axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True))
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=chart.marks.get("zero", False)),
        axis=alt.Axis(title=chart.marks.get("unit"), tickCount=5),
    )
    base = alt.Chart(alt.Data(values=_tidy(rows, chart))).properties(**_plot(look, 280, 20))
    return base.mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=55, filled=True)).encode(
        x=x, y=y, color=colour, strokeDash=alt.StrokeDash("series:N", sort=names, legend=None)
    )


def _stacks(rows: Rows, look: Look, chart: Chart) -> Any:
    """Parts to the left and right of nought, by name."""
    alt = _altair()
    names = [column.label for column in chart.columns[1:] if column.key in chart.marks["parts"]]
    tidy = [row for row in _tidy(rows, chart) if row["series"] in names]
    colour = alt.Color("series:N", scale=_palette(alt, look, names), sort=names)
    y = alt.Y("period:N", sort=None, axis=alt.Axis(title=None, ticks=False, domain=False))
    x = alt.X("value:Q", axis=alt.Axis(title=chart.marks.get("unit"), tickCount=5))
    base = alt.Chart(alt.Data(values=tidy)).properties(
        **_plot(look, 24 * len(rows), 200 if not look.is_narrow else 150)
    )
    return base.mark_bar(height=15).encode(y=y, x=x, color=colour)


def _tidy(rows: Rows, chart: Chart) -> Rows:
    """One row a value; what is missing is left out."""
    first = chart.columns[0].key
    return [
        {
            "period": row[first],
            "series": column.label,
            "value": row[column.key],
            "said": spoken(row[column.key], column.digits),
        }
        for row in rows
        for column in chart.columns[1:]
        if row.get(column.key) is not None and not isinstance(row[column.key], str)
    ]


PAINTERS: dict[str, Callable[[Rows, Look, Chart], Any]] = {
    "waterfall": _waterfall, "scatter": _scatter, "columns": _columns, "lines": _lines, "stacks": _stacks,
}  # fmt: skip
