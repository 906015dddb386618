"""How the catalogue does."""

from django.http import HttpResponse
from django.utils import timezone

from balaikota.kit.errors import found
from balaikota.kit.http import Request, page, reads
from balaikota.products.market import queries, rules


@reads
def market(request: Request) -> HttpResponse:
    found(request.user if rules.may_see(request.user) else None)
    context = queries.page_of(timezone.now()) | {"sees_names": rules.may_see_businesses(request.user)}
    return page(request, "market/market.html", context)
