"""The catalogue as everybody sees it, and how evenly sellers are seen."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from balaikota.kit.errors import found
from balaikota.kit.hot import framed, hot, is_personal
from balaikota.kit.http import WITH_PLACE, Request, page, reads
from balaikota.products.display import methods as card
from balaikota.products.exposure import actions as exposure
from balaikota.products.exposure import methods as order
from balaikota.products.finding import forms, queries, rules
from balaikota.products.finding.methods import Filters
from balaikota.products.finding.queries import Found
from balaikota.products.finding.templatetags import sieve

#: For how many seconds a cache before the city hall may give a page to others.
SHARED = 30
View = Callable[..., HttpResponseBase]
#: Where the address of the next page belongs.
NEXT = "\x02next\x03"
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


def _show(request: Request, found: Found, form: forms.Form, *, top: str, **more: Any) -> HttpResponse:
    """The list with everything around it. What differs is made anew, the frame of the page is not."""
    filters = form.filters
    request.shown = [seller for _html, seller, _km in found.cards]  # type: ignore[attr-defined]
    after = forms.next_page(filters, found) if found.after else ""
    is_plain = queries.is_steady(filters) and found.cards and not (form.wrong or any(more.values()))
    response = framed(
        request,
        "finding/page.html",
        shared=SHARED,
        around=lambda: _around(found, form, top=top, **more),
        known=f"{filters.category}\n{found.told}" if is_plain else "",
        cards=_shown(filters, found, more.get("help") or {}),
        pager=_pager(after),
    )
    response.status_code = form.status if response.status_code == 200 else response.status_code
    response["Permissions-Policy"] = WITH_PLACE
    return response


def _around(found: Found, form: forms.Form, *, top: str, **more: Any) -> dict[str, str]:
    """Everything but the cards: the same for every list of a category with the same counts and nothing else asked."""
    filters = form.filters
    return {
        "title": filters.text or _("e-Katalog"),
        "top": top,
        "nav": more.get("nav", ""),
        "q": filters.text,
        "near": f"{filters.near[0]},{filters.near[1]}" if filters.near else "",
        "open": mark_safe(" open") if form.wrong else "",
        "least": form.typed.get("dari", ""),
        "most": form.typed.get("sampai", ""),
        "leastwrong": _wrong(form, "dari"),
        "mostwrong": _wrong(form, "sampai"),
        "fresh": more.get("fresh", ""),
        **_listed(filters, found),
        **_choices(get_language() or "", replace(filters, text="", after=None), found.told),
    }


def _shown(filters: Filters, found: Found, help: dict[str, Any]) -> str:
    if found.cards:
        return mark_safe(f'<ul class="goods">{_cards(found)}</ul>')
    context = {"help": help, "q": filters.text, "narrowed": forms.chips(filters)}
    return mark_safe(render_to_string("finding/_nothing.html", context))


def _listed(filters: Filters, found: Found) -> dict[str, str]:
    """What stands above and below the list; the templates are asked only for what is rare."""
    narrowed, notes = forms.chips(filters), ""
    if found.instead or found.is_part:
        notes = render_to_string("finding/_notes.html", {"found": found})
    is_rotating = not (filters.sort or filters.near)
    turns = _("Penjual tampil bergiliran: titik mulai urutan berganti setiap jam.") if is_rotating else ""
    return {
        "heading": _heading(filters, found),
        "notes": notes,
        "chips": sieve.chips(narrowed, _("Saringan"), _("Hapus saringan")) if narrowed else "",
        "turns": turns,
    }


def _pager(after: str) -> str:
    """The button to the next page, drawn once in a while."""
    if not after:
        return ""
    drawn: str = queries.kept("pager", lambda: render_to_string("ui/pager.html", {"next_url": NEXT}))
    return mark_safe(drawn.replace(NEXT, escape(after)))


def _wrong(form: forms.Form, name: str) -> str:
    said = form.wrong.get(name, "")
    return format_html('<p class="field-error" id="{}-salah">{}</p>', name, said) if said else ""


def _heading(filters: Filters, found: Found) -> str:
    if not found.cards and not filters.after:
        told = _("Tidak ada produk yang cocok")
    elif found.is_capped:
        told = _("Lebih dari %s produk") % number_format(found.total)
    elif not found.total:  # on the shelf since a moment, and not counted yet
        told = _("Produk")
    else:
        told = ngettext("%s produk", "%s produk", found.total) % number_format(found.total)
    return f"{told} {_('untuk “%s”') % filters.text}" if filters.text else told


def _cards(found: Found) -> str:
    told = (
        html if km is None else html.replace("</a><p", f'</a><p class="goods-km">{_far(km)}</p><p', 1)
        for html, _seller, km in found.cards
    )
    return mark_safe(card.spoken("".join(told)))


def _far(km: float) -> str:
    """Between the middles of two kelurahan, so not finer than a kilometre."""
    return _("kurang dari 1 km") if km < 1 else _("sekitar %d km") % round(km)


@lru_cache(maxsize=500)
def _choices(language: str, filters: Filters, told: str) -> dict[str, str]:
    """The choices of each field of the sieve, with how many products there are: the same for the same counts."""
    counts, chosen = queries.counted(told), filters.category
    shelves, places, marks = (counts.get(name) or {} for name in ("categories", "districts", "marks"))
    in_use = {
        code: shelf.name for code, shelf in queries.shelves().items() if shelves.get(code) or code == chosen
    }
    more = "+" if filters.is_narrow and counts.get("total", 0) >= queries.CAP else ""
    ready = {"1": marks.get("ready", 0)}
    return {
        "categories": sieve.options(in_use, shelves, (chosen,), more),
        "districts": sieve.options(queries.districts(), places, (filters.district,), more),
        "deliveries": sieve.options(card.DELIVERIES, marks, (filters.delivery,), more),
        "sorts": sieve.options(forms.SORTS, {}, (filters.sort,), ""),
        "permits": sieve.checks("izin", card.PERMITS, marks, filters.permits, more),
        "ready": sieve.checks(
            "siap", {"1": _("Siap kirim")}, ready, ("1",) if filters.is_ready else (), more
        ),
    }


@counted
@hot(queries.version, shared=SHARED)
@reads(anyone=True)
def front(request: Request) -> HttpResponse:
    found_now = queries.find(Filters())
    top = render_to_string("finding/_top.html", {"is_front": True})
    tops = [shelf for shelf in queries.shelves().values() if not shelf.parent]
    nav = render_to_string("finding/_nav.html", {"shelves": tops})
    newest = {"fresh": _cards(queries.find(Filters(sort="baru"), most=8))}
    fresh = render_to_string("finding/_fresh.html", newest) if newest["fresh"] else ""
    response = _show(request, found_now, forms.Form(Filters(), {}, {}), top=top, nav=nav, fresh=fresh)
    _keep_shown(request)
    return response


@counted
@hot(queries.version, shared=SHARED)
@reads(anyone=True)
def category(request: Request, slug: str) -> HttpResponse:
    known = queries.shelves()
    shelf = found(next((each for each in known.values() if each.slug == slug), None))
    below = [each for each in known.values() if each.parent == (shelf.parent or shelf.code)]
    top = render_to_string("finding/_top.html", {"title": shelf.name, "above": known.get(shelf.parent)})
    nav = render_to_string("finding/_nav.html", {"shelves": below, "shelf": shelf})
    form = forms.Form(Filters(category=shelf.code), {}, {})
    response = _show(request, queries.find(form.filters), form, top=top, nav=nav)
    _keep_shown(request)
    return response


def _keep_shown(request: Request) -> None:
    """For the visitors who get this page as it was kept."""
    caches["near"].set(_seen_at(request), request.shown, 3600)  # type: ignore[attr-defined]


def answered(view: View) -> View:
    """Looks first: a transaction around the one statement of a list costs as much as the statement. A stranger's list
    with products on it asks for nothing else, and so needs none."""

    @wraps(view)
    def shown(request: Request) -> HttpResponseBase:
        form = forms.read(request.GET)
        is_asked = request.method in ("GET", "HEAD") and request.headers.get("HX-Target") != "saran"
        answer = queries.find(form.filters) if is_asked else None
        if answer is not None and answer.cards and not is_personal(request):
            return _results(request, form, answer, {})
        return view(request, form, answer)

    return shown


@counted
@answered
@reads(anyone=True)
def search(request: Request, form: forms.Form, answer: Found | None) -> HttpResponse:
    """Works as a plain form; while somebody types, htmx asks for suggestions alone."""
    if answer is None:
        return page(request, "finding/search.html", queries.suggested(form.filters.text), parts=["saran"])
    help = {} if answer.cards or form.filters.after else _help(form.filters, answer)
    return _results(request, form, answer, help)


def _results(request: Request, form: forms.Form, answer: Found, help: dict[str, Any]) -> HttpResponse:
    top = queries.kept(
        "top", lambda: render_to_string("finding/_top.html", {"title": _("Cari di e-Katalog")})
    )
    return _show(request, answer, form, top=top, help=help)


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
