"""The arithmetic of the index. What differs by year is data (`data/editions.toml`, `data/indicators-*.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
WHOLE, PER_INNOVATION, MOST = Decimal(250), Decimal("0.38"), 200
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Edition:
    """The rules of one year. What no source told is None."""

    year: int
    divisor: int | None = None
    coverage: int | None = None
    sangat: Decimal | None = None
    inovatif: Decimal | None = None
    source: str = ""
    status: str = ""


@dataclass(frozen=True)
class Row:
    """One indicator, or row a or b of one: its weight, what earns 1, 2 and 3, and its evidence."""

    key: str
    kind: str
    variable: str
    name: str
    weight: Decimal
    levels: tuple[str, ...]
    evidence: str
    mandatory: bool = False
    unit: str = ""
    note: str = ""


@lru_cache
def editions() -> dict[int, Edition]:
    rows = tomllib.loads((DATA / "editions.toml").read_text(encoding="utf-8"))["editions"]
    return {row["year"]: _edition(row) for row in rows}


def _edition(row: dict[str, Any]) -> Edition:
    limits = {name: Decimal(row[name]) for name in ("sangat", "inovatif") if name in row}
    source = row.get("letter") or row.get("decree") or ", ".join(row["sources"])
    return Edition(
        row["year"],
        row.get("divisor"),
        row.get("coverage"),
        **limits,
        source=source,
        status=row.get("status", ""),
    )


@lru_cache
def basic_affairs() -> tuple[str, ...]:
    """The six affairs of basic services whose coverage is looked at."""
    return tuple(tomllib.loads((DATA / "editions.toml").read_text(encoding="utf-8"))["basic"])


@lru_cache
def _indicators() -> dict[str, Any]:
    return tomllib.loads((DATA / "indicators-2026.toml").read_text(encoding="utf-8"), parse_float=Decimal)


@lru_cache
def rows(kind: str = "") -> tuple[Row, ...]:
    """The rows of the 2026 edition, all or of one kind (`spd`, `sid`)."""
    told = [row for row in _indicators()["rows"] if kind in ("", row["kind"])]
    return tuple(
        Row(
            row["key"], row["kind"], row["variable"], row["name"], Decimal(row["weight"]), tuple(row["levels"]),
            row["evidence"], row["mandatory"], row.get("unit", ""), row.get("trap", row.get("note", "")),
        )
        for row in told
    )  # fmt: skip


def row(key: str) -> Row | None:
    return next((each for each in rows() if each.key == key), None)


@lru_cache
def bases() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The bases of indicator 33; one is chosen and thresholds never mix."""
    return {base["key"]: (base["name"], tuple(base["levels"])) for base in _indicators()["bases"]}


def worth(levels: Mapping[str, int], kind: str) -> Decimal:
    """Weight by level reached, over the rows of a kind; a row that was not filled in counts nothing."""
    return sum((each.weight * levels.get(each.key, 0) for each in rows(kind)), Decimal(0))


@dataclass(frozen=True)
class Score:
    """A city's index with its parts."""

    iid: Decimal
    band: str
    mean_maturity: Decimal
    count_score: Decimal
    is_covered: bool


class Unknown(ValueError):
    """The year's divisor is not known and would matter."""


def score(edition: Edition, spd: Decimal, maturities: Sequence[Decimal], covered: int) -> Score:
    """IID = (SPD + sum / max(D, n) + min(n, 200) × 0.38) / 250 × 100, half up to two places at the end.

    The count earns nothing when fewer than C basic-service affairs are covered. A year whose C nobody told is taken
    as covered.
    """
    n = len(maturities)
    if edition.divisor is None and n < max(
        each.divisor or 0 for each in editions().values() if each.year <= 2026
    ):
        raise Unknown(edition.year)
    mean = sum(maturities, Decimal(0)) / max(edition.divisor or 0, n, 1)
    is_covered = edition.coverage is None or covered >= edition.coverage
    count = min(n, MOST) * PER_INNOVATION if is_covered else Decimal(0)
    iid = ((spd + mean + count) / WHOLE * 100).quantize(CENT, ROUND_HALF_UP)
    return Score(iid, band(edition, iid), mean.quantize(CENT, ROUND_HALF_UP), count, is_covered)


def band(edition: Edition, iid: Decimal) -> str:
    """Decided on the rounded value; empty when the year's limits are not known, `none` when nothing was reported."""
    if iid == 0:
        return "none"
    if edition.sangat is not None and iid >= edition.sangat:
        return "sangat"
    if edition.inovatif is None:
        return ""
    return "inovatif" if iid >= edition.inovatif else "kurang"


@dataclass(frozen=True)
class Gain:
    """What one more level, or one more affair, would add to the index."""

    points: Decimal
    what: str
    key: str = ""
    innovation: Any = None


def gains(
    edition: Edition,
    spd: Mapping[str, int],
    innovations: Mapping[Any, Mapping[str, int]],
    covered: int,
    *,
    most: int = 8,
) -> list[Gain]:
    """Single steps that would raise the index most: each is the score with it, less the score without it."""
    by_row = [
        Gain(each.weight / WHOLE * 100, "spd", each.key) for each in rows("spd") if spd.get(each.key, 0) < 3
    ]
    divisor = max(edition.divisor or 0, len(innovations), 1)
    by_row += [
        Gain(each.weight / divisor / WHOLE * 100, "sid", each.key, one)
        for one, levels in innovations.items()
        for each in rows("sid")
        if levels.get(each.key, 0) < 3
    ]
    if edition.coverage is not None and covered < edition.coverage:
        by_row.append(Gain(min(len(innovations), MOST) * PER_INNOVATION / WHOLE * 100, "coverage"))
    return sorted(by_row, key=lambda gain: -gain.points)[:most]


def lowers(edition: Edition, maturities: Mapping[Any, Decimal], spd: Decimal, covered: int) -> list[Any]:
    """Innovations without which the index would be higher: their maturity pulls the mean down by more than they count."""
    if edition.divisor is None:
        return []
    whole = score(edition, spd, list(maturities.values()), covered).iid
    return [
        one
        for one in maturities
        if score(edition, spd, [value for key, value in maturities.items() if key != one], covered).iid
        > whole
    ]
