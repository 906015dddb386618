"""Drafts and cases in the browser."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from balaikota.engine.cases import actions, forms, methods, queries
from balaikota.engine.cases.contract import earlier, elsewhere, notices, panels
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.questions import queries as questions
from balaikota.engine.questions.forms import PageForm, page_form
from balaikota.engine.questions.methods import View
from balaikota.engine.questions.models import Earlier
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import queries as documents
from balaikota.kit.errors import found
from balaikota.kit.http import Request, disclosed, go, page, reads, writes
from balaikota.kit.throttle import slow_down, visitor

AT_THE_COUNTER = "mengisikan permohonan untuk warga di loket"

# --- drafts ---------------------------------------------------------------------------------------


def _looked_at(request: Request, id: uuid.UUID) -> Draft:
    """The draft to be shown; an officer who types for a resident leaves a trace, once an hour."""
    draft = queries.draft(id, viewer=request.user)
    if draft.person_id != request.user.pk and not audit.looked_lately(draft, request.user):
        said = {"by": request.user, "subject": draft.person, "purpose": AT_THE_COUNTER}
        disclosed(name="cases.opened", about=draft, **said)
    return draft


@writes
def start(request: Request, slug: str) -> HttpResponse:
    service = catalogue.service(slug)
    return go(actions.start_draft(service, by=request.user, afresh=request.POST.get("baru") == "1"))


@reads
def draft(request: Request, id: uuid.UUID) -> HttpResponse:
    """The cover of a draft: which papers this family needs, and where to go on."""
    draft = _looked_at(request, id)
    if draft.sent_as:
        return go(reverse("cases:case", args=[draft.sent_as]))
    view = queries.seen(draft)
    context = {
        "draft": draft,
        "view": view,
        "pages": methods.progress(draft, view),
        "notices": notices(draft),
    }
    return page(request, "cases/draft.html", context)


@reads
def draft_page(request: Request, id: uuid.UUID, name: str) -> HttpResponse:
    draft = _looked_at(request, id)
    view = queries.seen(draft)
    if draft.sent_as or name not in [each.name for each in view.pages]:
        return go(draft)
    return _show_page(request, draft, page_form(view.definition, name, view, person=draft.person))


@writes
def save_page(request: Request, id: uuid.UUID, name: str) -> HttpResponse:
    draft = queries.draft(id, viewer=request.user)
    view = queries.seen(draft)
    found(next((each for each in view.definition.pages if each.name == name), None))
    said = earlier(draft) if "_take" in request.POST else {}
    form = _posted(request, draft, view, name, said)
    passed = form.is_valid()
    actions.save_page(draft, name, form.cleaned_data if passed else form.typed, by=request.user)
    if passed:
        after = methods.page_after(form.view, name)
        return go(
            reverse("cases:draft_page", args=[id, after]) if after else reverse("cases:review", args=[id])
        )
    return _show_page(request, draft, form, status=422 if form.is_bound else 200)


@writes
def ask_on(request: Request, id: uuid.UUID, name: str) -> HttpResponse:
    """The page asks, after each answer, whether other questions follow. Only uploaded files are kept."""
    draft = queries.draft(id, viewer=request.user)
    view = queries.seen(draft)
    found(next((each for each in view.definition.pages if each.name == name), None))
    posted = _posted(request, draft, view, name)
    if not request.FILES and request.POST.get("_asked") == ",".join(each.name for each in posted.shown):
        return HttpResponse(status=204)
    return _show_page(request, draft, page_form(view.definition, name, posted.view, person=draft.person))


def _posted(
    request: Request, draft: Draft, view: View, name: str, said: dict[str, Earlier] | None = None
) -> PageForm:
    """The page as posted; what is uploaded is the resident's, whoever brings it."""
    posted = {"data": request.POST, "files": request.FILES, "person": draft.person, "by": request.user}
    return page_form(view.definition, name, view, **posted, earlier=said or {})


def _show_page(request: Request, draft: Draft, form: PageForm, status: int = 200) -> HttpResponse:
    form.remind(earlier(draft))
    names = [each.name for each in form.view.pages]
    may_grow = len(names) < len(form.view.definition.pages)
    place = names.index(form.page.name) if form.page.name in names else 0
    context = {
        "draft": draft,
        "form": form,
        "step": {
            "page": form.page,
            "place": place + 1,
            "of": len(names),
            "may_grow": may_grow,
            "before": names[place - 1] if place else "",
        },
        "remarks": methods.remarks(form.view, form.page.name),
        "notices": notices(draft),
    }
    return page(request, "cases/draft_page.html", context, parts=["isian"], status=status)


