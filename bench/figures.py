"""One figure, told one way: ours, beside a peer in the same run or a limit, their ratio, and whether the target was kept.

Each bench tells its figures here: a line on the screen and, where BENCH_FIGURES names a file, a line of JSON in it, of
which `make bench` makes its table and its chart (`bench/results.py`).
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

LIMIT = "limit"


@dataclass(frozen=True)
class Figure:
    """`ratio` is ours by theirs (the median of the turns where there were turns); none where theirs is 0 or nothing."""

    name: str
    ours: float
    unit: str
    peer: str
    theirs: float | None
    ratio: float | None
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def is_kept(self) -> bool:
        """A figure that is told and held to nothing is kept."""
        if self.ratio is None:
            return self.theirs is None or self.ours <= self.theirs
        return (self.most is None or self.ratio <= self.most) and (
            self.least is None or self.ratio >= self.least
        )

    @property
    def target(self) -> str:
        """As it was set: of the ratio beside a peer, of the figure itself against a limit."""
        if self.theirs is None or (self.ratio is not None and self.most is None and self.least is None):
            return ""
        side = "least" if self.least is not None else "most"
        return f"{side} {written(self.theirs if self.peer == LIMIT else self.least or self.most or 0)}"

    @property
    def used(self) -> float | None:
        """What of the allowance is used: 1 is the target itself, more is beyond it, whichever way the target looks."""
        if not self.ratio or (self.most is None and self.least is None):
            return None
        return self.ratio / self.most if self.most else (self.least or 0) / self.ratio

    def __str__(self) -> str:
        told = f"  {self.name:<40}ours {written(self.ours):>9} {self.unit:<5}"
        if self.peer != LIMIT and self.theirs is not None:
            told += f"  {self.peer} {written(self.theirs)} {self.unit}  ratio {written(self.ratio or 0)}"
        told += f" ({self.target})" if self.target else ""
        return told + ("" if self.is_kept else "  NOT KEPT") + (f"  · {self.note}" if self.note else "")


def beside(
    name: str,
    ours: float,
    unit: str,
    peer: tuple[str, float],
    *,
    ratio: float | None = None,
    most: float | None = None,
    least: float | None = None,
    note: str = "",
) -> bool:
    """Ours and what a peer (its name, its figure) came to in the same run; the target is one of the ratio. Whether kept."""
    who, theirs = peer
    return _told(
        Figure(name, ours, unit, who, theirs, ours / theirs if ratio is None else ratio, most, least, note)
    )


def within(
    name: str,
    ours: float,
    unit: str,
    *,
    most: float | None = None,
    least: float | None = None,
    note: str = "",
) -> bool:
    """Ours against a limit: at most, or at least, so much; without one it is only told. Whether it was kept.

    A limit of 0 has no ratio.
    """
    limit = most if most is not None else least
    sides = (None, None) if not limit else (1.0, None) if most is not None else (None, 1.0)
    return _told(Figure(name, ours, unit, LIMIT, limit, ours / limit if limit else None, *sides, note))


def _told(figure: Figure) -> bool:
    print(figure, flush=True)
    if file := os.environ.get("BENCH_FIGURES"):
        with Path(file).open("a") as rows:
            rows.write(json.dumps(asdict(figure)) + "\n")
    return figure.is_kept


def read(file: Path) -> list[Figure]:
    """What a bench told."""
    return [Figure(**json.loads(row)) for row in file.read_text().splitlines()] if file.exists() else []


def written(number: float) -> str:
    """Three digits that count, four just below 1 (0.9994), or all before the point."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.{4 if 0.9 < abs(number) < 1 else 3}g}"
