"""Places for programs, and for the map that JavaScript draws."""

from django.http import HttpResponse, JsonResponse

from balaikota.information.places import queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads
from balaikota.kit.maps import as_geojson


@hot(queries.version)
@reads(anyone=True)
def points(request: Request) -> HttpResponse:
    """The places asked for as GeoJSON (RFC 7946): the same filters as the list, at most 500."""
    filters = queries.Filters.asked(request.GET)
    answer = JsonResponse(as_geojson(queries.spots_of(filters)), content_type="application/geo+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
