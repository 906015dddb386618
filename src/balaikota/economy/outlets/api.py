"""The figures, for whoever asks. Kept until a release comes in."""

from dataclasses import asdict

from django.http import HttpResponse

from balaikota.economy.outlets import methods, queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, open_json, open_to_all, reads


@hot(queries.version)
@reads(anyone=True)
def figures_csv(request: Request) -> HttpResponse:
    return open_to_all(methods.as_csv(queries.points(request.GET)), "text/csv; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def figures_json(request: Request) -> HttpResponse:
    rows = [asdict(point) for point in queries.points(request.GET)]
    return open_json({"versi": queries.version(), "angka": rows})


@hot(queries.version)
@reads(anyone=True)
def figures_sdmx(request: Request) -> HttpResponse:
    return open_to_all(
        methods.as_sdmx(queries.points(request.GET)),
        "application/vnd.sdmx.data+csv; charset=utf-8; version=2.0.0",
    )


@hot(queries.version)
@reads(anyone=True)
def every_method(request: Request) -> HttpResponse:
    return open_to_all(queries.every_method(request.GET), "text/csv; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def code_list(request: Request, name: str) -> HttpResponse:
    return open_to_all(queries.code_list(name), "text/csv; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def catalogue(request: Request) -> HttpResponse:
    return open_json(queries.catalogue(), "application/ld+json")


@hot(queries.version)
@reads(anyone=True)
def openapi(request: Request) -> HttpResponse:
    return open_json(queries.openapi(), "application/vnd.oai.openapi+json")
