"""Reading figures as they were known on a day. What counts is what was released last up to then.

A release whose date nobody knows counts only where no dated one says anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, QuerySet

from balaikota.economy.accounts.models import Area, Cell, Correction, Industry, Release

PDRB, GROWTH = "pdrb", "pertumbuhan"
ADHK, ADHB = "ADHK", "ADHB"
NEWEST = (F("release__released_on").desc(nulls_last=True), "-release__known_on", "-release_id")


@dataclass(frozen=True)
class Key:
    """Which series: of an area, at which prices, on which base."""

    area: str
    indicator: str = PDRB
    basis: str = ADHK
    base: str = "2010"


@dataclass(frozen=True)
class Known:
    """A figure with what one must know about it. `used` is what we compute with."""

    item: str
    period: str
    raw: Decimal
    corrected: Decimal | None
    why: str
    status: str
    unit: str
    release: str
    note: str

    @property
    def used(self) -> Decimal:
        return self.raw if self.corrected is None else self.corrected


FIELDS = (
    "item",
    "period",
    "value",
    "status",
    "unit",
    "note",
    "release__code",
    "correction__value",
    "correction__why",
)


def _cells(key: Key, as_of: date | None) -> QuerySet[Cell]:
    rows = Cell.objects.filter(area__code=key.area, indicator=key.indicator, basis=key.basis, base=key.base)
    return rows.filter(release__known_on__lte=as_of) if as_of else rows


def known(key: Key, as_of: date | None = None, *, raw: bool = False) -> list[Known]:
    """Each item and period once: what was known of it on that day; today when none is given."""
    rows = _cells(key, as_of).order_by("item", "period", *NEWEST)
    return [_known(row, raw) for row in rows.distinct("item", "period").values(*FIELDS)]


def _known(row: dict[str, Any], raw: bool = False) -> Known:
    corrected = None if raw or row["correction__value"] is None else plain(row["correction__value"])
    return Known(
        row["item"], row["period"], plain(row["value"]), corrected, row["correction__why"] or "",
        row["status"], row["unit"], row["release__code"], row["note"],
    )  # fmt: skip


def plain(value: Decimal) -> Decimal:
    """Without the zeros that the column adds, but with two places, as BPS prints values."""
    short = value.quantize(Decimal("0.01"))
    return short if short == value else value.normalize()


def table(
    area: str, as_of: date | None = None, *, base: str = "2010", raw: bool = False
) -> dict[str, dict[str, Decimal]]:
    """PDRB at constant prices by year, then by industry; only years in which every industry is known."""
    found: dict[str, dict[str, Decimal]] = {}
    for each in known(Key(area, base=base), as_of, raw=raw):
        if each.item and len(each.period) == 4:
            found.setdefault(each.period, {})[each.item] = each.used
    whole = max((len(values) for values in found.values()), default=0)
    return {year: found[year] for year in sorted(found) if len(found[year]) == whole and whole > 1}


def levels(area: str, as_of: date | None = None, *, base: str = "2010") -> dict[str, Decimal]:
    """Total PDRB at constant prices by year: printed totals, and sums of the industries where they are known."""
    printed = series(Key(area, base=base), as_of=as_of)
    found = {year: each.used for year, each in printed.items() if len(year) == 4}
    found |= {
        year: sum(values.values(), Decimal(0)) for year, values in table(area, as_of, base=base).items()
    }
    return {year: found[year] for year in sorted(found)}


def series(key: Key, item: str = "", as_of: date | None = None) -> dict[str, Known]:
    """One item by period, oldest first."""
    return {
        each.period: each for each in sorted(known(key, as_of), key=lambda k: k.period) if each.item == item
    }


def history(key: Key, item: str, period: str) -> list[dict[str, Any]]:
    """Everything ever released for one cell, newest first."""
    rows = _cells(key, None).filter(item=item, period=period).order_by(*NEWEST)
    names = ("value", "status", "release__code", "release__known_on", "release__publisher")
    return [dict(row) for row in rows.values(*names)]


def areas() -> QuerySet[Area]:
    return Area.objects.order_by("code")


def area(code: str) -> Area | None:
    return Area.objects.filter(code=code).select_related("parent__parent").first()


def city() -> Area | None:
    """The city this hall stands in; None until its figures are loaded."""
    return area(settings.CITY)


def areas_with_industries() -> list[Area]:
    """Where PDRB by industry is known, so that methods can be computed."""
    rows = (
        Cell.objects.filter(indicator=PDRB, basis=ADHK)
        .exclude(item="")
        .values("area")
        .annotate(n=Count("item", distinct=True))
    )
    return list(areas().select_related("parent").filter(pk__in=[row["area"] for row in rows if row["n"] > 1]))


def areas_with_levels() -> list[Area]:
    """Where PDRB at constant prices is known for two years or more, by industry or only as a total."""
    rows = (
        Cell.objects.filter(indicator=PDRB, basis=ADHK, period__regex=r"^\d{4}$")
        .values("area")
        .annotate(n=Count("period", distinct=True))
    )
    return list(areas().filter(pk__in=[row["area"] for row in rows if row["n"] > 1]))


def industries() -> list[Industry]:
    return list(Industry.objects.order_by("place"))


def releases() -> QuerySet[Release]:
    return Release.objects.order_by(F("released_on").desc(nulls_last=True), "code")


def newest() -> Release | None:
    """What was recorded last."""
    return Release.objects.order_by("-pk").first()


def release(code: str) -> Release | None:
    return Release.objects.filter(code=code).first()


def cited(codes: Iterable[str]) -> list[Release]:
    return list(releases().filter(code__in=set(codes)))


def corrections() -> QuerySet[Correction]:
    """Every cell that is printed with another value beside it."""
    return Correction.objects.select_related("cell__area", "cell__release").order_by(
        "cell__period", "cell__item"
    )


def indicators() -> list[dict[str, Any]]:
    """What series there are, with their first and last period."""
    named = Cell.objects.values("indicator", "unit", "basis", "base", "area__code", "area__name")
    counted = named.annotate(n=Count("period", distinct=True), last=Max("period"))
    return [dict(row) for row in counted.order_by("indicator", "area__code", "base")]


def cells() -> QuerySet[Cell]:
    """Every cell with its area and release, for whoever takes all."""
    return Cell.objects.select_related("area", "release", "correction").order_by("pk")


def version() -> str:
    """Changes with every release and correction."""
    newest = Release.objects.aggregate(n=Count("pk"), last=Max("pk"))
    return f"{newest['n']}-{newest['last']}-{Correction.objects.count()}"


def known_releases() -> set[str]:
    return set(Release.objects.values_list("code", flat=True))
