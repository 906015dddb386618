"""Editions, groups and sections of the competition, and how words are counted. Pure."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from balaikota.kit import city

FILE = Path(__file__).parent / "data" / "editions.toml"
WORD = re.compile(r"\w[\w’'./-]*")
GROUPS = {"umum": "umum", "replikasi": "replikasi", "khusus": "khusus (pernah menang)"}


@dataclass(frozen=True)
class Section:
    """One part of the text and how many words it may have."""

    name: str
    title: str
    most: int
    asks: str


@dataclass(frozen=True)
class Edition:
    """A year of the competition. `pass_mark` of 100, where it was published."""

    year: int
    rule: str
    groups: tuple[str, ...]
    min_age_years: int
    note: str
    sources: tuple[str, ...]
    pass_mark: int | None = None


@lru_cache
def _told() -> dict[str, Any]:
    return tomllib.loads(city.file("kipp.toml", FILE).read_text(encoding="utf-8"))


@lru_cache
def editions() -> dict[int, Edition]:
    """By year, the newest first."""
    told = _told()
    rows = [
        Edition(
            row["year"], row["rule"], tuple(row["groups"]), row["min_age_years"], row["note"],
            tuple(told["sources"][name] for name in row["sources"]), row.get("pass_mark"),
        )
        for row in told["editions"]
    ]  # fmt: skip
    return {row.year: row for row in sorted(rows, key=lambda each: -each.year)}


def criteria() -> list[dict[str, str]]:
    """Every one must hold."""
    rows: list[dict[str, str]] = _told()["criteria"]
    return rows


def sections(group: str) -> list[Section]:
    return [Section(*row) for row in _told()["sections"][group]]


def words(text: str) -> int:
    """How many words a text has: runs of letters and digits, joined by a hyphen, a point or an apostrophe."""
    return len(WORD.findall(text))


def is_old_enough(begun: str, closes: date, years: int) -> bool:
    """Did it begin (`2025-09`) at least so many years before that day?"""
    year, month = int(begun[:4]), int(begun[5:7])
    return (closes.year - years, closes.month) >= (year, month)
