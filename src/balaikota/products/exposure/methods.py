"""The order that rotates. Sellers stand on a circle of 65536 points, each at a point that its own id gives; every hour
the list begins at another point (`offset`), one golden section further on (Knuth, TAOCP 3, 6.4: multiples of the golden
section fall into the widest gap), so that every stretch of the circle comes first equally often. A round shows one
product of each seller; `turn` is `round << 16 | point`. Formulas only, no tables.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

#: Points of the circle; after so many rounds the rest of a seller's products follows, with those that lack something.
CIRCLE, ROUNDS = 1 << 16, 8


def point_of(seller: UUID) -> int:
    """The seller's place on the circle: evenly spread, and nobody can choose it."""
    return int.from_bytes(hashlib.blake2b(seller.bytes, digest_size=2).digest(), "big")


def offset(hour: int) -> int:
    """Where on the circle the list begins in this hour (hours since 1970). 40503 is 65536 / 1.6180, made odd."""
    return hour * 40503 % CIRCLE


def segments(offset: int, after: tuple[int, int] = (-1, 0)) -> list[tuple[int, int, int]]:
    """The stretches of `turn` in the order they are shown, from behind `after` (a turn and an id) on: low, id, high."""
    rows: list[tuple[int, int, int]] = []
    for number in range(ROUNDS + 1):
        base = number << 16
        rows += [(base + offset, 0, base + CIRCLE), (base, 0, base + offset)]
    turn, last = after
    at = next((at for at, (low, _id, high) in enumerate(rows) if low <= turn < high), None)
    if at is not None:
        rows = [(turn, last, rows[at][2]), *rows[at + 1 :]]
    return [row for row in rows if row[0] < row[2]]


@dataclass(frozen=True)
class Seen:
    """One seller: complete products in the catalogue, and how often its cards were shown."""

    name: str
    number: str
    complete: int
    shown: int


@dataclass(frozen=True)
class Evenness:
    """How evenly sellers were seen. The Gini coefficient is 0 when all alike, near 1 when one has everything."""

    sellers: int
    unseen: int
    gini: float


def gini(shown: Sequence[int]) -> float:
    """Half the relative mean difference; Gini (1912), by the sorted form of Sen, On Economic Inequality (1973), ch. 2."""
    total, size = sum(shown), len(shown)
    if not total:
        return 0.0
    weighted = sum(place * each for place, each in enumerate(sorted(shown), 1))
    return (2 * weighted) / (size * total) - (size + 1) / size


def evenness(sellers: Sequence[Seen]) -> Evenness:
    shown = [each.shown for each in sellers]
    return Evenness(len(shown), sum(1 for each in shown if not each), gini(shown))


def shelves(offset: int, known: int, wanted: int) -> str:
    """So many stretches of the circle from `offset` on that about `wanted` of `known` sellers' products stand there."""
    share = min(1.0, wanted / max(known, 1))
    fine, coarse = max(1, round(256 * share)), max(1, round(16 * share))
    if fine < 16:
        return " | ".join(f"Q{(offset // 256 + at) % 256:02x}" for at in range(fine + 1))
    if coarse >= 16:
        return " | ".join(f"R{at:x}" for at in range(16))
    return " | ".join(f"R{(offset // 4096 + at) % 16:x}" for at in range(coarse + 1))


class Counts:
    """How often sellers were shown by this process, until it is written down: once in so many seconds. A seller is its
    id as text, which counts ten times as fast.

    What a process has yet to write when it is stopped is lost.
    """

    def __init__(self, seconds: float = 60) -> None:
        self.seconds, self.since = seconds, time.monotonic()
        self.waiting: Counter[str] = Counter()

    def add(self, sellers: Iterable[str]) -> dict[str, int]:
        """Count; what is to be written now, mostly nothing."""
        self.waiting.update(sellers)
        return self.take() if time.monotonic() - self.since > self.seconds else {}

    def take(self) -> dict[str, int]:
        self.since = time.monotonic()
        return {seller: self.waiting.pop(seller, 0) for seller in list(self.waiting)}
