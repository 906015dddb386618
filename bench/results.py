"""What `make bench` saw, as a page: where and with what, one table of figures, one of runs, and the figures' chart."""

import os
import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from bench.figures import LIMIT, Figure, written

ROOT = Path(__file__).resolve().parents[1]
#: Whose versions stand on the page: what we run on, and what is beside us.
PACKAGES = ("Django", "granian", "psycopg", "polars", "splink", "duckdb", "python-calamine", "pyhanko", "numpy",
            "statsmodels", "procrastinate", "typst", "playwright", "pyspark")  # fmt: skip
ABOUT = "For each figure, how much of what is allowed it used"
AXIS = "used of what is allowed (1 is the target; logarithmic)"
TICKS, WIDE = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100], 380
QUIET = 0.7  # load
KEPT, NOT_KEPT, TOLD = "✓ kept", "✗ not kept", "–"


@dataclass(frozen=True)
class Run:
    """One bench in one go: how it ended and what it told."""

    name: str
    short: str
    seconds: float
    end: str
    figures: list[Figure]

    @property
    def is_kept(self) -> bool:
        return self.end == "kept"


@dataclass(frozen=True)
class Begun:
    """When, and how busy the machine was then."""

    at: datetime
    load: float

    @classmethod
    def now(cls) -> "Begun":
        return cls(datetime.now(UTC), os.getloadavg()[0])


def write(page: Path, begun: Begun, runs: list[Run], every: list[str], left_out: tuple[str, ...]) -> None:
    """The page and, beside it, the chart."""
    chart = page.with_suffix(".svg")
    chart.write_text(drawn(runs))
    kept = [figure.is_kept for run in runs for figure in run.figures]
    ended = datetime.now(UTC)
    missing = [name for name in every if name not in {run.name for run in runs}]
    short = f"Not run this time: {', '.join(missing)}. " if missing else ""
    runs_table = [(run.name, run.short, f"{run.seconds:.0f} s", run.end) for run in runs]
    parts = [
        "# What was measured",
        f"Written by `make bench` on {begun.at:%d %B %Y}, {begun.at:%H:%M} to {ended:%H:%M} UTC, {_commit()}."
        " Every figure is ours beside a peer in the same run, or a limit; what is measured and why is told in"
        " [bench/README.md](../bench/README.md).",
        f"**{sum(kept)} of {len(kept)} figures kept their target.** Each bench ran in its short form; the whole one is"
        f" `make bench NAME=…`. {short}Never in the short form: {', '.join(left_out)}.",
        _table(("machine", ""), machine(begun)),
        f"![{ABOUT}; the same figures stand in the table below]({chart.name})",
        "How much of what is allowed was used: 1 is the target itself, whichever way it looks; left of it is better. A"
        " disc is kept, a cross is not. Counts that must be zero, and what is only told, stand in the table alone.",
        "## Figures",
        _table(("bench", "figure", "ours", "beside", "ratio", "target", "kept", "told besides"), _rows(runs)),
        "## Runs",
        _table(("bench", "short form", "took", "ended"), runs_table),
    ]
    page.write_text("\n\n".join(parts) + "\n")


def _rows(runs: list[Run]) -> list[tuple[str, ...]]:
    return [
        (
            run.name,
            figure.name,
            f"{written(figure.ours)} {figure.unit}".strip(),
            "" if figure.peer == LIMIT or figure.theirs is None
            else f"{figure.peer} {written(figure.theirs)} {figure.unit}".strip(),
            "" if figure.ratio is None else written(figure.ratio),
            figure.target,
            (KEPT if figure.is_kept else f"**{NOT_KEPT}**") if figure.target else TOLD,
            figure.note,
        )
        for run in runs
        for figure in run.figures
    ]  # fmt: skip


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("<", "&lt;")


# --- where ----------------------------------------------------------------------------------------


