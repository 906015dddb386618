"""Which tables of BPS a city follows: `economy/bps.toml` in the city's own folder."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from balaikota.kit import city

SHIPPED = Path(__file__).parent / "data" / "bps.toml"


@dataclass(frozen=True)
class Table:
    """A dynamic table: BPS's domain and variable, and what its numbers are. `factor` makes them billions of rupiah."""

    area: str
    domain: str
    variable: str
    years: str
    basis: str
    base: str = ""
    factor: str = "1"


def tables() -> list[Table]:
    """Every table that is followed; none until a city names them."""
    told = tomllib.loads(city.file("economy/bps.toml", SHIPPED).read_text(encoding="utf-8"))
    return [Table(**each) for each in told.get("table", [])]
