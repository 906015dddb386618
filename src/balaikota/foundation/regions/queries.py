"""Finding regions. Outlines are heavy: lists leave them out, `village_at` and maps ask for them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from balaikota.foundation.regions import methods
from balaikota.foundation.regions.models import Level, Region
from balaikota.kit import maps

#: Corners nearer than this to the line are left out of maps, in degrees: about 20 metres, half a pixel of the drawing.
TOLERANCE = 0.0002


def _light() -> QuerySet[Region]:
    return Region.objects.defer("outline")


def city() -> Region:
    """The city this hall belongs to: the setting CITY."""
    return _light().get(code=settings.CITY)


def provinces() -> QuerySet[Region]:
    return _light().filter(level=Level.PROVINCE).order_by("name")


def children(code: str) -> QuerySet[Region]:
    """The regions directly under this one, by name."""
    return _light().filter(parent_id=code).order_by("name")


def districts_of_city() -> QuerySet[Region]:
    return children(settings.CITY)


def villages_of_city() -> QuerySet[Region]:
    """Every kelurahan of the city with its kecamatan, by name."""
    return _light().filter(parent__parent_id=settings.CITY).select_related("parent").order_by("name")


#: Outlines are heavy to fetch and change with a release only; a tap on a map asks for all of them.
_outlines: dict[str, list[tuple[str, methods.Geometry]]] = {}


def outlines_of_city() -> list[tuple[str, methods.Geometry]]:
    """Code and outline of every kelurahan, for maps and for `village_at`; fetched once a process."""
    if settings.CITY not in _outlines:
        rows = Region.objects.filter(parent__parent_id=settings.CITY).order_by("code")
        found = [(code, outline) for code, outline in rows.values_list("code", "outline") if outline]
        if not found:
            return []
        _outlines[settings.CITY] = found
    return _outlines[settings.CITY]


def region(code: str) -> Region | None:
    return _light().filter(code=code).first()


#: Regions change with a release only, so a path that was found once holds as long as the process.
_paths: dict[str, list[Region]] = {}


def known(codes: Iterable[str]) -> set[str]:
    """Those of these codes that are regions."""
    return {code for code in codes if path(code)}


def path(code: str) -> list[Region]:
    """The region and those it lies in, from the province down; empty when the code is unknown."""
    if code not in _paths:
        parts = code.split(".")
        codes = [".".join(parts[: n + 1]) for n in range(len(parts))]
        found = list(_light().filter(code__in=codes).order_by("level"))
        if not found or found[-1].code != code:
            return []
        _paths[code] = found
    return list(_paths[code])


def village_at(lat: float, lon: float) -> Region | None:
    """A guess for the citizen to correct: the outlines are simplified and no legal boundary."""
    code = methods.village_at(lat, lon, outlines_of_city())
    return region(code) if code else None


def is_known(first_six: str) -> bool:
    """Do the first six digits of a NIK name a region of today? Only the city's own kecamatan are in the data;
    elsewhere the kabupaten or kota decides.
    """
    regency = f"{first_six[:2]}.{first_six[2:4]}"
    district = f"{regency}.{first_six[4:6]}"
    if regency == settings.CITY:
        return Region.objects.filter(code=district).exists()
    return Region.objects.filter(code=regency).exists()


#: The city's map, drawn once a process: like `_paths` it changes with a release only.
_grounds: dict[str, tuple[maps.Ground, dict[str, Any]]] = {}


def _drawn() -> tuple[maps.Ground, dict[str, Any]]:
    """The kecamatan as a drawing and as GeoJSON; empty, and not kept, where none has an outline."""
    if settings.CITY in _grounds:
        return _grounds[settings.CITY]
    rows = Region.objects.filter(parent_id=settings.CITY).exclude(outline=None).order_by("code")
    slim = [(row, methods.simplified(row.outline, TOLERANCE)) for row in rows if row.outline]
    corners = (at for _row, outline in slim for ring in maps.rings(outline) for at in ring)
    frame = maps.frame_of(corners)
    if frame is None:
        return maps.Ground(), {"type": "FeatureCollection", "features": []}
    areas = tuple(maps.Area(row.code, row.name, frame.path(outline)) for row, outline in slim)
    told = ("code", "name", "lat", "lon")
    features = [
        {"type": "Feature", "geometry": outline, "properties": {name: getattr(row, name) for name in told}}
        for row, outline in slim
    ]
    ground = maps.Ground(frame, areas, reverse("regions:districts"))
    _grounds[settings.CITY] = ground, {"type": "FeatureCollection", "features": features}
    return _grounds[settings.CITY]


def ground() -> maps.Ground:
    """What every map of the city is drawn on."""
    return _drawn()[0]


def districts_geojson() -> dict[str, Any]:
    """The kecamatan with fewer corners, as GeoJSON; the source is named in `data/README.md`."""
    return _drawn()[1]


def version() -> str:
    """Changes when regions are loaded or removed."""
    return f"{settings.CITY}:{Region.objects.filter(parent_id=settings.CITY).count()}"


_choices: dict[str, list[tuple[str, list[tuple[str, str]]]]] = {}


def village_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kelurahan under its kecamatan, for a field; asked for once a process."""
    if settings.CITY not in _choices:
        grouped: dict[str, list[tuple[str, str]]] = {}
        rows = villages_of_city().order_by("parent__name", "name")
        for district, code, name in rows.values_list("parent__name", "code", "name"):
            grouped.setdefault(district or "", []).append((code, name))
        if not grouped:
            return []
        _choices[settings.CITY] = list(grouped.items())
    return _choices[settings.CITY]
