"""Which topic a text speaks of: words are counted, nothing is learned, and the reporter has the last word."""

import re
from collections.abc import Iterable

from balaikota.kit.composing import composed

WORD = re.compile(r"[a-z0-9]+")
#: A whole keyword, per word of it; a word that is one with an ending.
WHOLE, FORM = 3.0, 1.0
ENDINGS = ("nya", "lah", "kah", "ku", "mu", "an", "kan", "i", "pun")


def plain(text: str) -> str:
    """Small letters without accents, words parted by one blank."""
    flat = composed(text.lower(), "NFKD").encode("ascii", "ignore").decode()
    return " ".join(WORD.findall(flat))


def score(text: str, keywords: Iterable[str]) -> float:
    """How strongly a text speaks of a topic; 0 when not at all. Longer phrases weigh more, each counts once."""
    said = f" {plain(text)} "
    words = said.split()
    total = 0.0
    for keyword in keywords:
        key = plain(keyword)
        if not key:
            continue
        if f" {key} " in said:
            total += WHOLE * len(key.split())
        elif " " not in key and len(key) >= 4 and any(_is_form_of(word, key) for word in words):
            total += FORM
    return total


def _is_form_of(word: str, key: str) -> bool:
    """`sampahnya` is a form of `sampah`; `lampung` is none of `lampu`."""
    return word.startswith(key) and word[len(key) :] in ENDINGS
