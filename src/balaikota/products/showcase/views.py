"""A seller's public page and its papers; fairs."""

import hashlib
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.kit.errors import found, require
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.throttle import hurries, visitor
from balaikota.products.showcase import actions, forms, queries, rules

PDF, PNG = "application/pdf", "image/png"
#: A paper takes most of a second to draw.
A_MINUTE, KEPT = 12, 600


@reads(anyone=True, replica=True)
def seller(request: Request, number: str) -> HttpResponse:
    viewer = request.user if request.user.is_authenticated else None
    context = queries.shop(queries.seller(number, viewer=viewer), after=request.GET.get("dari", ""))
    return page(request, "showcase/seller.html", context)


@reads(anyone=True)
def short(request: Request, code: str) -> HttpResponse:
    return go(queries.shop_url(queries.seller_of_code(code)))


def _drawn(request: Request, draw: Callable[[], bytes], name: str, kind: str = PDF) -> HttpResponse:
    """A paper, drawn at most every ten minutes, and for one visitor not too often."""
    key = "showcase:" + hashlib.sha256(request.path.encode()).hexdigest()[:32]
    content = caches["near"].get(key)
    if content is None:
        too_often = hurries("showcase", visitor(request), per_minute=A_MINUTE)
        require(not too_often, _("Terlalu sering. Coba lagi sebentar lagi."), status=429)
        content = draw()
        caches["near"].set(key, content, KEPT)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = f"public, max-age={KEPT}"
    return answer


@reads(anyone=True)
def catalogue(request: Request, number: str) -> HttpResponse:
    row = queries.seller(number)
    return _drawn(request, lambda: queries.catalogue_of_seller(row), f"katalog-{number}.pdf")


@reads(anyone=True)
def poster(request: Request, number: str) -> HttpResponse:
    row = queries.seller(number)
    return _drawn(request, lambda: queries.poster(row), f"poster-{number}.pdf")


@reads(anyone=True)
def image(request: Request, number: str) -> HttpResponse:
    row = queries.seller(number)
    return _drawn(request, lambda: queries.image(row), f"{number}.png", PNG)


@reads(anyone=True)
def printed(request: Request) -> HttpResponse:
    """Every catalogue that can be printed."""
    context = {"districts": queries.districts(), "fairs": queries.coming()}
    return page(request, "showcase/printed.html", context)


@reads(anyone=True, replica=True)
def of_district(request: Request, code: str) -> HttpResponse:
    at = queries.district(code)
    return _drawn(request, lambda: queries.catalogue_of_district(at), f"katalog-{code}.pdf")


@reads(anyone=True, replica=True)
def fair(request: Request, pk: uuid.UUID) -> HttpResponse:
    row = queries.fair(pk)
    return page(request, "showcase/fair.html", {"fair": row, "stalls": queries.stalls(row)})


@reads(anyone=True, replica=True)
def of_fair(request: Request, pk: uuid.UUID) -> HttpResponse:
    row = queries.fair(pk)
    return _drawn(request, lambda: queries.catalogue_of_fair(row), f"katalog-bazar-{row.on}.pdf")


# --- officers -------------------------------------------------------------------------------------


def _list(request: Request, form: forms.FairForm) -> HttpResponse:
    context = {"fairs": queries.fairs()[:50], "form": form}
    return page(request, "showcase/fairs.html", context, status=422 if form.is_bound else 200)


@reads
def _fairs(request: Request) -> HttpResponse:
    found(rules.may_arrange(request.user) or None)
    return _list(request, forms.FairForm())


@writes
def _announce(request: Request) -> HttpResponse:
    found(rules.may_arrange(request.user) or None)
    form = forms.FairForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    row = actions.announce(**form.cleaned_data, by=request.user)
    messages.success(request, _("Bazar tercatat. Pilih penjualnya."))
    return go(reverse("showcase:arrange", args=[row.pk]))


fairs = either(_fairs, _announce)


@reads
def arrange(request: Request, pk: uuid.UUID) -> HttpResponse:
    row, words = queries.fair_to_arrange(pk, viewer=request.user), request.GET.get("q", "")[:80]
    context = {
        "fair": row,
        "stalls": queries.all_stalls(row),
        "words": words,
        "found": queries.to_invite(row, words),
    }
    return page(request, "showcase/arrange.html", context)


@writes
def seat(request: Request, pk: uuid.UUID) -> HttpResponse:
    row, form = queries.fair_to_arrange(pk, viewer=request.user), forms.StallForm(request.POST)
    require(form.is_valid(), _("Pilih penjual dari daftar."), status=422)
    said = form.cleaned_data
    actions.seat(row, queries.seller(said["number"]), said["spot"], by=request.user)
    return go(reverse("showcase:arrange", args=[row.pk]))


@writes
def unseat(request: Request, pk: uuid.UUID) -> HttpResponse:
    row = queries.fair_to_arrange(pk, viewer=request.user)
    stall = next(
        (one for one in queries.all_stalls(row) if one.enterprise.number == request.POST.get("number")), None
    )
    actions.unseat(row, found(stall).enterprise, by=request.user)
    return go(reverse("showcase:arrange", args=[row.pk]))