@reads
def review(request: Request, id: uuid.UUID) -> HttpResponse:
    draft = _looked_at(request, id)
    if draft.sent_as:
        return go(reverse("cases:case", args=[draft.sent_as]))
    view = queries.seen(draft)
    return _show_review(request, draft, view, forms.SubmitForm(_stated(request, draft, view)))


def _stated(request: Request, draft: Draft, view: View) -> list[tuple[str, str]]:
    return methods.declarations(view, at_counter=draft.person_id != request.user.pk)


@writes
def submit(request: Request, id: uuid.UUID) -> HttpResponse:
    draft = queries.draft(id, viewer=request.user)
    if draft.sent_as:
        return go(reverse("cases:receipt", args=[draft.sent_as]))
    view = queries.seen(draft)
    form = forms.SubmitForm(_stated(request, draft, view), request.POST)
    if not form.is_valid() or methods.obstacles(view):
        return _show_review(request, draft, view, form, status=422)
    case = actions.submit(draft, declared=form.declared(), by=request.user)
    return go(reverse("cases:receipt", args=[case.number]))


def _show_review(
    request: Request, draft: Draft, view: View, form: forms.SubmitForm, status: int = 200
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "sheet": questions.summary(view),
        "obstacles": methods.mends(view, methods.obstacles(view)),
        "remarks": methods.remarks(view),
        "view": view,
        "definition": view.definition,
        "notices": notices(draft),
    }
    return page(request, "cases/review.html", context, status=status)


@writes
def delete_draft(request: Request, id: uuid.UUID) -> HttpResponse:
    actions.delete_draft(queries.draft(id, viewer=request.user), by=request.user)
    return go("/permohonan/")


# --- the case -------------------------------------------------------------------------------------


@reads
def case(request: Request, number: str) -> HttpResponse:
    return show(request, queries.case(number, viewer=request.user))


def show(request: Request, case: Case, status: int = 200, **asked: Any) -> HttpResponse:
    """The case as this viewer sees it: the applicant what happens, the officer also what to do."""
    viewer = request.user
    context = queries.case_page(case, viewer=viewer) | {
        "case": case,
        "letters": documents.letters_about(case),
        "notices": notices(case),
    }
    if context["is_officer"]:
        purpose = f"memproses permohonan {case.number}"
        disclosed(name="cases.opened", about=case, by=viewer, subject=case.applicant, purpose=purpose)
        context |= {
            "ask_form": forms.AskCorrectionForm(context["askable"]),
            "pass_form": forms.PassStepForm(),
            "object_form": forms.ObjectForm(),
            "side_form": forms.SideStepForm(),
        }
        context |= {"decide_form": forms.DecideForm(), "panels": panels(case, viewer)}
    return page(request, "cases/case.html", context | asked, status=status)


def _worked_on(request: Request, number: str) -> Case:
    """A case at the viewer's desk; one's own application is no work."""
    case = queries.case(number, viewer=request.user)
    return found(case if case.applicant_id != request.user.pk else None)


def _meanwhile(request: Request, case: Case) -> list[Any]:
    """What colleagues did since this officer opened the page from which the form was sent."""
    return methods.since(queries.timeline(case), request.POST.get("seen", ""), request.user)


@reads
def receipt(request: Request, number: str) -> HttpResponse:
    case = queries.received_case(number, viewer=request.user)
    return page(request, "cases/receipt.html", {"case": case, "secret": queries.secret_of(case)})


@writes
def claim(request: Request, number: str) -> HttpResponse:
    case = _worked_on(request, number)
    actions.claim(case, by=request.user)
    return go(case)


@writes
def release(request: Request, number: str) -> HttpResponse:
    case = _worked_on(request, number)
    actions.release(case, by=request.user)
    return go(case)


@writes
def ask_correction(request: Request, number: str) -> HttpResponse:
    case = _worked_on(request, number)
    form = forms.AskCorrectionForm(methods.askable(queries.seen_case(case)), request.POST)
    if since := _meanwhile(request, case):
        return show(request, case, 409, ask_form=form, since=since, typed=form)
    if form.is_valid():
        actions.ask_correction(case, form.items(), by=request.user)
        return go(case)
    return show(request, case, 422, ask_form=form, wrong=form)


