"""Bringing the regions up to the data files in `data/`."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.regions.models import Level, Region
from balaikota.kit import city

DATA = Path(__file__).parent / "data"
FIELDS = ["parent_id", "level", "name", "lat", "lon", "outline"]


@transaction.atomic
def load() -> int:
    """Write what differs from the data files, and say how many rows that was. No region is ever removed."""
    wanted = list(_rows())
    standing = {row.code: row for row in Region.objects.all()}
    changed = [row for row in wanted if row.code not in standing or _differs(row, standing[row.code])]
    if not changed:
        return 0
    Region.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name.removesuffix("_id") for name in FIELDS],
    )
    audit.record("regions.loaded", changed[0], by=None, rows=len(changed))
    return len(changed)


def _differs(row: Region, standing: Region) -> bool:
    return any(getattr(row, name) != getattr(standing, name) for name in FIELDS)


def _folders() -> list[Path]:
    """Where data lie: ours, and what the city brings of its own."""
    return [DATA, *filter(None, [city.folder("regions")])]


def _table(file: str) -> Iterator[dict[str, str]]:
    """Ours first; a row of the city's own replaces one of the same code."""
    rows: dict[str, dict[str, str]] = {}
    for place in (folder / file for folder in _folders()):
        if place.exists():
            with place.open(newline="", encoding="utf-8") as lines:
                rows |= {row["code"]: row for row in csv.DictReader(lines)}
    yield from rows.values()


def _outlines(files: Iterable[Path]) -> dict[str, object]:
    """Outlines by code. Another city is another file: the name before the dash is free."""
    return {
        feature["properties"]["code"]: feature["geometry"]
        for file in files
        for feature in json.loads(file.read_text())["features"]
    }


def _rows() -> Iterator[Region]:
    """Every region, parents first."""
    for row in _table("provinces.csv"):
        yield Region(code=row["code"], level=Level.PROVINCE, name=row["name"])
    for row in _table("regencies.csv"):
        yield Region(code=row["code"], parent_id=row["province_code"], level=Level.REGENCY, name=row["name"])
    below = [
        (Level.DISTRICT, "districts", "regency_code"),
        (Level.VILLAGE, "villages", "district_code"),
    ]
    for level, kind, parent in below:
        outlines = _outlines(
            file for folder in _folders() for file in sorted(folder.glob(f"*-{kind}.geojson"))
        )
        for row in _table(f"{kind}.csv"):
            yield Region(
                code=row["code"],
                parent_id=row[parent],
                level=level,
                name=row["name"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                outline=outlines.get(row["code"]),
            )
