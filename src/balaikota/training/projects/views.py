"""A participant's project, and the markers' pages."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from balaikota.kit.errors import Refusal
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.marks import whole
from balaikota.kit.typed import as_posted
from balaikota.training.classes import queries as classes
from balaikota.training.projects import actions, contract, methods, queries, rules
from balaikota.training.projects.models import Project, Stage
from balaikota.training.rubrics import methods as rubrics


@reads
def project(request: Request, number: str) -> HttpResponse:
    seat = queries.own_seat(number, viewer=request.user)
    row = queries.of_enrolment(seat)
    if row is None:
        cohort = classes.cohort(number, viewer=request.user)
        return page(request, "projects/start.html", {"cohort": cohort, "rubric": cohort.version.rubric})
    return _show(request, row)


def _show(
    request: Request,
    row: Project,
    *,
    fault: str = "",
    faults: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_writing = rules.may_write(request.user, row)
    context = queries.page_of(row, viewer=request.user) | {
        "asked": queries.asked(row, faults or {}, typed),
        "is_writing": is_writing,
        "choices": queries.choices(row, request.POST.getlist("figure")) if is_writing else [],
        "sectors": contract.sectors() if is_writing else [],
        "chosen_sector": request.POST.get("sector", row.sector.get("code")),
        "may_become": rules.may_make_innovation(request.user, row) and contract.has_innovations(),
        "fault": fault,
        "faults": faults or {},
    }
    return page(request, "projects/project.html", context, status=status)


@writes
def begin(request: Request, number: str) -> HttpResponse:
    return go(actions.begin(queries.own_seat(number, viewer=request.user), by=request.user))


def _said(request: Request, name: str) -> str:
    return as_posted(request.POST.get(name))


def _typed(request: Request) -> dict[str, str]:
    return {name: _said(request, name) for name in methods.NAMES if name in request.POST}


def _stay_behind(request: Request, row: Project, typed: dict[str, str]) -> None:
    """A window that was refused stays as old as it was: trying again does not overwrite what another one wrote."""
    if any(row.parts.get(name, "") != said for name, said in typed.items()):
        row.edition = whole(request.POST.get("edition"))


@writes
def write(request: Request, number: str) -> HttpResponse:
    """The whole proposal as typed so far; by htmx only the line that says it was kept is drawn again."""
    row, typed = queries.own(number, viewer=request.user), _typed(request)
    is_part, fault = request.headers.get("HX-Request") == "true", ""
    try:
        row = actions.write(row, typed, edition=whole(request.POST.get("edition")), by=request.user)
    except Refusal as refusal:
        fault = refusal.sentence
        _stay_behind(request, row, typed)
    status = 422 if fault else 200
    if is_part:
        return page(request, "projects/_kept.html", {"project": row, "fault": fault}, status=status)
    if fault:
        return _show(request, row, fault=fault, typed=typed, status=422)
    messages.success(request, _("Rancangan tersimpan."))
    return go(row)


@writes
def ground(request: Request, number: str) -> HttpResponse:
    row = queries.own(number, viewer=request.user)
    try:
        actions.ground(row, request.POST.getlist("figure"), request.POST.get("sector", ""), by=request.user)
    except Refusal as refusal:
        return _show(request, row, fault=refusal.sentence, status=422)
    messages.success(request, _("Dasar rancangan tersimpan."))
    return go(row)


@writes
def turn_in(request: Request, number: str) -> HttpResponse:
    """What stands in the window is kept first: the button stands in the same form."""
    row, typed = queries.own(number, viewer=request.user), _typed(request)
    try:
        if typed:
            row = actions.write(row, typed, edition=whole(request.POST.get("edition")), by=request.user)
        actions.turn_in(row, by=request.user)
    except Refusal as refusal:
        _stay_behind(request, row, typed)
        lacks = methods.faults(
            row.parts, has_sector=bool(row.sector), figures=len(queries.taken_figures(row))
        )
        return _show(request, row, fault=refusal.sentence, faults=lacks, typed=typed, status=422)
    messages.success(request, _("Proyek diserahkan. Dua penguji membacanya."))
    return go(row)


@writes
def make_innovation(request: Request, number: str) -> HttpResponse:
    row = actions.make_innovation(queries.own(number, viewer=request.user), by=request.user)
    messages.success(request, _("Proyek Anda menjadi rancangan inovasi %s.") % row.innovation)
    return go(row)


# --- markers --------------------------------------------------------------------------------------


@reads
def desk(request: Request, number: str) -> HttpResponse:
    """Every participant's project, and what became of it."""
    cohort = classes.led(number, viewer=request.user)
    context = {"cohort": cohort, "rows": queries.rows(cohort), "needed": rubrics.MARKERS}
    return page(request, "projects/desk.html", context)


@reads
def marking(request: Request, project_id: uuid.UUID) -> HttpResponse:
    return _show_marking(request, queries.to_mark(project_id, viewer=request.user))


def _show_marking(request: Request, row: Project, *, fault: str = "", status: int = 200) -> HttpResponse:
    context = queries.page_of(row, viewer=request.user)
    own = next((each.marking for each in context["found"] if each.marking.by_id == request.user.pk), None)
    posted = [request.POST.get(f"level-{at}", "") for at in range(len(context["rubric"]))]
    chosen = posted if request.method == "POST" else [str(level) for level in own.levels] if own else []
    context |= {
        "asked": queries.asked(row, {}),
        "may_judge": rules.may_judge(request.user, row, classes.trainers(row.enrolment.cohort)),
        "is_writing": row.stage == Stage.WRITING,
        "criteria": rubrics.to_tick(context["rubric"], chosen),
        "feedback": request.POST.get("feedback", own.feedback if own else ""),
        "note": request.POST.get("note", ""),
        "fault": fault,
    }
    return page(request, "projects/marking.html", context, status=status)


@writes
def judge(request: Request, project_id: uuid.UUID) -> HttpResponse:
    row = queries.to_mark(project_id, viewer=request.user)
    said = [request.POST.get(f"level-{at}", "") for at in range(len(row.enrolment.cohort.version.rubric))]
    try:
        actions.judge(row, rubrics.levels_in(said), _said(request, "feedback"), by=request.user)
    except Refusal as refusal:
        return _show_marking(request, row, fault=refusal.sentence, status=422)
    messages.success(request, _("Penilaian Anda tersimpan."))
    return go(row.desk_url)


@writes
def send_back(request: Request, project_id: uuid.UUID) -> HttpResponse:
    row = queries.to_mark(project_id, viewer=request.user)
    try:
        actions.send_back(row, _said(request, "note"), by=request.user)
    except Refusal as refusal:
        return _show_marking(request, row, fault=refusal.sentence, status=422)
    messages.success(request, _("Proyek dikembalikan kepada pesertanya."))
    return go(row.desk_url)