@writes
def pass_step(request: Request, number: str) -> HttpResponse:
    case = _worked_on(request, number)
    form = forms.PassStepForm(request.POST)
    if since := _meanwhile(request, case):
        return show(request, case, 409, pass_form=form, since=since, typed=form)
    if form.is_valid():
        actions.pass_step(case, **form.cleaned_data, by=request.user)
        return go(case)
    return show(request, case, 422, pass_form=form, wrong=form)


@writes
def object_to_step(request: Request, number: str) -> HttpResponse:
    case = _worked_on(request, number)
    form = forms.ObjectForm(request.POST)
    if since := _meanwhile(request, case):
        return show(request, case, 409, object_form=form, since=since, typed=form)
    if form.is_valid():
        actions.object_to_step(case, **form.cleaned_data, by=request.user)
        return go(case)
    return show(request, case, 422, object_form=form, wrong=form)


@writes
def side_step(request: Request, number: str, step: str) -> HttpResponse:
    case = _worked_on(request, number)
    form = forms.SideStepForm(request.POST)
    if since := _meanwhile(request, case):
        return show(request, case, 409, side_form=form, since=since, typed=form)
    if form.is_valid():
        actions.do_side_step(case, step, **form.cleaned_data, by=request.user)
        return go(case)
    return show(request, case, 422, side_form=form, wrong=form)


@writes
def decide(request: Request, number: str) -> HttpResponse:
    case = _worked_on(request, number)
    form = forms.DecideForm(request.POST)
    if since := _meanwhile(request, case):
        return show(request, case, 409, decide_form=form, since=since, typed=form)
    if form.is_valid():
        actions.decide(case, **form.cleaned_data, by=request.user)
        return go(case)
    return show(request, case, 422, decide_form=form, wrong=form)


@writes
def withdraw(request: Request, number: str) -> HttpResponse:
    case = queries.own_case(number, viewer=request.user)
    actions.withdraw(case, by=request.user)
    return go(case)


# --- putting right --------------------------------------------------------------------------------


@reads
def correct(request: Request, number: str) -> HttpResponse:
    case = queries.own_case(number, viewer=request.user)
    if not case.waits_for_applicant:
        return go(case)
    view = queries.repair_view(case)
    form = page_form(view.definition, methods.REPAIR, view, person=request.user)
    return page(request, "cases/repair.html", {"case": case, "form": form, "asked": queries.asked(case)})


@writes
def repair(request: Request, number: str) -> HttpResponse:
    case = queries.own_case(number, viewer=request.user)
    view = queries.repair_view(case)
    form = page_form(
        view.definition, methods.REPAIR, view, data=request.POST, files=request.FILES, person=request.user
    )
    if form.is_valid() and not form.restructured:
        actions.repair(case, form.cleaned_data, by=request.user)
        return go(case)
    context = {"case": case, "form": form, "asked": queries.asked(case)}
    return page(request, "cases/repair.html", context, status=422 if form.is_bound else 200)


# --- tracking -------------------------------------------------------------------------------------

TRIES, MINUTES = 10, 10


@reads(anyone=True)
def track(request: Request) -> HttpResponse:
    return page(request, "cases/track.html", {"form": forms.TrackForm()})


@writes(anyone=True)
def tracked(request: Request) -> HttpResponse:
    """State without personal data. A wrong number and a wrong secret get the same answer."""
    number = request.POST.get("number", "")[:24]
    if (there := elsewhere(number)) is not None:
        messages.info(request, there[1])
        return go(f"{reverse(there[0])}?{urlencode({'nomor': number.strip().upper()})}")
    slow_down("lacak", visitor(request), tries=TRIES, minutes=MINUTES)
    form = forms.TrackForm(request.POST)
    case = (
        queries.tracked(form.cleaned_data["number"], form.cleaned_data["secret"]) if form.is_valid() else None
    )
    if form.is_valid() and case is None:
        form.add_error(None, _("Nomor dan kode lacak ini tidak cocok. Periksa keduanya pada tanda terima."))
    steps = methods.steps_told(case) if case else []
    return page(
        request, "cases/track.html", {"form": form, "case": case, "steps": steps}, status=200 if case else 422
    )
