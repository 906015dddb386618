"""Points by published criteria, and the order of those who applied. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit import city

FILE = Path(__file__).parent / "data" / "criteria.toml"
MUST = "must"
#: Facts that are yes or no, and facts that are counted up to the criterion's `value`.
YES_NO = ("is_running", "is_coached", "is_womans", "has_nib")
COUNTED = ("sessions", "sales_months", "workers", "years")


@lru_cache
def editions() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = tomllib.loads(city.file("criteria.toml", FILE).read_text(encoding="utf-8"))[
        "editions"
    ]
    return sorted(told, key=lambda each: each["valid_from"])


def criteria_on(day: date) -> dict[str, Any]:
    """The criteria in force on a day, as a cohort keeps them: with their date and source."""
    held = [each for each in editions() if each["valid_from"] <= day]
    chosen = held[-1] if held else editions()[0]
    return {**chosen, "valid_from": chosen["valid_from"].isoformat()}


@dataclass(frozen=True)
class Judged:
    """One criterion applied to one business, in a sentence."""

    name: str
    said: str
    points: Decimal
    most: Decimal
    is_must: bool
    is_met: bool


def judge(criteria: Iterable[Mapping[str, Any]], facts: Mapping[str, Any]) -> list[Judged]:
    """Each criterion in its order; an unknown fact meets nothing and gives nothing."""
    return [_judged(each, facts) for each in criteria]


def _judged(criterion: Mapping[str, Any], facts: Mapping[str, Any]) -> Judged:
    ask, value = criterion["ask"], criterion.get("value")
    known = facts.get(_fact(ask))
    share, said = _share(ask, known, value)
    most = Decimal(criterion.get("points", 0))
    is_must = criterion["kind"] == MUST
    points = Decimal(0) if is_must else (most * share).quantize(Decimal("0.01"))
    return Judged(criterion["name"], said, points, most, is_must, share == 1)


def _fact(ask: str) -> str:
    return {"size_in": "size", "no_tool_years": "years_since_tool"}.get(ask, ask)


def _share(ask: str, known: Any, value: Any) -> tuple[Decimal, str]:
    """From 0 to 1 how far it is met, and what was known."""
    if ask == "no_tool_years":
        met = known is None or known >= value
        return Decimal(int(met)), _("belum pernah menerima") if known is None else _("%s tahun lalu") % known
    if known is None:
        return Decimal(0), _("tidak diketahui")
    if ask in YES_NO:
        return Decimal(int(bool(known))), _("ya") if known else _("tidak")
    if ask == "size_in":
        return Decimal(int(known in value)), str(known)
    if ask in COUNTED:
        return Decimal(min(max(known, 0), value)) / value, str(known)
    raise KeyError(f"criterion asks {ask}, which nobody knows")


@dataclass(frozen=True)
class Entrant:
    """Who applied, when, and how they were judged."""

    key: Any
    applied_at: datetime
    judged: Sequence[Judged]

    @property
    def points(self) -> Decimal:
        return sum((each.points for each in self.judged), Decimal(0))

    @property
    def is_fit(self) -> bool:
        return all(each.is_met for each in self.judged if each.is_must)


def ordered(entrants: Iterable[Entrant]) -> list[Entrant]:
    """Who meets every must, most points first; of equal points, who applied first."""
    return sorted(
        (each for each in entrants if each.is_fit),
        key=lambda each: (-each.points, each.applied_at, str(each.key)),
    )
