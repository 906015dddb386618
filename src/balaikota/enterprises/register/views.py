"""A business's page."""

from django.http import HttpResponse

from balaikota.enterprises.register import contract, queries
from balaikota.kit.http import Request, page, reads


@reads
def enterprise(request: Request, number: str) -> HttpResponse:
    """What the city knows of it, and each room's panel that this viewer may see."""
    found = queries.enterprise(number, viewer=request.user)
    filled = [(panel, panel.fill(found, request.user)) for panel in contract.panels()]
    context = {
        "enterprise": found,
        "owns": queries.owns(request.user, found),
        "owners": found.owners.filter(until_on=None).order_by("id"),
        "condition": queries.latest_condition(found),
        "panels": [(panel, rows) for panel, rows in filled if rows is not None],
    }
    return page(request, "register/enterprise.html", context)
