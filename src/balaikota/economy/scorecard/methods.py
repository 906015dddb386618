"""Whether a figure rose or fell, told without saying whether that is good. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: How far from a target, as a share of it, still counts as near.
NEAR = Decimal("0.05")

#: Drawn as a line in a box of this size; coordinates are rounded so that the same figures give the same picture.
WIDTH, HEIGHT = 120, 32


def trend(values: Sequence[Decimal]) -> str:
    """The last value beside the one before it: up, down, same; empty with fewer than two."""
    if len(values) < 2:
        return ""
    before, now = values[-2], values[-1]
    return "same" if now == before else "up" if now > before else "down"


def line(values: Sequence[Decimal]) -> str:
    """The points of a polyline, oldest first; nothing with fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = high - low or Decimal(1)
    step = Decimal(WIDTH - 4) / (len(values) - 1)
    points = (
        (2 + step * at, HEIGHT - 3 - (value - low) / span * (HEIGHT - 6)) for at, value in enumerate(values)
    )
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


@dataclass(frozen=True)
class Target:
    """What a plan promises for a figure in a period."""

    figure: str
    period: str
    value: Decimal
    better: str
    source: str


def light(value: Decimal, target: Target) -> str:
    """ok: reached; wait: at most a twentieth of the target away from it; stop: further."""
    short = target.value - value if target.better == "higher" else value - target.value
    if short <= 0:
        return "ok"
    return "wait" if short <= NEAR * abs(target.value) else "stop"
