"""Texts over time: an address that stays, and what changed between two versions."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from balaikota.kit.composing import composed

LONGEST_SLUG = 70
_WORDS = re.compile(r"\s+|[^\s]+")
#: Compared word by word up to this many; a longer text line by line, which is quick at any length.
MOST_WORDS = 4_000


def slug_of(title: str, is_taken: Callable[[str], bool]) -> str:
    """An address from a title: letters, digits and hyphens, whole words; the second of a name gets `-2`."""
    plain = composed(title, "NFKD").encode("ascii", "ignore").decode().lower()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = whole if len(whole) <= LONGEST_SLUG else whole[: LONGEST_SLUG + 1].rpartition("-")[0]
    slug = short or whole[:LONGEST_SLUG] or "informasi"
    number, found = 1, slug
    while is_taken(found):
        number += 1
        found = f"{slug}-{number}"
    return found


@dataclass(frozen=True)
class Bit:
    """A stretch of text: `same`, `gone` from the earlier, or `new` in the later."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Bit]:
    """How the earlier text became the later. Joined, `same` and `gone` give the one, `same` and `new` the other."""
    a, b = _pieces(before), _pieces(after)
    if max(len(a), len(b)) > MOST_WORDS:
        a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    bits = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            bits.append(Bit("same", "".join(a[a1:a2])))
            continue
        gone, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        bits += [Bit(name, text) for name, text in (("gone", gone), ("new", new)) if text]
    return bits


def _pieces(text: str) -> list[str]:
    return _WORDS.findall(text)


def differing(before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The names of what differs, in order."""
    return [name for name in names if before.get(name) != after.get(name)]
