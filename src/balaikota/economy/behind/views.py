"""One industry, and what stands behind it."""

from django.http import HttpResponse

from balaikota.economy.behind import queries
from balaikota.kit.http import Request, page, reads


@reads(anyone=True, replica=True)
def industry(request: Request, slug: str) -> HttpResponse:
    return page(request, "behind/industry.html", queries.page_of(queries.industry(slug)))
