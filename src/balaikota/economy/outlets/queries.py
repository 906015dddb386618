"""Figures and code lists for programs. Always in Indonesian, whoever asks: it is data, not a page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.models import Cell
from balaikota.economy.outlets import methods
from balaikota.economy.outlets.methods import Point
from balaikota.economy.panel import methods as panel
from balaikota.kit.errors import found

version = accounts.version
CHARTS = ("sumbangan", "pertumbuhan", "sektor", "daya-saing", "sosial", "banding")


def points(asked: Mapping[str, str]) -> Iterator[Point]:
    """Every figure of every release that fits; what is unknown sieves nothing away and finds nothing."""
    rows = accounts.cells()
    if area := asked.get("wilayah"):
        rows = rows.filter(area__code=area)
    if indicator := asked.get("indikator"):
        rows = rows.filter(indicator=indicator)
    if day := _day(asked.get("per", "")):
        rows = rows.filter(release__known_on__lte=day)
    return (_point(cell) for cell in rows)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _point(cell: Cell) -> Point:
    release, corrected = cell.release, getattr(cell, "correction", None)
    return Point(
        cell.area.code, cell.area.name, cell.indicator, cell.item, cell.basis, cell.base, cell.period,
        format(accounts.plain(cell.value), "f"), format(accounts.plain(corrected.value), "f") if corrected else "",
        cell.unit, cell.status, release.code, release.publisher, str(release.released_on or ""),
        str(release.known_on), "ya" if release.is_verified else "tidak", corrected.why if corrected else cell.note,
    )  # fmt: skip


def every_method(asked: Mapping[str, str]) -> str:
    """LQ, DLQ, growth, contribution, shift-share and typologies of every area, year and industry, beside its parent."""
    day = _day(asked.get("per", ""))
    rows = [
        [
            area.code,
            area.parent.code if area.parent else area.code,
            year,
            item,
            str(day or date.max),
            format(value, "f"),
        ]
        for area in accounts.areas_with_industries()
        for year, values in accounts.table(area.code, day).items()
        for item, value in values.items()
    ]
    found(rows or None)
    frame = panel.loaded(methods.written(panel.COLUMNS, rows).encode())
    return str(panel.measured(panel.as_known(frame)).write_csv())


def code_list(name: str) -> str:
    """Areas, activities, prices, frequencies or indicators; 404 for another name."""
    lists: dict[str, Callable[[], Iterable[tuple[str, str, str]]]] = {
        "wilayah": _areas,
        "lapangan-usaha": _activities,
        "frekuensi": lambda: [(code, name, "") for code, name in methods.FREQUENCIES.items()],
        "dasar-harga": lambda: [(code, name, "") for code, name in methods.PRICES.items()],
        "indikator": _indicators,
    }
    return methods.code_list(found(lists.get(name))())


def _areas() -> Iterator[tuple[str, str, str]]:
    rows = accounts.areas().select_related("parent")
    return ((row.code, row.name, row.parent.code if row.parent else "") for row in rows)


def _activities() -> Iterator[tuple[str, str, str]]:
    yield "_T", "Seluruh lapangan usaha", ""
    for each in accounts.industries():
        yield methods.activity(each.code), each.name_id, "_T"


def _indicators() -> list[tuple[str, str, str]]:
    return sorted(
        {(row["indicator"], row["indicator"].replace("-", " "), "") for row in accounts.indicators()}
    )


def catalogue() -> dict[str, Any]:
    address = str(settings.ADDRESS).rstrip("/")
    city = found(accounts.city())
    newest = max(release.recorded_on for release in accounts.releases())
    ways = [
        ("CSV", address + reverse("outlets:figures_csv"), "text/csv"),
        ("JSON", address + reverse("outlets:figures_json"), "application/json"),
        ("SDMX-CSV 2.0", address + reverse("outlets:figures_sdmx"), "application/vnd.sdmx.data+csv"),
    ]
    return methods.dcat(address, city.name, newest.isoformat(), ways)


def openapi() -> dict[str, Any]:
    return methods.openapi(str(settings.ADDRESS).rstrip("/"), CHARTS)
