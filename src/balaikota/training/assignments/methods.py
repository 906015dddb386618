"""The weighted mean of marks, and the grade list as a table."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from balaikota.kit.exports import as_csv


def weighted(marks: Sequence[Decimal | None], weights: Sequence[int]) -> Decimal | None:
    """The sum of mark times weight over the sum of the weights; None while a mark is open."""
    known = [mark for mark in marks if mark is not None]
    if not marks or len(known) < len(marks):
        return None
    whole = sum((mark * weight for mark, weight in zip(known, weights, strict=True)), Decimal(0))
    return (whole / sum(weights)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return as_csv([head, *rows])
