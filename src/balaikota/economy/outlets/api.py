"""The figures, for whoever asks. Kept until a release comes in."""

import json
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse

from balaikota.economy.outlets import methods, queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads


def _open(text: str, content_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _json(value: Any, content_type: str = "application/json") -> HttpResponse:
    return _open(json.dumps(value, ensure_ascii=False, indent=1) + "\n", content_type)


@hot(queries.version)
@reads(anyone=True)
def figures_csv(request: Request) -> HttpResponse:
    return _open(methods.as_csv(queries.points(request.GET)), "text/csv; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def figures_json(request: Request) -> HttpResponse:
    rows = [asdict(point) for point in queries.points(request.GET)]
    return _json({"versi": queries.version(), "angka": rows})


@hot(queries.version)
@reads(anyone=True)
def figures_sdmx(request: Request) -> HttpResponse:
    return _open(
        methods.as_sdmx(queries.points(request.GET)),
        "application/vnd.sdmx.data+csv; charset=utf-8; version=2.0.0",
    )


@hot(queries.version)
@reads(anyone=True)
def every_method(request: Request) -> HttpResponse:
    return _open(queries.every_method(request.GET), "text/csv; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def code_list(request: Request, name: str) -> HttpResponse:
    return _open(queries.code_list(name), "text/csv; charset=utf-8")


@hot(queries.version)
@reads(anyone=True)
def catalogue(request: Request) -> HttpResponse:
    return _json(queries.catalogue(), "application/ld+json")


@hot(queries.version)
@reads(anyone=True)
def openapi(request: Request) -> HttpResponse:
    return _json(queries.openapi(), "application/vnd.oai.openapi+json")
