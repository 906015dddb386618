"""Taking in a release, and setting a correction beside a cell. Nothing here changes what was released."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.economy.accounts import methods, queries
from balaikota.economy.accounts.models import Area, Cell, Correction, Industry, Release
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit import city
from balaikota.kit.errors import require

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Figure:
    """A cell before it is kept."""

    area: str
    period: str
    value: Decimal
    unit: str
    indicator: str = queries.PDRB
    item: str = ""
    basis: str = ""
    base: str = ""
    status: str = ""
    note: str = ""


@dataclass(frozen=True)
class Source:
    """Who released it, where it stands and when."""

    code: str
    publisher: str
    url: str = ""
    released_on: date | None = None
    recorded_on: date | None = None
    is_verified: bool = False
    note: str = ""


@transaction.atomic
def release(source: Source, figures: Iterable[Figure], *, by: Person | None) -> Release:
    """Keep a release with all its cells, beside those before it."""
    rows = list(figures)
    require(source.code not in queries.known_releases(), _("Rilis ini sudah tercatat."), status=409)
    require(bool(rows), _("Rilis ini tidak membawa satu angka pun."), status=422)
    require(
        all(methods.is_period(row.period) for row in rows), _("Periode ditulis 2022 atau 2022Q3."), status=422
    )
    areas = {area.code: area for area in queries.areas()}
    unknown = {row.area for row in rows} - areas.keys()
    require(not unknown, _("Wilayah tidak dikenal: %s.") % ", ".join(sorted(unknown)), status=422)
    recorded = source.recorded_on or timezone.localdate()
    kept = Release.objects.create(
        code=source.code, publisher=source.publisher, url=source.url, released_on=source.released_on,
        recorded_on=recorded, known_on=source.released_on or recorded, is_verified=source.is_verified, note=source.note,
    )  # fmt: skip
    Cell.objects.bulk_create((_cell(kept, areas, row) for row in rows), batch_size=2000)
    audit.record("accounts.released", kept, by=by, release=kept.code, cells=len(rows))
    return kept


def _cell(kept: Release, areas: dict[str, Area], row: Figure) -> Cell:
    return Cell(
        release=kept, area=areas[row.area], indicator=row.indicator, item=row.item, basis=row.basis, base=row.base,
        period=row.period, value=row.value, unit=row.unit, status=row.status, note=row.note,
    )  # fmt: skip


@transaction.atomic
def correct(cell: Cell, value: Decimal, why: str, *, by: Person | None) -> Correction:
    """Say beside a cell what it should be. Once; a second opinion is a new release of the publisher."""
    require(bool(why.strip()), _("Tuliskan mengapa angka ini dianggap salah."), status=422)
    correction = Correction.objects.create(cell=cell, value=value, why=why)
    audit.record(
        "accounts.corrected", cell, by=by, release=cell.release.code, item=cell.item, period=cell.period
    )
    return correction


@transaction.atomic
def load() -> int:
    """Take in the shipped files: areas, industries, and each release that is not here yet. Answers how many cells."""
    _load_names()
    by_release: dict[str, list[dict[str, str]]] = {}
    for row in _rows("figures.csv"):
        by_release.setdefault(row["release"], []).append(row)
    known, added = queries.known_releases(), 0
    for told in _rows("releases.csv"):
        if told["code"] not in known:
            added += _load_release(told, by_release.get(told["code"], []))
    return added


def is_told_of(code: str) -> bool:
    """Do the files know this area?"""
    return any(row["code"] == code for row in _rows("areas.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    """A shipped table, or the city's own of the same name."""
    with city.file(f"economy/{name}", DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_names() -> None:
    for row in _rows("areas.csv"):
        parent = queries.area(row.pop("parent"))
        Area.objects.get_or_create(code=row.pop("code"), defaults={**row, "parent": parent})
    for told in _rows("industries.csv"):
        told.pop("labels")
        Industry.objects.get_or_create(code=told.pop("code"), defaults=told)


def _load_release(told: dict[str, str], rows: list[dict[str, str]]) -> int:
    source = Source(
        told["code"], told["publisher"], told["url"], _day(told["released_on"]), _day(told["recorded_on"]),
        told["is_verified"] == "ya", told["note"],
    )  # fmt: skip
    kept = release(source, [_figure(row) for row in rows], by=None)
    for row in rows:
        if row["corrected"]:
            cell = kept.cells.get(
                area__code=row["area"], item=row["item"], period=row["period"], basis=row["basis"]
            )
            correct(cell, Decimal(row["corrected"]), row["note"], by=None)
    return len(rows)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _figure(row: dict[str, Any]) -> Figure:
    names = ("area", "period", "unit", "indicator", "item", "basis", "base", "status")
    note = "" if row["corrected"] else row["note"]
    return Figure(value=Decimal(row["value"]), note=note, **{name: row[name] for name in names})
