"""How large a business is, by the law of a day."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "sizes.toml"
OLD = "UU 20/2008"
LARGE = "besar"
CODES = ("mikro", "kecil", "menengah", LARGE)


@dataclass(frozen=True)
class Size:
    """A class (`mikro`, `kecil`, `menengah`, `besar`), the test that gave it (`capital` or `sales`), and the law."""

    code: str
    test: str
    law: str


@lru_cache
def _laws() -> list[dict[str, Any]]:
    laws: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["laws"]
    return laws


@lru_cache(maxsize=20_000)
def size_of(*, capital: int | None, sales: int | None, on: date) -> Size | None:
    """The class on a day: by yearly sales when the business runs and tells them, else by capital (PP 7/2021 art. 35).

    Rupiah; capital without land and building. None when neither is known.
    """
    for law in _laws():
        if law.get("valid_from", date.min) <= on <= law.get("valid_to", date.max):
            return _by(law, capital, sales)
    return None


@lru_cache(maxsize=20_000)
def size_before(*, capital: int | None, sales: int | None) -> Size | None:
    """The class by UU 20/2008, whose counts cannot be joined to those of PP 7/2021."""
    return _by(next(law for law in _laws() if law["law"] == OLD), capital, sales)


def _by(law: dict[str, Any], capital: int | None, sales: int | None) -> Size | None:
    test, amount = ("sales", sales) if sales is not None else ("capital", capital)
    if amount is None:
        return None
    for row in law["classes"]:
        if amount <= row[f"{test}_max"]:
            return Size(row["code"], test, law["law"])
    return Size(LARGE, test, law["law"])
