"""Which outline holds a point: ray casting on GeoJSON, in plain degrees; good enough for a city."""

from collections.abc import Iterable
from typing import Any

Ring = list[list[float]]
Geometry = dict[str, Any]


def polygons(geometry: Geometry) -> list[list[Ring]]:
    """The polygons of a geometry; of each, the first ring is the shore and the others are holes."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def is_in_ring(lat: float, lon: float, ring: Ring) -> bool:
    """A ray to the east crosses the ring an odd number of times. A shared border belongs to one side."""
    inside = False
    east, north = ring[-1]
    for next_east, next_north in ring:
        if (next_north > lat) != (north > lat):
            crossing = (east - next_east) * (lat - next_north) / (north - next_north) + next_east
            if lon < crossing:
                inside = not inside
        east, north = next_east, next_north
    return inside


def is_inside(lat: float, lon: float, geometry: Geometry) -> bool:
    """Inside the shore of one of the polygons and in none of its holes."""
    return any(
        is_in_ring(lat, lon, shore) and not any(is_in_ring(lat, lon, hole) for hole in holes)
        for shore, *holes in polygons(geometry)
    )


def village_at(lat: float, lon: float, outlines: Iterable[tuple[str, Geometry]]) -> str | None:
    """The code whose outline holds this point; None at sea or in the neighbouring regency."""
    return next((code for code, geometry in outlines if is_inside(lat, lon, geometry)), None)
