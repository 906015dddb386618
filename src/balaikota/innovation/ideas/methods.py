"""How alike two ideas are."""

import re
from collections.abc import Iterable

from balaikota.kit.composing import composed

WORD = re.compile(r"[a-z0-9]+")
#: Words that say nothing about what an idea is about.
EMPTY = frozenset((
    "dan", "di", "ke", "dari", "yang", "untuk", "dengan", "pada", "agar", "supaya", "bisa",
    "dapat", "akan", "atau", "ini", "itu", "tidak", "lebih", "ada", "adalah", "oleh", "juga",
    "kami", "saya", "warga", "kota", "harus", "lewat", "secara", "para", "sebuah", "the", "of",
    "and", "to", "in",
))  # fmt: skip
ALIKE = 0.28
ANSWER_DAYS = 14  # ours; no regulation sets it


def words(text: str) -> frozenset[str]:
    """The words that say something, in small letters, cut to six letters so that endings do not part them."""
    flat = composed(text.lower(), "NFKD").encode("ascii", "ignore").decode()
    return frozenset(word[:6] for word in WORD.findall(flat) if word not in EMPTY and len(word) > 2)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words by the smaller text: 1 when it is wholly within the other."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def alike(text: str, others: Iterable[tuple[int, str]], *, most: int = 3) -> list[int]:
    """Which of these texts speak of the same, the likest first."""
    said = words(text)
    scored = [(likeness(said, words(other)), key) for key, other in others]
    return [key for score, key in sorted(scored, key=lambda row: (-row[0], row[1])) if score >= ALIKE][:most]
