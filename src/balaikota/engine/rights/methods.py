"""The rights and their clocks, as data/rights.toml says them."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "rights.toml"
#: Letters and figures that are not taken for one another when read aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Right:
    """One right. `hours` is the clock of the law (of the clock on the wall); `days` our own promise, in working days."""

    slug: str
    name: str
    article: str
    duty: str
    source: str
    verified: bool
    help: str
    en: Mapping[str, str]
    hours: int = 0
    days: int = 0
    self_url: str = ""
    self_label: str = ""

    @property
    def is_law(self) -> bool:
        return self.hours > 0

    @property
    def title(self) -> str:
        return self.en["name"] if _in_english() else self.name

    @property
    def says(self) -> str:
        return self.en["help"] if _in_english() else self.help

    @property
    def self_says(self) -> str:
        return self.en["self"] if _in_english() else self.self_label


@dataclass(frozen=True)
class Ground:
    """Why the city may say no, and by which law."""

    slug: str
    name: str
    law: str
    rights: tuple[str, ...]
    verified: bool
    en: str

    @property
    def title(self) -> str:
        return self.en if _in_english() else self.name

    def fits(self, right: str) -> bool:
        return not self.rights or right in self.rights


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


@lru_cache
def _read() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text())


@lru_cache
def rights() -> dict[str, Right]:
    """Every right, in the order of the law."""
    return {row["slug"]: _right(row) for row in _read()["right"]}


def _right(row: dict[str, Any]) -> Right:
    own = row.get("self", {})
    plain = {name: value for name, value in row.items() if name != "self"}
    return Right(**plain, self_url=own.get("url", ""), self_label=own.get("label", ""))


@lru_cache
def grounds() -> dict[str, Ground]:
    rows = (Ground(**{**row, "rights": tuple(row["rights"])}) for row in _read()["ground"])
    return {ground.slug: ground for ground in rows}


def grounds_for(right: str) -> list[Ground]:
    return [ground for ground in grounds().values() if ground.fits(right)]


def new_number() -> str:
    """`HAK-7K3M9Q`: drawn, not counted, so that it tells nobody how many asked."""
    return "HAK-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
