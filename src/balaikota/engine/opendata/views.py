"""Open data, as everybody may fetch it. Kept until an edition is published or a service opens or closes."""

import json
from typing import Any

from django.http import HttpResponse

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.opendata import methods, queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, reads


def _open(text: str, content_type: str) -> HttpResponse:
    """A file that pages of other sites may read too: it is alike for everybody."""
    response = HttpResponse(text, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _json(value: dict[str, Any], content_type: str) -> HttpResponse:
    return _open(json.dumps(value, ensure_ascii=False, indent=1) + "\n", content_type)


@hot(catalogue.version)
@reads(anyone=True)
def catalogue_jsonld(request: Request) -> HttpResponse:
    """Every public service as CPSV-AP in JSON-LD."""
    return _json(queries.cpsv(), "application/ld+json")


@hot(catalogue.version)
@reads(anyone=True)
def catalogue_turtle(request: Request) -> HttpResponse:
    """The same triples in Turtle."""
    return _open(methods.turtle(queries.cpsv()), "text/turtle; charset=utf-8")


@hot(catalogue.version)
@reads(anyone=True)
def form_schema(request: Request, slug: str) -> HttpResponse:
    """What a service asks, as JSON Schema 2020-12."""
    return _json(queries.form_schema(slug), "application/schema+json")
