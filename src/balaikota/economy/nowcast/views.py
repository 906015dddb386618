"""Prakiraan: what the next quarter may be, or why nobody should say."""

from django.http import HttpResponse

from balaikota.economy.nowcast import queries
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, page, reads


@hot(queries.version)
@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    return page(request, "nowcast/index.html", queries.context())
