"""The officer's desk in the browser."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.work import actions, contract, forms, methods, queries
from balaikota.engine.work.models import Verb
from balaikota.foundation.organisations import queries as organisations
from balaikota.kit.errors import found
from balaikota.kit.http import Request, go, page, reads, writes

DESK = "/meja/"
FILTERS = ("keadaan", "layanan", "langkah", "nomor")
TABS = {
    "": _("Bisa dikerjakan"),
    "saya": _("Saya pegang"),
    "terlambat": _("Lewat batas"),
    "menunggu": _("Menunggu pemohon"),
    "semua": _("Semua terbuka"),
    "selesai": _("Selesai"),
}


def no_desk(request: Request) -> HttpResponse:
    """A post without applications to work on: the mayor's, the operator's."""
    title = organisations.post_title(request.user)
    if not title:
        raise Http404
    return page(request, "work/no_desk.html", {"title": title, "places": contract.places(request.user)})


@reads
def desk(request: Request) -> HttpResponse:
    """Only staff have a desk; for everyone else there is no such page."""
    if not cases.work_desks(request.user):
        return no_desk(request)
    filters = {name: request.GET.get(name, "") for name in FILTERS}
    return _show(request, filters, queries.work_list(request.user, filters, request.GET.get("sesudah", "")))


def _show(
    request: Request, filters: dict[str, str], work: queries.WorkPage, status: int = 200, **more: Any
) -> HttpResponse:
    viewer = request.user
    kept = {name: value for name, value in filters.items() if value}
    context = {
        "work": work,
        "filters": filters,
        "kept": urlencode(kept),
        "tabs": _tabs(request, filters),
        "services": queries.services_at(viewer),
        "steps": queries.steps_at(viewer),
        "saved": [(row, "?" + urlencode(row.filters)) for row in queries.saved_filters(viewer)],
        "side_steps": [] if kept else cases.side_steps_for(viewer),
        "colleagues": queries.colleagues(viewer),
        "verbs": Verb.choices,
        "strip": queries.strip(viewer),
        "title": organisations.post_title(viewer),
        "places": contract.places(viewer),
        "next_url": f"?{urlencode(kept | {'sesudah': work.after})}" if work.after else "",
    }
    return page(request, "work/desk.html", context | more, parts=["pekerjaan"], status=status)


def _tabs(request: Request, filters: dict[str, str]) -> list[dict[str, Any]]:
    """The states of the desk as links; other filters are kept, the number sought is not."""
    counts = queries.work_counts(request.user)
    kept = {name: value for name, value in filters.items() if value and name not in ("keadaan", "nomor")}
    tabs = []
    for state, label in TABS.items():
        href = "?" + urlencode(({"keadaan": state} if state else {}) | kept)
        is_current = filters["keadaan"] == state and not filters["nomor"]
        tabs.append({"label": label, "href": href, "count": counts.get(state), "is_current": is_current})
    return tabs


@writes
def search(request: Request) -> HttpResponse:
    """By number or by name. A name is posted, so that it stands in no address and no log."""
    found(cases.work_desks(request.user) or None)
    text = request.POST.get("cari", "").strip()[:100]
    if not text or methods.is_number(text):
        return go(f"{DESK}?{urlencode({'nomor': text})}" if text else DESK)
    named = queries.by_name(request.user, text)
    actions.note_search(len(named.rows), by=request.user)
    filters = dict.fromkeys(FILTERS, "")
    return _show(request, filters, queries.WorkPage(named.rows), sought=text, too_many=named.too_many)


@writes
def many(request: Request) -> HttpResponse:
    """One verb on the ticked rows; the answer is the desk as it was, with what became of them above it."""
    found(cases.work_desks(request.user) or None)
    form = forms.ManyForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        chosen = queries.chosen(form.numbers(), viewer=request.user)
        to = next((one for one in queries.colleagues(request.user) if one.pk == said["to"]), None)
        actions.act_on_many(chosen, said["verb"], to=to, note=said["note"], by=request.user)
    return _back(request)


def _back(request: Request) -> HttpResponse:
    """The desk with the filters it had."""
    kept = {name: request.POST.get(name, "") for name in ("keadaan", "layanan", "langkah")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return go(f"{DESK}?{query}" if query else DESK)


@reads
def bulk(request: Request, id: uuid.UUID) -> HttpResponse:
    action = queries.bulk(id, viewer=request.user)
    return page(request, "work/bulk.html", {"action": action, "items": queries.items(action)})


@writes
def undo(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.undo(queries.bulk(id, viewer=request.user), by=request.user)
    return _back(request)


@writes
def save_filter(request: Request) -> HttpResponse:
    found(cases.work_desks(request.user) or None)
    form = forms.FilterForm(request.POST)
    if form.is_valid():
        filters = {name: form.cleaned_data[name] for name in FILTERS[:3] if form.cleaned_data[name]}
        actions.save_filter(form.cleaned_data["name"], filters, by=request.user)
    return _back(request)


@writes
def forget_filter(request: Request, id: int) -> HttpResponse:
    actions.forget_filter(queries.saved_filter(id, viewer=request.user), by=request.user)
    return _back(request)


# --- beside a case --------------------------------------------------------------------------------


@writes
def hand_over(request: Request, number: str) -> HttpResponse:
    case = queries.office_case(number, viewer=request.user)
    form = forms.HandOverForm(request.POST)
    if form.is_valid():
        to = next(
            (one for one in queries.colleagues(request.user) if one.pk == form.cleaned_data["to"]), None
        )
        actions.hand_over(case, to=found(to), note=form.cleaned_data["note"], by=request.user)
    return go(f"{case.get_absolute_url()}#meja")


@writes
def write_note(request: Request, number: str) -> HttpResponse:
    case = queries.office_case(number, viewer=request.user)
    form = forms.NoteForm(request.POST)
    if form.is_valid():
        actions.write_note(case, form.cleaned_data["text"], by=request.user)
    return go(f"{case.get_absolute_url()}#meja")


@writes
def judge(request: Request, number: str, file_id: uuid.UUID) -> HttpResponse:
    case = queries.office_case(number, viewer=request.user)
    form = forms.WorthForm(request.POST)
    question, file = queries.paper(case, file_id)
    if form.is_valid():
        actions.judge(case, file, form.cleaned_data["worth"], question=question, by=request.user)
    return go(f"{case.get_absolute_url()}#berkas-pemohon")
