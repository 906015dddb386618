"""Which outline holds a point (ray casting on GeoJSON), and outlines with fewer corners; in plain degrees."""

import math
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


def _deviation(at: list[float], start: list[float], end: list[float]) -> float:
    """How far a corner lies from the line between two others, in degrees."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if not length:
        return math.hypot(at[0] - start[0], at[1] - start[1])
    return abs(dy * (at[0] - start[0]) - dx * (at[1] - start[1])) / length


def fewer_corners(ring: Ring, tolerance: float) -> Ring:
    """The ring without the corners that lie nearer than `tolerance` degrees to its line (Douglas and Peucker, 1973)."""
    kept, spans = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda n: _deviation(ring[n], ring[first], ring[last]), default=None)
        if far is not None and _deviation(ring[far], ring[first], ring[last]) > tolerance:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [ring[n] for n in sorted(kept)]


def simplified(geometry: Geometry, tolerance: float) -> Geometry:
    """An outline for looking at, not for measuring. A ring that would vanish stays as it is."""
    slim = [
        [fewer if len(fewer := fewer_corners(ring, tolerance)) >= 4 else ring for ring in polygon]
        for polygon in polygons(geometry)
    ]
    return {"type": "MultiPolygon", "coordinates": slim}


def degrees(lat: str, lon: str) -> tuple[float, float] | None:
    """A point as a program writes it; None when it is no place on earth."""
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return None
    return (north, east) if -90 <= north <= 90 and -180 <= east <= 180 else None
