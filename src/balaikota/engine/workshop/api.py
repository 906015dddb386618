"""Service files in and out, as other programs read and write them, and the letter as the paper it will be."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.engine.letters import queries as letters
from balaikota.engine.questions.contract import ServiceFileError
from balaikota.engine.workshop import actions, forms, queries, rules
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes


@reads
def bring(request: Request) -> HttpResponse:
    found(rules.may_enter(request.user) or None)
    return page(request, "workshop/bring.html", {"form": forms.ImportForm()})


@writes
def look_over(request: Request) -> HttpResponse:
    """What a file from elsewhere would change, before anything is kept."""
    found(rules.may_enter(request.user) or None)
    form = forms.ImportForm(request.POST, request.FILES)
    context: dict[str, Any] = {}
    if form.is_valid():
        try:
            context = queries.looked_over(form.cleaned_data["text"])
        except ServiceFileError as wrong:
            context = {"sentences": wrong.faults}
    is_good = form.is_valid() and "difference" in context
    return page(request, "workshop/bring.html", {"form": form, **context}, status=200 if is_good else 422)


@writes
def bring_in(request: Request) -> HttpResponse:
    found(rules.may_enter(request.user) or None)
    form = forms.ImportForm(request.POST)
    if form.is_valid():
        return go(actions.bring_in(form.cleaned_data["text"], by=request.user))
    return page(request, "workshop/bring.html", {"form": form}, status=422)


@reads
def download(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """The service file itself."""
    draft = queries.draft(draft_id, viewer=request.user)
    response = HttpResponse(queries.text(draft), content_type="application/toml; charset=utf-8")
    name = str(draft.definition.get("code") or _("layanan"))
    response["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return response


@reads
def letter_pdf(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """The paper itself, marked as a sample."""
    view = found(queries.seen(queries.draft(draft_id, viewer=request.user)))
    return HttpResponse(letters.drawn(found(letters.sample(view))), content_type="application/pdf")
