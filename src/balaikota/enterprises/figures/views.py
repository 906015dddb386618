"""The mayor's page, open to everybody within their rights."""

from django.http import HttpResponse

from balaikota.enterprises.figures import queries
from balaikota.foundation.people.models import Person
from balaikota.kit.hot import hot
from balaikota.kit.http import Request, page, reads


def _person(request: Request) -> Person | None:
    return request.user if request.user.is_authenticated else None


@hot(queries.version)
@reads(anyone=True)
def city(request: Request) -> HttpResponse:
    return page(request, "enterprise_figures/city.html", queries.page_of_city(_person(request)))


@hot(queries.version)
@reads(anyone=True)
def measure(request: Request, code: str) -> HttpResponse:
    found, said = queries.measure(code), request.GET.get("sesudah", "0")
    after = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0
    context = queries.page_of_measure(found, _person(request), request.GET.get("kecamatan", "")[:20], after)
    return page(request, "enterprise_figures/measure.html", context)
