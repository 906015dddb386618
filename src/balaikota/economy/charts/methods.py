"""Rows in, SVG out. A chart is its table first: what is drawn, shown and downloaded are the same rows.

Drawn for a width and a theme, so that a telephone gets letters it can read. Altair and V8 are loaded with the first one.
"""

import csv
import io
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.cache import caches
from django.utils.translation import get_language

Cell = str | Decimal | None
Rows = list[dict[str, Any]]
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
LOCALES: dict[str, Any] = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""], "minus": "-"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["IDR ", ""], "minus": "-"},
}


@dataclass(frozen=True)
class Column:
    """One column of a chart's table: its key, how it is called, its unit, and with how many digits it is printed."""

    key: str
    label: str
    unit: str = ""
    digits: int = 2


@dataclass(frozen=True)
class Chart:
    """A table and the way it is painted. `tells` is the sentence for whoever cannot see it."""

    slug: str
    title: str
    tells: str
    columns: Sequence[Column]
    rows: Rows
    paint: str
    method: str = ""
    sources: Sequence[str] = ()
    marks: dict[str, Any] = field(default_factory=dict)


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


_drawing = threading.Lock()  # V8 is asked by one thread at a time


def svg(chart: Chart, look: Look, version: str) -> str:
    """The picture, kept until the figures change."""
    key = f"chart:{version}:{chart.slug}:{get_language()}:{look.width}:{look.theme}:{_digest(chart)}"
    found: str | None = caches["near"].get(key)
    if found is None:
        found = drawn(chart, look)
        caches["near"].set(key, found, 86_400)
    return found


def _digest(chart: Chart) -> int:
    return hash((chart.title, json.dumps(chart.rows, default=str), json.dumps(chart.marks, default=str)))


def drawn(chart: Chart, look: Look) -> str:
    """The picture, drawn now."""
    import vl_convert

    spec = _spec(chart, look)
    with _drawing:
        return str(
            vl_convert.vegalite_to_svg(spec, format_locale=LOCALES.get(get_language() or "id", LOCALES["id"]))
        )


def png(chart: Chart, look: Look, scale: float = 2) -> bytes:
    """The picture for slides and newspapers."""
    import vl_convert

    spec = _spec(chart, look)
    with _drawing:
        return bytes(
            vl_convert.vegalite_to_png(
                spec, scale=scale, format_locale=LOCALES.get(get_language() or "id", LOCALES["id"])
            )
        )


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
    x = alt.X(
        "lq:Q",
        scale=alt.Scale(type="symlog", constant=0.4, domainMin=0, nice=False),
        axis=alt.Axis(title=chart.marks["x"], tickCount=5, format=".1~f"),
    )
    y = alt.Y("growth:Q", axis=alt.Axis(title=chart.marks["y"], tickCount=6))
    colour = alt.Color(
        "class:N",
        scale=alt.Scale(
            domain=chart.marks["classes"], range=[look["up"], look["gold"], look["blue"], look["grey"]]
        ),
    )
    base = alt.Chart(alt.Data(values=rows)).properties(**_plot(look, 420 if not look.is_narrow else 380, 30))
    size = alt.Size("share:Q", legend=None, scale=alt.Scale(range=[60, 1500 if not look.is_narrow else 700]))
    dots = base.mark_circle(opacity=0.75).encode(x=x, y=y, color=colour, size=size)
    names = base.mark_text(dy=-13, fontSize=11).encode(
        x=x, y=y, text="code:N" if look.is_narrow else "name:N"
    )
    upright = (
        alt.Chart(alt.Data(values=[{"at": 1}]))
        .mark_rule(strokeDash=[4, 4], color=look["soft"])
        .encode(x="at:Q")
    )
    level = (
        alt.Chart(alt.Data(values=[{"at": chart.marks["level"]}]))
        .mark_rule(strokeDash=[4, 4], color=look["soft"])
        .encode(y="at:Q")
    )
    return upright + level + dots + names


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


# --- the same rows for reading and for programs ---------------------------------------------------


def spoken(value: Any, digits: int = 2) -> str:
    """A number as the reader's language writes it, half up; a dash when there is none."""
    from django.utils.formats import number_format

    from balaikota.economy.measures.methods import half_up

    if value is None:
        return "–"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return str(number_format(half_up(exact, digits), decimal_pos=digits, use_l10n=True, force_grouping=True))


def shown(chart: Chart) -> list[list[str]]:
    """The table as a person reads it."""
    return [[_shown(row.get(column.key), column) for column in chart.columns] for row in chart.rows]


def _shown(value: Any, column: Column) -> str:
    return spoken(value, column.digits) if value is None or isinstance(value, Decimal) else str(value)


def head(chart: Chart) -> list[str]:
    return [f"{column.label} ({column.unit})" if column.unit else column.label for column in chart.columns]


def as_csv(chart: Chart) -> str:
    """RFC 4180, decimal points, every digit there is."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head(chart))
    writer.writerows([_exact(row.get(column.key)) for column in chart.columns] for row in chart.rows)
    return out.getvalue()


def _exact(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    # A spreadsheet would compute a text that begins like a formula.
    return f"'{value}" if str(value)[:1] in "=+@\t\r" else str(value)


def as_xlsx(chart: Chart, about: Sequence[tuple[str, str]]) -> bytes:
    """A workbook: the table, and a sheet that says where it comes from."""
    import xlsxwriter  # type: ignore[import-untyped]

    packed = io.BytesIO()
    with xlsxwriter.Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        sheet = book.add_worksheet("Data")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(chart.columns), 16)
        sheet.write_row(0, 0, head(chart), bold)
        for at, row in enumerate(chart.rows, 1):
            for place, column in enumerate(chart.columns):
                _write(sheet, at, place, row.get(column.key))
        notes = book.add_worksheet("Keterangan")
        notes.set_column(0, 1, 60)
        for at, (name, said) in enumerate(about):
            notes.write_string(at, 0, name, bold)
            notes.write_string(at, 1, said)
    return packed.getvalue()


def _write(sheet: Any, at: int, place: int, value: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(at, place, float(value))
    elif value is not None:
        sheet.write_string(at, place, str(value))
