"""How long an uploaded list is kept."""

import tomllib
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "keeping.toml"


@lru_cache(maxsize=1)
def _days() -> int:
    return int(tomllib.loads(FILE.read_text(encoding="utf-8"))["days"])


def kept_until(last: datetime) -> datetime:
    """When the file is erased, counted from the last time somebody needed it."""
    return last + timedelta(days=_days())


def erased_before(now: datetime) -> datetime:
    """Files nobody needed since then are erased now."""
    return now - timedelta(days=_days())
