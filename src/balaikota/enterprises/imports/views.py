"""Bringing a list in: the file, its columns, what will happen, and what happened."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.enterprises.imports import actions, forms, queries, rules, sheets
from balaikota.enterprises.imports.models import Import
from balaikota.kit import tables
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.typed import Unfit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads
def _index(request: Request) -> HttpResponse:
    found(request.user if rules.may_import(request.user) else None)
    return _show_index(request, forms.BringForm())


def _show_index(request: Request, form: forms.BringForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "rows": queries.newest(request.user)}
    return page(request, "imports/index.html", context, status=status)


@writes
def _bring(request: Request) -> HttpResponse:
    found(request.user if rules.may_import(request.user) else None)
    form = forms.BringForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > tables.MOST_BYTES:
                raise Unfit(_("Berkas ini lebih dari 40 MB. Bagi menjadi beberapa berkas."))
            content = upload.read()
            told = sheets.described(content, upload.name)
            return go(actions.bring(upload.name, content, told, by=request.user))
        except Unfit as unfit:
            form.add_error("file", unfit.sentence)
    return _show_index(request, form, 422)


index = either(_index, _bring)


@reads
def one(request: Request, pk: uuid.UUID) -> HttpResponse:
    return _show(request, queries.one(pk, viewer=request.user))


def _show(
    request: Request, brought: Import, map_forms: list[forms.MapForm] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "brought": brought,
        "is_busy": rules.is_busy(brought),
        "may_begin": rules.may_begin(brought),
        "may_undo": rules.may_undo(brought),
        "kept_until": queries.kept_until(brought),
        "told": queries.told_rows(brought)[: queries.SHOWN],
        "percent": min(100, 100 * brought.done // max(1, brought.total)),
        "names": {each["place"]: each["name"] for each in brought.sheets},
    }
    if rules.may_map(brought):
        tabled = [each for each in brought.sheets if each["columns"]]
        shown = map_forms or [forms.MapForm(each) for each in tabled]
        context["maps"] = [(form, form.sheet["sample"]) for form in shown]
    return page(request, "imports/one.html", context, parts=["kemajuan"], status=status)


@writes
def map_columns(request: Request, pk: uuid.UUID) -> HttpResponse:
    brought = queries.one(pk, viewer=request.user)
    shown = [forms.MapForm(each, request.POST) for each in brought.sheets if each["columns"]]
    if not all(form.is_valid() for form in shown):
        return _show(request, brought, shown, status=422)
    by_place = {form.sheet["place"]: form.mapping() for form in shown}
    mappings = [by_place.get(each["place"]) for each in brought.sheets]
    actions.map_columns(brought, mappings, by=request.user)
    return go(brought)


@writes
def begin(request: Request, pk: uuid.UUID) -> HttpResponse:
    brought = queries.one(pk, viewer=request.user)
    actions.begin(brought, by=request.user)
    return go(brought)


@writes
def undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    brought = queries.one(pk, viewer=request.user)
    actions.ask_undo(brought, by=request.user)
    messages.success(request, _("Pembatalan berjalan. Usaha yang sudah dikerjakan orang tidak ikut dihapus."))
    return go(brought)


@reads
def reasons(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The rows that have a reason, where they were: a file to mend and bring again."""
    brought = queries.one(pk, viewer=request.user)
    content = sheets.reasons_book(queries.content_of(brought), brought, list(queries.told_rows(brought)))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="alasan.xlsx"'
    return response
