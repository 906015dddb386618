"""What the law asks, as data/law.toml says it."""

import secrets
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from balaikota.engine.cases.methods import ALPHABET

DATA = Path(__file__).parent / "data" / "law.toml"


@lru_cache
def law() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text())


def new_number() -> str:
    """`KGL-7K3M9Q`: drawn, not counted."""
    return "KGL-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
