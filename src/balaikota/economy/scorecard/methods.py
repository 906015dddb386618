"""Whether a figure rose or fell, told without saying whether that is good. Pure."""

from collections.abc import Sequence
from decimal import Decimal

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
