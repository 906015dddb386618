"""The catalogue as everybody sees it, and how evenly sellers are seen."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from balaikota.kit.errors import found
from balaikota.kit.hot import framed, hot
from balaikota.kit.http import WITH_PLACE, Request, page, reads
from balaikota.products.display import methods as card
from balaikota.products.exposure import actions as exposure
from balaikota.products.exposure import methods as order
from balaikota.products.finding import forms, queries, rules
from balaikota.products.finding.methods import Filters
from balaikota.products.finding.queries import Found

#: For how many seconds a cache before the city hall may give a page to others.
SHARED = 30
View = Callable[..., HttpResponseBase]
#: Of this process.
counts = order.Counts()


def counted(view: View) -> View:
    """Note whose cards were on the page that was shown: also when it was kept from before, never who looked."""

    @wraps(view)
    def noting(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        due = counts.add(getattr(request, "shown", None) or caches["near"].get(_seen_at(request), ()))
        if due:
            exposure.note(due, timezone.localdate())
        return response

    return noting


def _seen_at(request: Request) -> str:
    return f"finding:seen:{request.get_full_path()[:200]}"


def _show(request: Request, title: str, found: Found, form: forms.Form, **more: Any) -> HttpResponse:
    """The list with everything around it. What differs is made anew, the frame of the page is not."""
    filters = form.filters
    sellers = [seller for _html, seller, _km in found.cards]
    request.shown = sellers  # type: ignore[attr-defined]
    caches["near"].set(_seen_at(request), sellers, 3600)
    context = {
        "title": title,
        "form": form,
        "filters": filters,
        "found": found,
        "cards": _cards(found),
        "narrowed": forms.chips(filters),
        "choices": _choices(filters, found),
        "next_url": forms.address(filters, after=found.after, is_any=filters.is_any or found.is_part)
        if found.after
        else "",
        "q": form.typed.get("q", ""),
        "near": f"{filters.near[0]},{filters.near[1]}" if filters.near else "",
    }
    body = render_to_string("finding/_list.html", context | more)
    response = framed(request, "finding/page.html", shared=SHARED, title=title, body=body)
    response.status_code = form.status if response.status_code == 200 else response.status_code
    response["Permissions-Policy"] = WITH_PLACE
    return response


def _cards(found: Found) -> str:
    told = (
        html if km is None else html.replace("</a><p", f'</a><p class="goods-km">{_far(km)}</p><p', 1)
        for html, _seller, km in found.cards
    )
    return mark_safe(card.spoken("".join(told)))


def _far(km: float) -> str:
    """Between the middles of two kelurahan, so not finer than a kilometre."""
    return _("kurang dari 1 km") if km < 1 else _("sekitar %d km") % round(km)


def _choices(filters: Filters, found: Found) -> dict[str, Any]:
    """The choices of each field of the sieve, with how many products there are."""
    known, counts = queries.shelves(), found.counts
    shelves, places, marks = (counts.get(name) or {} for name in ("categories", "districts", "marks"))
    chosen = filters.category
    in_use = {code: shelf.name for code, shelf in known.items() if shelves.get(code) or code == chosen}
    more = "+" if found.is_capped else ""
    return {
        "category": (in_use, shelves, (chosen,), more),
        "district": (queries.districts(), places, (filters.district,), more),
        "permits": (card.PERMITS, marks, filters.permits, more),
        "ready": (
            {"1": _("Siap kirim")},
            {"1": marks.get("ready", 0)},
            ("1",) if filters.is_ready else (),
            more,
        ),
        "delivery": (card.DELIVERIES, marks, (filters.delivery,), more),
        "sort": (forms.SORTS, {}, (filters.sort,), ""),
    }


@counted
@hot(queries.version, shared=SHARED)
@reads(anyone=True)
def front(request: Request) -> HttpResponse:
    form = forms.Form(Filters(), {}, {})
    found_now = queries.find(form.filters)
    fresh = queries.find(Filters(sort="baru"), most=8)
    tops = [shelf for shelf in queries.shelves().values() if not shelf.parent]
    more = {"is_front": True, "tops": tops, "fresh": _cards(fresh)}
    return _show(request, _("e-Katalog"), found_now, form, **more)


@counted
@hot(queries.version, shared=SHARED)
@reads(anyone=True)
def category(request: Request, slug: str) -> HttpResponse:
    known = queries.shelves()
    shelf = found(next((each for each in known.values() if each.slug == slug), None))
    form = forms.Form(Filters(category=shelf.code), {}, {})
    below = [each for each in known.values() if each.parent == (shelf.parent or shelf.code)]
    more = {"shelf": shelf, "above": known.get(shelf.parent), "below": below}
    return _show(request, shelf.name, queries.find(form.filters), form, **more)


@counted
@reads(anyone=True)
def search(request: Request) -> HttpResponse:
    """Works as a plain form; while somebody types, htmx asks for suggestions alone."""
    form = forms.read(request.GET)
    if request.headers.get("HX-Target") == "saran":
        return page(request, "finding/search.html", queries.suggested(form.filters.text), parts=["saran"])
    answer = queries.find(form.filters)
    if answer.cards or form.filters.after:
        return _show(request, _("Cari di e-Katalog"), answer, form)
    return _show(request, _("Cari di e-Katalog"), answer, form, help=_help(form.filters, answer))


def _help(filters: Filters, answer: Found) -> dict[str, Any]:
    """Where to go on from a page without a product."""
    plain = Filters(text=filters.text)
    return {
        "without": forms.address(plain) if filters.text and filters != plain else "",
        "words": [
            (word, n, forms.address(Filters(text=word))) for word, n in answer.known if word != filters.text
        ],
        "beside": [(word, forms.address(Filters(text=word))) for word in queries.other_words(filters.text)],
        "shelves": queries.likely_shelves(filters.text),
    }


@hot(queries.version, shared=SHARED)
@reads(anyone=True)
def fairness(request: Request) -> HttpResponse:
    """The rule by which sellers are shown, and how well it keeps."""
    now = order.offset(queries.hour())
    told = order.evenness(queries.sellers())
    return page(
        request,
        "finding/fairness.html",
        {"told": told, "offset": now, "rounds": order.ROUNDS, **queries.counted_since()},
    )


@reads
def exposed(request: Request) -> HttpResponse:
    """How often each seller was seen, for officers."""
    found(request.user if rules.may_see_exposure(request.user) else None)
    rows = queries.sellers()
    context = {"rows": rows[:200], "told": order.evenness(rows), **queries.counted_since()}
    return page(request, "finding/exposed.html", context)
