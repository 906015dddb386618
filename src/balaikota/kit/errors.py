"""Saying no. A rule that is not met becomes a sentence the person reads."""

from typing import TypeVar

from django.http import Http404

T = TypeVar("T")


class Refusal(Exception):
    """The city says no, in one sentence that tells how to mend it. Shown with `status` by the middleware."""

    def __init__(self, sentence: str, *, status: int = 403, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.retry_after = retry_after  # seconds, for a 429


def require(allowed: bool, sentence: str, *, status: int = 403) -> None:
    """Go on only when the rule holds."""
    if not allowed:
        raise Refusal(str(sentence), status=status)


def found(row: T | None) -> T:
    """The row, or the 404 page: what a viewer may not see does not exist for them."""
    if row is None:
        raise Http404
    return row
