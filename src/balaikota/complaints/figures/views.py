"""The list with its map, and the figures."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from balaikota.complaints.figures import queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, page, reads

SIEVE = ("topik", "keadaan", "kecamatan", "unit")


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    """Public reports with the map beside them; a kecamatan is darker the more of them it has."""
    asked = {name: request.GET.get(name, "")[:60] for name in (*SIEVE, "sesudah")}
    rows, after = queries.listed(asked)
    kept = {name: asked[name] for name in SIEVE if asked[name]}
    without = {name: value for name, value in kept.items() if name != "kecamatan"}
    context = {
        "rows": rows,
        "asked": asked,
        "is_sieved": bool(kept),
        "next_url": f"?{urlencode({**kept, 'sesudah': after})}" if after else "",
        "spots": queries.spots(asked),
        "shades": queries.shades(asked),
        "areas": f"?{urlencode({**without, 'kecamatan': ''})}",
        **queries.choices(),
    }
    return page(request, "figures/index.html", context)


@hot(queries.version)
@reads(anyone=True)
def figures(request: Request) -> HttpResponse:
    context = {
        "units": queries.by_unit(),
        "city": queries.whole(),
        "endings": queries.endings(),
        "at": timezone.now(),
    }
    return page(request, "figures/figures.html", context)
