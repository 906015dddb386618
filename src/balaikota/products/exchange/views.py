"""Bringing a file in: what it is, what will happen, what happened; and taking products out."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from balaikota.enterprises.register.models import Enterprise
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.typed import Unfit
from balaikota.products.exchange import actions, forms, queries, rules, sheets
from balaikota.products.exchange.models import Import
from balaikota.products.mirrors import methods
from balaikota.products.mirrors import queries as shelves
from balaikota.products.offers import sheets as offers

MOST_BYTES = 10 * 1_048_576


@reads
def _index(request: Request, number: str) -> HttpResponse:
    return _show_index(request, queries.enterprise(number, viewer=request.user), forms.BringForm())


def _show_index(request: Request, firm: Enterprise, form: forms.BringForm, status: int = 200) -> HttpResponse:
    context = {"enterprise": firm, "form": form, "rows": queries.newest(firm), "ways": methods.ways_out(),
               "dialects": queries.dialects_told()}  # fmt: skip
    return page(request, "exchange/index.html", context, status=status)


@writes
def _bring(request: Request, number: str) -> HttpResponse:
    firm = queries.enterprise(number, viewer=request.user)
    form = forms.BringForm(request.POST, request.FILES)
    if form.is_valid():
        upload, at = form.cleaned_data["file"], "file"
        try:
            content = _content(upload)
            told = offers.brought(content, upload.name)
            at = "zipped"
            zipped = _zipped(form.cleaned_data["zipped"])
            brought = actions.bring(firm, (upload.name, content), told.dialect.slug, by=request.user, zipped=zipped,
                                    publishes=form.cleaned_data["publishes"])  # fmt: skip
            return go(brought)
        except Unfit as unfit:
            form.add_error(at, unfit.sentence)
    return _show_index(request, firm, form, 422)


index = either(_index, _bring)


def _content(upload: "UploadedFile[Any]") -> bytes:
    if (upload.size or 0) > MOST_BYTES:
        raise Unfit(_("Berkas ini lebih dari 10 MB. Bagi menjadi beberapa berkas."))
    content: bytes = upload.read()
    return content


def _zipped(upload: "UploadedFile[Any] | None") -> bytes | None:
    """Looked into before it is kept: a ZIP that cannot be used is said at once."""
    if upload is None:
        return None
    if (upload.size or 0) > sheets.MOST_ZIP:
        raise Unfit(_("ZIP foto ini lebih dari 60 MB. Bagi menjadi beberapa berkas."))
    content: bytes = upload.read()
    sheets.album(content)
    return content


@reads
def one(request: Request, number: str, pk: uuid.UUID) -> HttpResponse:
    return _show(request, queries.one(number, pk, viewer=request.user))


def _show(
    request: Request, brought: Import, form: forms.ChooseForm | None = None, status: int = 200
) -> HttpResponse:
    outcome = request.GET.get("hasil", "")
    context: dict[str, Any] = {
        "brought": brought, "dialect": queries.dialect(brought), "outcome": outcome,
        "is_busy": rules.is_busy(brought), "may_begin": rules.may_begin(brought), "may_undo": rules.may_undo(brought),
        "percent": min(100, 100 * brought.done // max(1, brought.total)),
        "counts": queries.told_counts(brought),
        "lines": [] if rules.is_busy(brought) else queries.shown_lines(brought, outcome),
    }  # fmt: skip
    if rules.may_choose(brought):
        waiting = queries.asked(brought)
        if waiting:
            context["choose"] = form or forms.ChooseForm(waiting, queries.leaves())
    return page(request, "exchange/one.html", context, parts=["kemajuan"], status=status)


@writes
def choose(request: Request, number: str, pk: uuid.UUID) -> HttpResponse:
    brought = queries.one(number, pk, viewer=request.user)
    form = forms.ChooseForm(queries.asked(brought), queries.leaves(), request.POST)
    if not form.is_valid():
        return _show(request, brought, form, status=422)
    actions.choose(brought, form.chosen(), by=request.user)
    return go(brought)


@writes
def begin(request: Request, number: str, pk: uuid.UUID) -> HttpResponse:
    brought = queries.one(number, pk, viewer=request.user)
    actions.begin(brought, by=request.user)
    return go(brought)


@writes
def undo(request: Request, number: str, pk: uuid.UUID) -> HttpResponse:
    brought = queries.one(number, pk, viewer=request.user)
    actions.ask_undo(brought, by=request.user)
    messages.success(request, _("Pembatalan berjalan. Yang sudah Anda ubah sendiri tidak ikut dikembalikan."))
    return go(brought)


# --- out ------------------------------------------------------------------------------------------


@reads
def export(request: Request, number: str, kind: str, ending: str) -> HttpResponseBase:
    """Everything of one seller, in the form another shop takes."""
    firm = queries.enterprise(number, viewer=request.user)
    goods = shelves.goods_out(firm)
    return _handed(kind, goods, ending, f"{firm.number.lower()}-{kind}")


@reads
def everything(request: Request) -> HttpResponse:
    found(request.user if rules.may_take_all(request.user) else None)
    return page(request, "exchange/everything.html", {"ways": methods.ways_out()})


@reads
def export_all(request: Request, kind: str) -> HttpResponseBase:
    """The shelves of the whole city, as it comes; for officers."""
    found(request.user if rules.may_take_all(request.user) else None)
    return _handed(kind, shelves.all_goods(), "csv", f"katalog-{kind}")


def _handed(kind: str, goods: Any, ending: str, name: str) -> HttpResponseBase:
    found(kind if kind in methods.WRITERS and ending in sheets.TYPES else None)
    response: HttpResponseBase
    if ending == "xlsx":
        response = HttpResponse(sheets.book(kind, goods), content_type=sheets.TYPES[ending])
    else:
        response = StreamingHttpResponse(sheets.text(kind, goods, ending), content_type=sheets.TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


@reads(anyone=True)
def template(request: Request, ending: str) -> HttpResponse:
    """Our own template, with examples."""
    found(ending if ending in ("xlsx", "csv") else None)
    content = sheets.template_book(shelves.category_labels()) if ending == "xlsx" else sheets.template_text()
    response = HttpResponse(content, content_type=sheets.TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="templat-katalog.{ending}"'
    return response
