"""A service's page, as everybody sees it."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import urlencode

from balaikota.engine.catalogue import contract, queries
from balaikota.kit.errors import found
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, page, reads


@hot(lambda: queries.version() + contract.version())
@reads(anyone=True)
def service(request: Request, slug: str) -> HttpResponse:
    """What it is, what it costs, how long it takes, what to bring, who decides, and where to begin."""
    service = queries.service(slug)
    found(service if service.is_public else None)
    definition = queries.definition(queries.current_edition(service))
    context = {
        "service": service,
        "definition": definition,
        "checklist": queries.checklist(definition),
        "parts": contract.parts(service),
        "login_url": f"{settings.LOGIN_URL}?{urlencode({'next': service.get_absolute_url()})}",
    }
    return page(request, "catalogue/service.html", context)
