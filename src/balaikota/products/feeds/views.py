"""One page that says what machines may read here, and how."""

from django.http import HttpResponse

from balaikota.kit.http import Request, page, reads
from balaikota.products.feeds import queries


@reads(anyone=True)
def index(request: Request) -> HttpResponse:
    context = {"count": queries.shown_count(), "left_out": queries.left_out()}
    return page(request, "feeds/index.html", context)
