"""Finding regions. Outlines are heavy: lists leave them out, `village_at` and maps ask for them."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from balaikota.foundation.regions import methods
from balaikota.foundation.regions.models import Level, Region


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


def outlines_of_city() -> list[tuple[str, methods.Geometry]]:
    """Code and outline of every kelurahan, for maps and for `village_at`."""
    rows = Region.objects.filter(parent__parent_id=settings.CITY).order_by("code")
    return [(code, outline) for code, outline in rows.values_list("code", "outline") if outline]


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
