"""What the law asks, as data/law.toml says it."""

import secrets
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "law.toml"
#: Letters and figures that are not taken for one another when read aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@lru_cache
def law() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text())


def new_number() -> str:
    """`KGL-7K3M9Q`: drawn, not counted."""
    return "KGL-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
