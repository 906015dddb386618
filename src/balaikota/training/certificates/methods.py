"""The rule for passing: attendance and score are separate conditions, each compared without rounding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """Passed, or which conditions are lacking."""

    lacks: tuple[str, ...]

    @property
    def is_passed(self) -> bool:
        return not self.lacks


def hours(minutes: int) -> str:
    """As a paper says it to somebody who does not count in JP: `3 jam 45 menit`."""
    whole, rest = divmod(minutes, 60)
    told = [f"{whole} jam"] * bool(whole) + [f"{rest} menit"] * bool(rest)
    return " ".join(told) or "0 menit"


def verdict(
    *, is_there_enough: bool, post: Decimal | None, rule: Mapping[str, Any], also: Sequence[str] = ()
) -> Verdict:
    """`post` is the best score of the tests allowed; None when none was taken. `also`: what other rooms found lacking."""
    lacks = []
    if not is_there_enough:
        lacks.append("attendance")
    if rule["pass_mark"] and (post is None or post < rule["pass_mark"]):
        lacks.append("score")
    return Verdict((*lacks, *also))
