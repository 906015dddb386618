"""The funnel and its alarms."""

from django.http import HttpResponse

from balaikota.enterprises.funnel import queries, rules
from balaikota.kit.errors import found
from balaikota.kit.http import Request, page, reads


@reads
def funnel(request: Request) -> HttpResponse:
    found(request.user if rules.may_see(request.user) else None)
    return page(request, "funnel/funnel.html", queries.page_of(request.user))
