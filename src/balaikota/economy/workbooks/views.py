"""The desk of those who bring figures in."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.economy.workbooks import actions, forms, queries, sheets
from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.spreadsheets import MOST_BYTES
from balaikota.kit.typed import Unfit


@reads
def look(request: Request) -> HttpResponse:
    return _desk(request, forms.UploadForm())


def _desk(request: Request, form: forms.UploadForm) -> HttpResponse:
    rows = queries.sheets(request.user)[:30]
    return page(
        request, "workbooks/desk.html", {"form": form, "rows": rows}, status=422 if form.is_bound else 200
    )


@writes
def upload(request: Request) -> HttpResponse:
    queries.sheets(request.user)
    form = forms.UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _desk(request, form)
    said = dict(form.cleaned_data)
    file = said.pop("file")
    try:
        read = sheets.read(file.read(MOST_BYTES + 1))
        return go(actions.upload(actions.About(file_name=file.name, **said), read, by=request.user))
    except Unfit as unfit:
        form.add_error("file", unfit.sentence)
    except Refusal as refusal:
        form.add_error("code", refusal.sentence)
    return _desk(request, form)


desk = either(look, upload)


@reads
def sheet(request: Request, id: uuid.UUID) -> HttpResponse:
    """What was read, added up, with every reason why it may not be kept."""
    shown = queries.sheet(id, viewer=request.user)
    return page(request, "workbooks/sheet.html", {"sheet": shown, **queries.preview(shown)})


@writes
def keep(request: Request, id: uuid.UUID) -> HttpResponse:
    kept = actions.keep(queries.sheet(id, viewer=request.user), by=request.user)
    messages.success(request, _("Rilis %s disimpan. Angka sebelumnya tetap ada.") % kept.code)
    return go(queries.sheet(id, viewer=request.user))
