"""/katalog/umpan/… for Google and Meta, /api/v1/katalog/… for programs: read by everybody, alike for everybody."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override

from balaikota.kit.http import Request, open_json, reads
from balaikota.kit.throttle import hurries, visitor
from balaikota.kit.typed import counted
from balaikota.products.feeds import methods, queries

#: Whole feeds, and answers of the API, that one visitor may ask for in a minute.
FEEDS_A_MINUTE, ANSWERS_A_MINUTE = 12, 300
PROBLEM = "application/problem+json"


# --- feeds ----------------------------------------------------------------------------------------


def _google_tsv(number: str, title: str) -> Iterator[str]:
    rows = methods.picked(methods.GOOGLE, queries.google_rows(number))
    return methods.table(methods.GOOGLE, rows, "\t")


def _google_xml(number: str, title: str) -> Iterator[str]:
    return methods.rss(title, queries.address("/katalog/"), queries.google_rows(number))


def _meta_csv(number: str, title: str) -> Iterator[str]:
    return methods.table(methods.META, methods.picked(methods.META, queries.meta_rows(number)), ",")


def _feed(write: Callable[[str, str], Iterator[str]], kind: str) -> Callable[..., HttpResponseBase]:
    """A feed of the whole city or of one seller, as it comes. Whoever has it already is told that nothing changed."""

    def view(request: Request, number: str = "") -> HttpResponseBase:
        if hurries("katalog-umpan", visitor(request), per_minute=FEEDS_A_MINUTE):
            return HttpResponse(
                _("Terlalu sering. Coba lagi satu menit lagi."), status=429, headers={"Retry-After": "60"}
            )
        name = queries.seller(number).name if number else queries.city()
        etag = f'W/"{queries.version(number)}-{write.__name__.strip("_")}"'
        if same := get_conditional_response(request, etag=etag):
            return same
        with override("id"):
            response = StreamingHttpResponse(
                _in_indonesian(write(number, _("Katalog %s") % name)), content_type=kind
            )
        response["ETag"] = etag
        response["Cache-Control"] = "public, max-age=900"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    view.__name__ = write.__name__.strip("_")
    return reads(view, anyone=True)


def _in_indonesian(lines: Iterator[str]) -> Iterator[str]:
    """The words of a feed do not follow the language of whoever fetches it: it is kept for all."""
    with override("id"):
        yield from lines


google_tsv = _feed(_google_tsv, "text/tab-separated-values; charset=utf-8")
google_xml = _feed(_google_xml, "application/xml; charset=utf-8")
meta_csv = _feed(_meta_csv, "text/csv; charset=utf-8")


# --- the API --------------------------------------------------------------------------------------


def _answer(fill: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """JSON, or what is wrong as problem+json (RFC 9457)."""

    def view(request: Request, **places: str) -> HttpResponseBase:
        if hurries("katalog-api", visitor(request), per_minute=ANSWERS_A_MINUTE):
            return _problem(429, _("Terlalu banyak permintaan pada menit ini. Coba lagi menit berikutnya."))
        try:
            with override("id"):
                response = open_json(fill(request, **places))
        except Http404:
            return _problem(404, _("Tidak ada, atau tidak sedang terpasang."))
        except ValueError as fault:
            return _problem(422, str(fault))
        response["Cache-Control"] = "public, max-age=60"
        return response

    view.__name__ = fill.__name__.strip("_")
    return reads(view, anyone=True)


def _problem(status: int, sentence: str) -> HttpResponse:
    said = {"type": "about:blank", "title": sentence, "status": status}
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=PROBLEM, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    if status == 429:
        response["Retry-After"] = "60"
    return response


def _most(said: str) -> int:
    if not said:
        return 50
    if not (many := counted(said, most=queries.MOST)):
        raise ValueError(_("`jumlah` diisi angka 1 sampai %d.") % queries.MOST)
    return many


def _products(request: Request) -> dict[str, Any]:
    asked = {name: request.GET.get(said, "")[:60] for name, said in
             (("kind", "kategori"), ("place", "kecamatan"), ("number", "penjual"), ("after", "sesudah"))}  # fmt: skip
    goods, last = queries.page_of_goods(**asked, most=_most(request.GET.get("jumlah", "")))
    following = request.GET.copy()
    following["sesudah"] = last
    onward = queries.address(f"{request.path}?{following.urlencode()}") if last else None
    return {"items": [methods.told(good) for good in goods], "next": onward}


def _product(request: Request, code: str) -> dict[str, Any]:
    return methods.told(queries.one_good(code))


def _categories(request: Request) -> dict[str, Any]:
    return {"items": queries.tree()}


def _seller(request: Request, number: str) -> dict[str, Any]:
    return queries.told_seller(number)


def _openapi(request: Request) -> dict[str, Any]:
    return methods.openapi(queries.address(""))


products = _answer(_products)
product = _answer(_product)
categories = _answer(_categories)
seller = _answer(_seller)
openapi = _answer(_openapi)
