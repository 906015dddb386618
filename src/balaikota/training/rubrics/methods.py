"""Reading and writing a rubric, a mark from it, and what stands when markers differ."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

#: Two markers who differ by more than this saw two different works (a custom of this product).
FAR = 20
MARKERS = 2
CRITERIA_MOST = 12
LEVELS_MOST = 6
POINTS_MOST = 1000

Rubric = Sequence[Mapping[str, Any]]


class Fault(ValueError):
    """A line of a rubric cannot be read; `why` says what to mend."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line, self.why = line, why


def read(text: str) -> list[dict[str, Any]]:
    """`Kriteria | poin | tingkat terendah | … | tingkat tertinggi`, one a line; raises `Fault` with the line."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            rows.append(_criterion(line, number))
        if len(rows) > CRITERIA_MOST:
            raise Fault(number, "many")
    return rows


def _criterion(line: str, number: int) -> dict[str, Any]:
    name, *rest = (" ".join(part.split()) for part in line.split("|"))
    if not name or not rest:
        raise Fault(number, "shape")
    said, levels = rest[0], rest[1:]
    if not (said.isascii() and said.isdecimal() and len(said) < 5 and 0 < int(said) <= POINTS_MOST):
        raise Fault(number, "points")
    if not 2 <= len(levels) <= LEVELS_MOST or not all(levels):
        raise Fault(number, "levels")
    return {"criterion": name[:200], "weight": int(said), "levels": [each[:400] for each in levels]}


def written(rubric: Rubric) -> str:
    """The same lines back, to be changed."""
    return "\n".join(" | ".join([each["criterion"], str(each["weight"]), *each["levels"]]) for each in rubric)


def is_readable(rubric: Rubric, levels: Sequence[int]) -> bool:
    """One level of each criterion, and one that exists."""
    return len(levels) == len(rubric) and all(
        0 <= level < len(each["levels"]) for each, level in zip(rubric, levels, strict=True)
    )


def levels_in(said: Sequence[str]) -> list[int]:
    """The ticked places as a form sends them; -1, which no rubric has, for anything else."""
    return [int(each) if len(each) == 1 and each in "0123456789" else -1 for each in said]


def to_tick(rubric: Rubric, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """The rubric with the level that is ticked now."""
    known = [*chosen, *[""] * len(rubric)]
    return [{**each, "chosen": said} for each, said in zip(rubric, known, strict=False)]


def mark(rubric: Rubric, levels: Sequence[int]) -> Decimal:
    """0 to 100: each criterion gives its weight times the share of its highest level that was reached."""
    whole = sum(Decimal(str(each["weight"])) for each in rubric)
    reached = sum(
        Decimal(str(each["weight"])) * level / max(len(each["levels"]) - 1, 1)
        for each, level in zip(rubric, levels, strict=True)
    )
    return (100 * reached / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else Decimal(0)


def mean(marks: Sequence[Decimal]) -> Decimal:
    return (sum(marks, Decimal(0)) / len(marks)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def are_far(marks: Sequence[Decimal]) -> bool:
    """Did the markers see two different works?"""
    return len(marks) > 1 and max(marks) - min(marks) > FAR


def agreed(marks: Sequence[Decimal]) -> Decimal | None:
    """The mark that stands: of two who are near their mean, of three the mean of the two nearest (of all three when
    the middle lies in the middle). None while another marker, or a talk of the two, is needed."""
    if len(marks) < MARKERS or (len(marks) == MARKERS and are_far(marks)):
        return None
    if len(marks) == MARKERS:
        return mean(marks)
    low, middle, high = sorted(marks)[:3]
    if middle - low == high - middle:
        return mean([low, middle, high])
    return mean([low, middle] if middle - low < high - middle else [middle, high])
