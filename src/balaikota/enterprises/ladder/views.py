"""The ladder for everybody, the diagnosis, and one business on the ladder."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.ladder import actions, forms, methods, queries, rules
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.contract import UnusableFile
from balaikota.foundation.files.models import StoredFile
from balaikota.kit.errors import found
from balaikota.kit.http import Request, either, go, page, reads, writes

# --- the ladder itself ----------------------------------------------------------------------------


@reads(anyone=True, replica=True)
def ladder(request: Request) -> HttpResponse:
    """Every stage, its tests, and when this edition was published."""
    may = request.user.is_authenticated and rules.may_change_ladder(request.user)
    context = {"ladder": queries.ladder(), "edition": queries.newest(), "may_change": may}
    return page(request, "ladder/ladder.html", context)


@reads
def _edit(request: Request) -> HttpResponse:
    found(request.user if rules.may_change_ladder(request.user) else None)
    return _show_edit(request, forms.LadderForm(initial={"text": queries.text()}))


@writes
def _publish(request: Request) -> HttpResponse:
    found(request.user if rules.may_change_ladder(request.user) else None)
    form = forms.LadderForm(request.POST)
    if not form.is_valid():
        return _show_edit(request, form, 422)
    edition = actions.publish(form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Terbitan %d berlaku sekarang.") % edition.number)
    return go(reverse("ladder:ladder"))


def _show_edit(request: Request, form: forms.LadderForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "editions": queries.editions()[:20]}
    return page(request, "ladder/edit.html", context, status=status)


edit = either(_edit, _publish)

# --- the diagnosis --------------------------------------------------------------------------------


def _sheets() -> list[list[methods.Question]]:
    asked = queries.ladder().questions
    return [asked[at : at + forms.ON_A_SHEET] for at in range(0, len(asked), forms.ON_A_SHEET)]


def _show_sheet(
    request: Request, enterprise: Enterprise, sheet: int, form: forms.DiagnosisForm, status: int = 200
) -> HttpResponse:
    sheets = _sheets()
    elsewhere = [each.code for n, asked in enumerate(sheets) if n != sheet for each in asked]
    carried = [(code, request.POST[code]) for code in elsewhere if code in request.POST]
    context = {"enterprise": enterprise, "form": form, "sheet": sheet, "number": sheet + 1}
    context |= {"many": len(sheets), "carried": carried, "is_last": sheet == len(sheets) - 1}
    return page(request, "ladder/diagnosis.html", context, status=status)


@reads
def _ask(request: Request, number: str) -> HttpResponse:
    enterprise = register.enterprise(number, viewer=request.user)
    return _show_sheet(request, enterprise, 0, forms.DiagnosisForm(asked=_sheets()[0]))


@writes
def _answer(request: Request, number: str) -> HttpResponse:
    """One sheet after the other; what was answered before travels along, and the last one decides."""
    enterprise = register.enterprise(number, viewer=request.user)
    sheets, said = _sheets(), request.POST.get("lembar", "0")
    sheet = min(int(said), len(sheets) - 1) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    if "kembali" in request.POST:
        before = max(sheet - 1, 0)
        known = {each.code: request.POST.get(each.code, "") for each in sheets[before]}
        return _show_sheet(
            request, enterprise, before, forms.DiagnosisForm(asked=sheets[before], initial=known)
        )
    form = forms.DiagnosisForm(request.POST, asked=sheets[sheet])
    if not form.is_valid():
        return _show_sheet(request, enterprise, sheet, form, 422)
    if sheet + 1 < len(sheets):
        known = {each.code: request.POST.get(each.code, "") for each in sheets[sheet + 1]}
        return _show_sheet(
            request, enterprise, sheet + 1, forms.DiagnosisForm(asked=sheets[sheet + 1], initial=known)
        )
    answers = {each.code: request.POST.get(each.code, "") for asked in sheets for each in asked}
    actions.diagnose(enterprise, answers, by=request.user)
    return go(reverse("ladder:result", args=[number]))


diagnosis = either(_ask, _answer)


@reads
def result(request: Request, number: str) -> HttpResponse:
    """Where to start and why, in plain words."""
    enterprise = register.enterprise(number, viewer=request.user)
    row = found(queries.diagnosis(enterprise))
    start = methods.start(queries.ladder(), row.answers)
    step = queries.next_step(enterprise)
    context = {"enterprise": enterprise, "row": row, "start": start, "step": step[1] if step else None}
    return page(request, "ladder/result.html", context)


# --- one business ---------------------------------------------------------------------------------


@reads
def climbing(request: Request, number: str) -> HttpResponse:
    return show(request, register.enterprise(number, viewer=request.user))


def show(request: Request, enterprise: Enterprise, status: int = 200, **bound: Any) -> HttpResponse:
    seen = queries.page_of(enterprise, request.user)
    stay = seen["stay"]
    stage = queries.ladder().stage(stay.stage) if stay else None
    blank = {
        "paper": forms.PaperForm(stage=stage),
        "check": forms.CheckForm(),
        "send_back": forms.SendBackForm(before=stay.stage if stay else ""),
        "leave": forms.LeaveForm(),
    }
    wrong = next(iter(bound.values()), None)
    context = seen | {"forms": blank | bound, "wrong": wrong, "open": next(iter(bound), "")}
    return page(request, "ladder/climbing.html", context, status=status)


def _done(number: str) -> HttpResponse:
    return go(reverse("ladder:climbing", args=[number]))


@writes
def bring(request: Request, number: str) -> HttpResponse:
    enterprise = register.enterprise(number, viewer=request.user)
    stay = queries.standing(enterprise)
    stage = queries.ladder().stage(stay.stage) if stay else None
    form = forms.PaperForm(request.POST, request.FILES, stage=stage)
    file = _received(request, form) if form.is_valid() else None
    if not form.is_valid():
        return show(request, enterprise, 422, paper=form)
    actions.bring(enterprise, form.cleaned_data["test"], form.cleaned_data["note"], file, by=request.user)
    messages.success(request, _("Bukti tersimpan dan menunggu diperiksa."))
    return _done(number)


def _received(request: Request, form: forms.PaperForm) -> StoredFile | None:
    upload = form.cleaned_data.get("file")
    if upload is None:
        return None
    try:
        return files.receive(upload, owner=request.user, by=request.user)
    except UnusableFile as refusal:
        form.add_error("file", refusal.sentence)
        return None


def _judged(request: Request, number: str) -> Enterprise:
    """For who judges businesses; to an owner the judging is not there."""
    found(request.user if rules.may_judge(request.user, owns=False) else None)
    return register.enterprise(number, viewer=request.user)


@writes
def check(request: Request, number: str, paper_id: int) -> HttpResponse:
    enterprise = _judged(request, number)
    paper, form = queries.paper(enterprise, paper_id), forms.CheckForm(request.POST)
    if not form.is_valid():
        return show(request, enterprise, 422, check=form)
    accept = form.cleaned_data["verdict"] == "terima"
    actions.check(paper, accept=accept, remark=form.cleaned_data["remark"], by=request.user)
    return _done(number)


@writes
def climb(request: Request, number: str) -> HttpResponse:
    enterprise = _judged(request, number)
    actions.climb(enterprise, by=request.user)
    messages.success(request, _("Naik satu tahap."))
    return _done(number)


def _posted(request: Request, number: str, name: str, form: Any, act: Callable[..., Any]) -> HttpResponse:
    enterprise = register.enterprise(number, viewer=request.user)
    if not form.is_valid():
        return show(request, enterprise, 422, **{name: form})
    act(enterprise, *form.cleaned_data.values(), by=request.user)
    return _done(number)


@writes
def send_back(request: Request, number: str) -> HttpResponse:
    stay = queries.standing(_judged(request, number))
    form = forms.SendBackForm(request.POST, before=stay.stage if stay else "")
    return _posted(request, number, "send_back", form, actions.send_back)


@writes
def leave(request: Request, number: str) -> HttpResponse:
    return _posted(request, number, "leave", forms.LeaveForm(request.POST), actions.leave)
