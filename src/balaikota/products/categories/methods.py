"""Which category a seller's words mean, how units of sale compare, and which permit is usual. Pure; facts lie in `data/`."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from balaikota.kit.composing import composed

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[a-z0-9]+")
#: The example opens the text; its first word does; it stands somewhere in the text; a word of it does.
OPENS, HEAD, STANDS, WORD_OF = 10.0, 6.0, 4.0, 1.0
#: Words that say nothing about the kind.
EMPTY = frozenset({"dan", "asli", "khas", "medan", "enak", "murah", "rumahan", "besar", "kecil", "lainnya"})


def words(text: str) -> list[str]:
    """Small letters without accents."""
    flat = composed(text.lower(), "NFKD").encode("ascii", "ignore").decode()
    return WORD.findall(flat)


def score(said: list[str], examples: Iterable[str]) -> float:
    """How strongly words speak of a kind. In an Indonesian name the first word is the thing: keripik tempe is a keripik."""
    best = 0.0
    text = f" {' '.join(said)} "
    for example in examples:
        parts = words(example)
        phrase = f" {' '.join(parts)} "
        if not parts or not said:
            continue
        if text.startswith(phrase):
            best = max(best, OPENS + len(parts))
        elif parts[0] == said[0]:
            best = max(best, HEAD)
        elif phrase in text:
            best = max(best, STANDS + len(parts))
        elif any(part in said and part not in EMPTY and len(part) > 3 for part in parts):
            best = max(best, WORD_OF)
    return best


def respelled(said: list[str], known: list[str]) -> list[str]:
    """Words nobody knows become the known word they nearly are: kripik is keripik."""
    have = set(known)
    near = [difflib.get_close_matches(each, known, 1, 0.8) if each not in have else [] for each in said]
    return [found[0] if found else each for each, found in zip(said, near, strict=True)]


# --- units ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unit:
    """A unit of sale. `factor` of `base` are in one of it; without a base it is never converted."""

    code: str
    base: str = ""
    factor: int = 0


@lru_cache
def units() -> dict[str, Unit]:
    """By code and by every other way to write it."""
    named: dict[str, Unit] = {}
    for row in tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))["units"]:
        unit = Unit(row["code"], row.get("base", ""), row.get("factor", 0))
        for name in (row["code"], *row["aliases"]):
            named.setdefault(name, unit)
    return named


def in_base(amount: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """3 lusin are 36 pcs; None when the unit has no fixed size."""
    known = units().get(unit.lower().strip())
    return (amount * known.factor, known.base) if known and known.base else None


# --- permits --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Track:
    """The permit usual for a kind of product; advice, with where it was read."""

    code: str
    permit_class: str
    about: str
    source: str = ""
    confidence: str = "unverified"


@lru_cache
def tracks() -> dict[str, Track]:
    rows = tomllib.loads((DATA / "tracks.toml").read_text(encoding="utf-8"))["tracks"]
    return {
        row["code"]: Track(
            row["code"],
            row["class"],
            row["about"],
            row.get("source", ""),
            row.get("confidence", "unverified"),
        )
        for row in rows
    }
