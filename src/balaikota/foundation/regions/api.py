"""The regions for maps: the kecamatan as GeoJSON, and which kelurahan holds a point."""

from django.http import HttpResponse, JsonResponse

from balaikota.foundation.regions import queries
from balaikota.foundation.regions.methods import degrees
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads


@hot(queries.version)
@reads(anyone=True)
def districts(request: Request) -> HttpResponse:
    return JsonResponse(queries.districts_geojson(), content_type="application/geo+json")


@reads(anyone=True)
def guess(request: Request) -> HttpResponse:
    """`?lat=…&lon=…` in degrees WGS84. A guess for the citizen to correct; empty outside the city."""
    at = degrees(request.GET.get("lat", ""), request.GET.get("lon", ""))
    village = queries.village_at(*at) if at else None
    if village is None:
        return JsonResponse({})
    district = queries.region(village.parent_id or "")
    told = {"kelurahan": {"code": village.code, "name": village.name}}
    if district is not None:
        told["kecamatan"] = {"code": district.code, "name": district.name}
    return JsonResponse(told)