def machine(begun: Begun) -> list[tuple[str, ...]]:
    """Processor, memory, kernel, and the versions of what ran."""
    from balaikota.config import postgres

    command = [postgres.binary("postgres"), "--version"]
    server = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    cores, memory = len(os.sched_getaffinity(0)), psutil.virtual_memory().total >> 20
    busy = " (not quiet: ratios hold, times do not)" if begun.load > QUIET else ""
    return [
        ("processor", f"{_processor()}, {cores} cores, {memory:,} MB"),
        ("system", f"{system}, kernel {platform.release()}"),
        ("load when it began", f"{begun.load:.2f}{busy}"),
        ("Python", platform.python_version()),
        ("PostgreSQL", server[-1]),
        ("packages", ", ".join(f"{name} {_version(name)}" for name in PACKAGES if _version(name))),
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = (
        " with changes" if git("status", "--porcelain", "--untracked-files=no", "--", "src", "bench") else ""
    )
    return f"commit {git('rev-parse', '--short=10', 'HEAD') or 'unknown'}{changed}"


# --- the chart ------------------------------------------------------------------------------------


def drawn(runs: list[Run]) -> str:
    """What of each allowance was used, on a logarithmic axis; shape and words say the same as the colour."""
    rows = [
        {
            "name": f"{run.name}: {figure.name}",
            "used": figure.used,
            "kept": KEPT if figure.is_kept else NOT_KEPT,
            "said": f"{written(figure.ratio if figure.peer != LIMIT else figure.ours)}, {figure.target}",
        }
        for run in runs
        for figure in run.figures
        if figure.used and figure.ratio is not None
    ]
    from django.conf import settings

    if not settings.configured:
        settings.configure(LANGUAGE_CODE="en", USE_I18N=False)
    from django.utils import translation

    from balaikota.kit import charts

    with translation.override("en"):
        return charts.svg(_painted(rows))


#: Whoever looks has another typeface than the machine that measured the words: half again as wide.
ROOM = {"left": 80, "top": 10, "right": 40, "bottom": 10}


def _painted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    import altair as alt

    from balaikota.economy.charts.methods import THEMES

    ink, kinds = THEMES["terang"], [KEPT, NOT_KEPT]
    label = {"labelColor": ink["ink"], "titleColor": ink["soft"], "gridColor": ink["line"], "labelFontSize": 12,
             "titleFontWeight": "normal", "labelLimit": 420}  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).properties(width=WIDE, height=alt.Step(19))
    y = alt.Y("name:N", sort=None, axis=alt.Axis(title=None, grid=True, ticks=False, domain=False))
    all_used = [row["used"] for row in rows] or [1.0]
    ends = [min(1.0, *all_used) / 1.3, max(1.0, *all_used) * 1.3]
    x = alt.X(
        "used:Q",
        scale=alt.Scale(type="log", domain=ends, nice=False),
        axis=alt.Axis(title=AXIS, format="~g", values=TICKS),
    )
    legend = alt.Legend(title=None, orient="top")
    colours = alt.Scale(domain=kinds, range=[ink["up"], ink["down"]])
    shapes = alt.Scale(domain=kinds, range=["circle", "cross"])
    marks = base.mark_point(filled=True, size=70, opacity=1).encode(
        y=y, x=x, color=alt.Color("kept:N", scale=colours, legend=legend),
        shape=alt.Shape("kept:N", scale=shapes, legend=legend),
    )  # fmt: skip
    said = base.mark_text(align="left", color=ink["ink"]).encode(y=y, x=alt.value(WIDE + 12), text="said:N")
    line = alt.Chart(alt.Data(values=[{"used": 1}])).mark_rule(strokeWidth=1.5, strokeDash=[5, 3])
    picture = (line.encode(x="used:Q") + marks + said).configure(
        background=ink["paper"], font="sans-serif", padding=ROOM, view={"stroke": None}, axis=label,
        legend={"labelColor": ink["ink"], "labelFontSize": 12},
    )  # fmt: skip
    spec: dict[str, Any] = picture.to_dict(validate=False)
    return spec | {"description": f"{ABOUT}; the table beside it has all numbers."}
