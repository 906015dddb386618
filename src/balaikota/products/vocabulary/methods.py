"""Slips of the finger: which word of the catalogue was meant. Nothing is guessed about names of places and brands."""

from collections.abc import Iterable
from itertools import combinations

from rapidfuzz.distance import OSA

from balaikota.foundation.lexicon.methods import is_protected


def slips(word: str) -> list[str]:
    """The word, and it without one letter (of seven or more: two). Two words a slip apart share one of them."""
    most = 1 if len(word) < 7 else 2
    found = {word}
    for gone in range(1, most + 1):
        for places in combinations(range(len(word)), gone):
            found.add("".join(sign for at, sign in enumerate(word) if at not in places))
    return sorted(each for each in found if len(each) > 2)


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str:
    """The likeliest word that was meant, or "". The first letter stands; short words allow one slip, no less than
    four letters; what is a name of a place or a brand is never altered (*oles* is not *ulos*)."""
    allowed = 0 if len(word) < 4 or is_protected(word) else 1 if len(word) < 7 else 2
    if not allowed:
        return ""
    near = [
        (OSA.distance(word, other, score_cutoff=allowed), -n, other)
        for other, n in known
        if other[:1] == word[:1]
    ]
    return min((each for each in near if each[0] <= allowed), default=(0, 0, ""))[2]
