"""A list of places out of a spreadsheet: clean rows, and for each other row its number and the reason."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from balaikota.information.places import methods, queries
from balaikota.information.places.models import Access, Kind
from balaikota.kit import spreadsheets, typed
from balaikota.kit.typed import Unfit

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
NEEDED = ("nama", "jenis", "alamat", "kelurahan")
COLUMNS = (*NEEDED, "kecamatan", "lat", "lon", "telepon", "laman", "keterangan", "akses", *DAYS, "libur")
YES, NO = ("ya", "y", "1", "tutup", ""), ("tidak", "t", "0", "buka")

Fault = tuple[int, str, str]


def read(content: bytes, name: str) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Clean rows and faults (row number, name, reason). Raises `Unfit` when the file itself cannot be used."""
    lines = spreadsheets.rows_of(content, name)
    missing = [column for column in NEEDED if not lines or column not in lines[0][1]]
    if missing:
        raise Unfit(_("Kolom yang belum ada: %s. Lihat daftar kolomnya di halaman ini.") % ", ".join(missing))
    good: list[dict[str, Any]] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in lines:
        try:
            facts = _facts(cells)
            _require_new(facts, seen)
        except Unfit as unfit:
            faults.append((number, cells.get("nama", "")[:120], unfit.sentence))
        else:
            good.append(facts.as_row())
    return good, faults


def _require_new(facts: methods.Facts, seen: set[tuple[str, str]]) -> None:
    key = facts.name.lower(), facts.kelurahan
    if key in seen:
        raise Unfit(_("Tempat ini tertulis dua kali di dalam berkas."))
    if queries.is_known(facts.name, facts.kelurahan):
        raise Unfit(_("Tempat bernama ini sudah ada di kelurahan itu."))
    seen.add(key)


def _facts(cells: dict[str, str]) -> methods.Facts:
    lat, lon = _point(cells)
    return methods.Facts(
        name=_said(cells, "nama", 120),
        kind=_one_of(cells, "jenis", Kind),
        address=_said(cells, "alamat", 200),
        kelurahan=_village(cells),
        lat=lat,
        lon=lon,
        phone=_in_column("telepon", methods.telephone, cells),
        website=_website(cells),
        about=typed.text(cells.get("keterangan", ""), most=2000, is_long=True),
        access=_access(cells),
        keeps_holidays=_keeps(cells),
        week=_week(cells),
    )


def _said(cells: dict[str, str], column: str, most: int) -> str:
    said = typed.text(cells.get(column, ""), most=most)
    if not said:
        raise Unfit(_("Kolom “%s” kosong.") % column)
    return said


def _in_column(column: str, read: Callable[[str], Any], cells: dict[str, str]) -> Any:
    """What a cell says; when it cannot be read the column is named before the reason."""
    try:
        return read(cells.get(column, ""))
    except Unfit as unfit:
        raise Unfit(_("Kolom “%(column)s”: %(why)s") % {"column": column, "why": unfit.sentence}) from None


def _one_of(cells: dict[str, str], column: str, choices: Any) -> str:
    """A choice by its value or its label."""
    said = cells.get(column, "").strip().lower()
    named = {str(label).lower(): str(value) for value, label in choices.choices}
    named |= {value: value for value in choices.values}
    if said not in named:
        offered = ", ".join(choices.values)
        raise Unfit(_("Kolom “%(column)s” berisi “%(said)s”. Pilihannya: %(choices)s.") % {
            "column": column, "said": said[:40], "choices": offered})  # fmt: skip
    return named[said]


def _village(cells: dict[str, str]) -> str:
    said, district = cells.get("kelurahan", "").strip(), cells.get("kecamatan", "").strip()
    code = queries.village_named(said, district) if said else None
    if code is None:
        raise Unfit(
            _("Kelurahan “%s” tidak dikenal, atau lebih dari satu; isi juga kolom kecamatan.") % said[:60]
        )
    return code


def _point(cells: dict[str, str]) -> tuple[float | None, float | None]:
    lat, lon = (cells.get(name, "").replace(",", ".").strip() for name in ("lat", "lon"))
    if not lat and not lon:
        return None, None
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        north, east = 999.0, 999.0
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise Unfit(_("Titik peta ditulis dengan derajat desimal: lat 3.58912 dan lon 98.67321."))
    return north, east


def _website(cells: dict[str, str]) -> str:
    said = cells.get("laman", "").strip()
    if not said:
        return ""
    address = said if "://" in said else f"https://{said}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Unfit(_("Kolom “laman” bukan alamat laman.")) from None
    return address[:200]


def _access(cells: dict[str, str]) -> tuple[str, ...]:
    words = [
        word.strip() for word in cells.get("akses", "").lower().replace(";", ",").split(",") if word.strip()
    ]
    return tuple(dict.fromkeys(_one_of({"akses": word}, "akses", Access) for word in words))


def _keeps(cells: dict[str, str]) -> bool:
    said = cells.get("libur", "").strip().lower()
    if said not in (*YES, *NO):
        raise Unfit(_("Kolom “libur” diisi ya (tutup pada hari libur) atau tidak."))
    return said in YES


def _week(cells: dict[str, str]) -> dict[int, methods.Spans]:
    spans = {n: _in_column(day, methods.spans_of, cells) for n, day in enumerate(DAYS)}
    return {n: each for n, each in spans.items() if each}
