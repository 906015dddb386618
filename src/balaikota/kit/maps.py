"""The map, without a tile server: the city's districts as the ground, and spots on it.

A page says `{% load maps %}{% map spots … %}` (see `templatetags/maps.py`). Without JavaScript it is a drawing whose
spots are links; with it, Leaflet takes the drawing's place. The kit knows no regions: the room that does feeds it.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

Position = list[float]  # longitude, latitude: the order of GeoJSON
Geometry = dict[str, Any]
#: Units of the drawing's width; at 360 px of screen one unit is half a pixel.
WIDTH = 720
#: A drawing with more spots than this says nothing; the list beside it is paged.
MOST_SPOTS = 500
SHADES = 4


@dataclass(frozen=True)
class Spot:
    """One thing on the map, in degrees WGS84, and the page that tells more of it."""

    lat: float
    lon: float
    title: str
    url: str = ""
    note: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Frame:
    """A window of the earth, in degrees, drawn flat: good enough for a city."""

    west: float
    south: float
    east: float
    north: float

    @cached_property
    def scale(self) -> float:
        """Units of the drawing for one degree of longitude."""
        return WIDTH / (self.east - self.west)

    @cached_property
    def stretch(self) -> float:
        """A degree of latitude is longer than one of longitude, the more so the farther from the equator."""
        return self.scale / math.cos(math.radians((self.north + self.south) / 2))

    @property
    def height(self) -> int:
        return math.ceil((self.north - self.south) * self.stretch)

    def place(self, lat: float, lon: float) -> tuple[int, int]:
        """Where a point lies in the drawing: units from the left and from the top."""
        return round((lon - self.west) * self.scale), round((self.north - lat) * self.stretch)

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def path(self, geometry: Geometry) -> str:
        """A GeoJSON polygon as the `d` of an SVG path."""
        return "".join(self._ring(ring) for ring in rings(geometry))

    def _ring(self, ring: list[Position]) -> str:
        dots = [self.place(lat, lon) for lon, lat in ring]
        steps = (f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(dots) if (x, y) != (a, b))
        return f"M{dots[0][0]} {dots[0][1]}l{' '.join(steps)}z"


def rings(geometry: Geometry) -> Iterator[list[Position]]:
    """Every ring of a polygon or of several."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:
        yield from part


def frame_of(positions: Iterable[Position], *, margin: float = 0.02) -> Frame | None:
    """The smallest frame around these, with some air; None when there are none."""
    held = list(positions)
    if not held:
        return None
    west, east = min(lon for lon, _lat in held), max(lon for lon, _lat in held)
    south, north = min(lat for _lon, lat in held), max(lat for _lon, lat in held)
    air = max((east - west) * margin, (north - south) * margin, 0.001)
    return Frame(west - air, south - air, east + air, north + air)


@dataclass(frozen=True)
class Area:
    """One district in the drawing."""

    code: str
    name: str
    path: str


@dataclass(frozen=True)
class Ground:
    """What every map of this city is drawn on. `url` answers the same districts as GeoJSON."""

    frame: Frame | None = None
    areas: tuple[Area, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Feed:
    """Where the map asks for what only the room of the regions knows."""

    ground: Callable[[], Ground]
    #: Every kelurahan under its kecamatan, as the choices of a field.
    villages: Callable[[], list[Any]]
    #: The address that answers which kelurahan holds a point.
    guess: Callable[[], str]


_feed: list[Feed] = []


def fed_by(feed: Feed) -> None:
    """Called once by the regions when the house opens."""
    _feed[:] = [feed]


def ground() -> Ground:
    return _feed[0].ground() if _feed else Ground()


def guess_address() -> str:
    return _feed[0].guess() if _feed else ""


def frame_for(spots: Iterable[Spot]) -> Frame | None:
    """The city's frame; where no district has an outline, the frame of the spots themselves."""
    return ground().frame or frame_of([[spot.lon, spot.lat] for spot in spots], margin=0.1)


def shade_of(count: int, most: int) -> int:
    """0 for nothing, then 1 to 4 in equal steps up to the most."""
    return math.ceil(SHADES * count / most) if most and count > 0 else 0


def shaded(counts: Mapping[str, int] | None) -> dict[str, int]:
    """How dark each district is, from a number for each."""
    most = max(counts.values(), default=0) if counts else 0
    return {code: shade_of(count, most) for code, count in (counts or {}).items()}


def as_geojson(spots: Iterable[Spot]) -> dict[str, Any]:
    """The spots for a program, or for `map.js`: RFC 7946."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
            "properties": {"title": spot.title, "url": spot.url, "note": spot.note, "kind": spot.kind},
        }
        for spot in spots
    ]
    return {"type": "FeatureCollection", "features": features}


class PointForm(forms.Form):
    """Where something is: a point set on the map, or, without JavaScript, a kelurahan from the list.

    Draw it with `{% map_point form %}`. After `is_valid`, `lat` and `lon` are both there or both None.
    """

    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    kelurahan = forms.ChoiceField(
        label=_("Kelurahan"),
        help_text=_("Terisi sendiri bila Anda menunjuk titik di peta. Ubah bila tebakannya salah."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kelurahan"]
        field.choices = [("", _("Pilih kelurahan")), *(_feed[0].villages() if _feed else [])]

    def clean(self) -> dict[str, Any]:
        """A point is two numbers; half of one, or one that is no number, is none. One outside the city is refused once.

        Then the form comes back without it: who has no JavaScript cannot move it.
        """
        said = super().clean() or self.cleaned_data
        lat, lon = said.get("lat"), said.get("lon")
        if lat is None or lon is None:
            self._without_point(said)
        elif (frame := ground().frame) is not None and not frame.holds(lat, lon):
            self._without_point(said)
            emptied: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict: both can
            for name in ("lat", "lon"):
                emptied[self.add_prefix(name)] = ""
            self.data = emptied
            self.add_error(
                "kelurahan",
                _("Titiknya di luar kota ini, jadi dihapus. Tunjuk lagi, atau pilih kelurahannya."),
            )
        return said

    def _without_point(self, said: dict[str, Any]) -> None:
        for name in ("lat", "lon"):
            self.errors.pop(name, None)
            said[name] = None


def _leaflet() -> Path:
    """The folder of Leaflet's own files, from the package django-leaflet, without opening the package."""
    found = find_spec("leaflet")
    folder = Path(found.origin).parent if found and found.origin else Path("leaflet-is-missing")
    return folder / "static" / "leaflet"


class _Prefixed(FileSystemStorage):
    """Read by collectstatic: where under the static files these belong."""

    prefix = "leaflet"


class Leaflet(BaseFinder):
    """Finds Leaflet's script, style and pictures as `leaflet/…`; nothing else of django-leaflet is used."""

    files = ("leaflet.js", "leaflet.js.map", "leaflet.css", "images/layers.png", "images/layers-2x.png",
             "images/marker-icon.png", "images/marker-icon-2x.png", "images/marker-shadow.png")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.storage = _Prefixed(location=_leaflet())

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return ((name, self.storage) for name in self.files)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = path.removeprefix("leaflet/")
        if name == path or name not in self.files:
            return []
        found = self.storage.path(name)
        return [found] if find_all else found
