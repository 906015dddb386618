"""Open data, as everybody may fetch it. Kept until an edition is published or a service opens or closes."""

from django.http import HttpResponse

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.opendata import methods, queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, open_json, open_to_all, reads


@hot(catalogue.version)
@reads(anyone=True)
def catalogue_jsonld(request: Request) -> HttpResponse:
    """Every public service as CPSV-AP in JSON-LD."""
    return open_json(queries.cpsv(), "application/ld+json")


@hot(catalogue.version)
@reads(anyone=True)
def catalogue_turtle(request: Request) -> HttpResponse:
    """The same triples in Turtle."""
    return open_to_all(methods.turtle(queries.cpsv()), "text/turtle; charset=utf-8")


@hot(catalogue.version)
@reads(anyone=True)
def form_schema(request: Request, slug: str) -> HttpResponse:
    """What a service asks, as JSON Schema 2020-12."""
    return open_json(queries.form_schema(slug), "application/schema+json")
