"""The page for developers, and letting partners report."""

from django.http import HttpResponse

from balaikota.complaints.georeport import actions, queries
from balaikota.engine.partners import queries as partners
from balaikota.kit.http import Request, go, page, reads, writes


@reads(anyone=True)
def docs(request: Request) -> HttpResponse:
    """Plain HTML with lines to copy."""
    return page(request, "georeport/docs.html", queries.docs())


@writes
def open_access(request: Request, slug: str) -> HttpResponse:
    partner = partners.partner(slug, viewer=request.user)
    actions.open_access(partner, request.POST.get("reach", ""), by=request.user)
    return go(partner)


@writes
def close_access(request: Request, slug: str) -> HttpResponse:
    partner = partners.partner(slug, viewer=request.user)
    actions.close_access(partner, by=request.user)
    return go(partner)
