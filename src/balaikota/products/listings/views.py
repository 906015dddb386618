"""A product's public page, the seller's own side, and the officers' desk."""

from django.http import HttpResponse

from balaikota.kit.http import Request, page, reads
from balaikota.products.listings import queries


@reads(anyone=True)
def product(request: Request, code: str) -> HttpResponse:
    """Everything a buyer asks of a product, on one page."""
    viewer = request.user if request.user.is_authenticated else None
    shown = queries.product(code, viewer=viewer)
    return page(request, "listings/product.html", {"product": shown})
