"""What a city may levy for a late report, from its data file, and how many children a birth has."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

FINES = Path(__file__).parent / "data" / "fines.toml"

# Permendagri 73/2022 came into force in April 2022; names on earlier documents stay (rule N6). The day
# itself was not in our sources: unverified.
NAME_RULES_SINCE = date(2022, 4, 21)


@lru_cache
def _fines() -> dict[str, dict[str, Any]]:
    fines: dict[str, dict[str, Any]] = tomllib.loads(FINES.read_text())["fines"]
    return fines


def late_birth_fine(city: str) -> dict[str, Any] | None:
    """What this city may levy for a birth reported late, or nothing."""
    return _fines().get(city)


def twins_in(kind: str) -> int:
    """How many children a birth has: `kembar_3` is 3."""
    return int(kind.removeprefix("kembar_")) if kind.startswith("kembar_") else 1
