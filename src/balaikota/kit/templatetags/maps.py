"""The map.

{% map spots title=_("Peta tempat") %}                       a drawing, its spots as links; a list stands beside it
{% map spots title=… data=url %}                             with JavaScript the spots come from this GeoJSON address
{% map spots title=… shades=counts areas="?kecamatan=" %}    districts darker by a number each, and links
{% map_point form %}                                         sets `lat` and `lon` of a `kit.maps.PointForm`

A page with a map loads its script: `{% block scripts %}{% map_script %}{% endblock %}`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from balaikota.kit import maps
from balaikota.kit.templatetags.ui import asset

register = template.Library()


def _ground(shades: Mapping[str, int] | None = None) -> dict[str, Any]:
    """What both kinds of map need."""
    ground, dark = maps.ground(), maps.shaded(shades)
    areas = [
        {"area": area, "shade": dark.get(area.code, 0), "count": (shades or {}).get(area.code)}
        for area in ground.areas
    ]
    return {
        "areas": areas,
        "areas_url": ground.url,
        "tiles": settings.TILES,
        "tiles_credit": settings.TILES_CREDIT,
        "leaflet_js": asset("leaflet/leaflet.js"),
        "leaflet_css": asset("leaflet/leaflet.css"),
        "width": maps.WIDTH,
    }


def _drawn(spots: Iterable[maps.Spot], frame: maps.Frame | None) -> list[dict[str, Any]]:
    if frame is None:
        return []
    seen = [spot for spot in spots if frame.holds(spot.lat, spot.lon)]
    return [{"spot": spot, "at": frame.place(spot.lat, spot.lon)} for spot in seen[: maps.MOST_SPOTS]]


@register.simple_tag(name="map")
def a_map(
    spots: Iterable[maps.Spot],
    title: str,
    id: str = "peta",
    data: str = "",
    areas: str = "",
    shades: Mapping[str, int] | None = None,
) -> SafeString:
    """The spots on the city's districts. `areas` begins the address a district leads to; its code follows."""
    held = list(spots)
    frame = maps.frame_for(held)
    context = _ground(shades) | {
        "title": title, "id": id, "spots": _drawn(held, frame), "frame": frame, "data": data, "leads_to": areas
    }  # fmt: skip
    return SafeString(render_to_string("ui/map.html", context))


@register.simple_tag(takes_context=True)
def map_point(
    context: template.Context, form: maps.PointForm, title: str = "", id: str = "titik"
) -> SafeString:
    """Set a point: with JavaScript on the map, and the kelurahan is guessed; without, the list alone.

    Only a page that shows this may ask the browser where its reader is.
    """
    if (request := context.get("request")) is not None:
        request.asks_for_place = True
    told = _ground() | {
        "form": form, "title": title, "id": id, "frame": maps.frame_for([]), "guess": maps.guess_address()
    }  # fmt: skip
    return SafeString(render_to_string("ui/map_point.html", told))


@register.simple_tag
def map_script() -> SafeString:
    """The small script of the map; it fetches Leaflet itself, when a map comes into view."""
    return format_html('<script src="{}" defer></script>', asset("kit/js/map.js"))
