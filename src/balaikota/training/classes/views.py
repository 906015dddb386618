"""Pages of classes: the public list, a class, nominating, and the organiser's desk."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.training.classes import actions, contract, forms, methods, queries, rules
from balaikota.training.classes.models import Cohort, Seat, Session, Stage
from balaikota.training.courses import methods as jp
from balaikota.training.servants import queries as servants
from balaikota.training.servants import rules as duties


@reads(anyone=True, replica=True)
def index(request: Request) -> HttpResponse:
    """What everybody may know: which classes accept nominations, which run, which have ended."""
    lists = queries.public()
    context = {
        "open": [row for row in lists[Stage.OPEN] if not row.is_for_owners],
        "clinics": [row for row in lists[Stage.OPEN] if row.is_for_owners],
        "running": lists[Stage.RUNNING],
        "finished": lists[Stage.FINISHED],
        "is_organiser": request.user.is_authenticated and rules.may_organise(request.user),
        "is_head": request.user.is_authenticated and duties.heads_a_unit(request.user),
        "leads_training": request.user.is_authenticated and servants.leads_training(request.user),
    }
    return page(request, "classes/index.html", context)


@reads(anyone=True, replica=True)
def cohort(request: Request, number: str) -> HttpResponse:
    return _show(request, queries.cohort(number, viewer=request.user))


def _show(request: Request, shown: Cohort, *, status: int = 200, nominate_form: Any = None) -> HttpResponse:
    viewer = request.user if request.user.is_authenticated else None
    mine = queries.enrolment_of(viewer, shown) if viewer else None
    is_for_staff = shown.stage == Stage.OPEN and not shown.is_for_owners
    may_nominate = viewer is not None and is_for_staff and duties.heads_a_unit(viewer)
    if may_nominate and nominate_form is None:
        nominate_form = forms.NominateForm(viewer=viewer, cohort=shown)
    sessions = queries.sessions(shown)
    teaches = viewer is not None and queries.teaches(viewer, sessions)
    context = {
        "cohort": shown,
        "sessions": sessions,
        **_length(shown),
        "mine": mine,
        "offers": contract.offers(shown, viewer) if viewer and mine and mine.seat == Seat.ENROLLED else [],
        "teaching": contract.tabs_for_trainers() if teaches else [],
        "may_withdraw": viewer is not None and mine is not None and rules.may_withdraw(viewer, mine),
        "is_organiser": viewer is not None and rules.may_organise(viewer),
        "is_over_date": queries.is_over_date(shown),
        "form": nominate_form if may_nominate else None,
    }
    return page(request, "classes/cohort.html", context, status=status)


def _length(shown: Cohort) -> dict[str, Any]:
    minutes = queries.minutes(shown)
    return {"minutes": minutes, "jp": jp.shown(minutes)}


@reads(anyone=True)
def calendar(request: Request, number: str) -> HttpResponse:
    """The sessions for a calendar program."""
    shown = queries.cohort(number, viewer=request.user)
    drawn = methods.calendar(
        queries.sessions(shown), name=str(shown), host=settings.ADDRESS, stamp=timezone.now()
    )
    answer = HttpResponse(drawn, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{shown.number}.ics"'
    return answer


@writes
def nominate(request: Request, number: str) -> HttpResponse:
    """Everybody who fits is nominated; whoever does not is named with the reason."""
    found(request.user if duties.heads_a_unit(request.user) else None)
    shown = queries.cohort(number, viewer=request.user)
    form = forms.NominateForm(request.POST, viewer=request.user, cohort=shown)
    if not form.is_valid():
        return _show(request, shown, nominate_form=form, status=422)
    done = 0
    for person in form.chosen:
        try:
            actions.nominate(shown, person, by=request.user)
            done += 1
        except Refusal as refusal:
            form.add_error("people", refusal.sentence)
    if form.errors:
        return _show(request, shown, nominate_form=form, status=422)
    messages.success(request, ngettext("%d pegawai diusulkan.", "%d pegawai diusulkan.", done) % done)
    return go(shown)


@writes
def withdraw(request: Request, number: str) -> HttpResponse:
    shown = queries.cohort(number, viewer=request.user)
    actions.withdraw(found(queries.enrolment_of(request.user, shown)), by=request.user)
    messages.success(request, _("Kepesertaan Anda dibatalkan."))
    return go(shown)


# --- the organiser's desk -------------------------------------------------------------------------


@reads
def desk(request: Request) -> HttpResponse:
    """What needs doing today, and every class."""
    rows = queries.at_desk(request.user)
    now = timezone.now()
    opened = [row for row in rows if row.stage == Stage.OPEN]
    running = [row for row in rows if row.stage == Stage.RUNNING]
    context = {
        "rows": rows,
        "today": queries.sessions_on(timezone.localdate()),
        "to_decide": [row for row in rows if row.asked],
        "to_start": [row for row in opened if queries.has_begun(row, now)],
        "to_finish": [row for row in running if queries.has_ended(row, now)],
    }
    return page(request, "classes/desk.html", context)


@reads
def draft(request: Request) -> HttpResponse:
    found(request.user if rules.may_organise(request.user) else None)
    return page(request, "classes/plan.html", {"form": forms.PlanForm()})


@writes
def plan(request: Request) -> HttpResponse:
    found(request.user if rules.may_organise(request.user) else None)
    form = forms.PlanForm(request.POST)
    if not form.is_valid():
        return page(request, "classes/plan.html", {"form": form}, status=422)
    agency = found(servants.unit_of(request.user))
    made = actions.plan(form.cleaned_data["version"], form.facts, agency=agency, by=request.user)
    return go(made.desk_url)


@reads
def manage(request: Request, number: str) -> HttpResponse:
    return _show_managed(request, queries.managed(number, viewer=request.user))


def _show_managed(request: Request, shown: Cohort, *, status: int = 200, **bound: Any) -> HttpResponse:
    sessions = queries.sessions(shown)
    blank: dict[str, Any] = {
        "session_form": forms.SessionForm(cohort=shown),
        "cancel_form": forms.ReasonForm(),
        "mend_form": forms.MendForm(initial=vars(shown), auto_id="kelas_%s")
        if rules.may_mend(shown)
        else None,
        "refuse_form": forms.ReasonForm(auto_id=False),
    }
    context = {
        "cohort": shown,
        "sessions": sessions,
        **_length(shown),
        "nominated": queries.enrolments(shown, Seat.NOMINATED),
        "waiting": queries.enrolments(shown, Seat.WAITING),
        "participants": queries.participants(shown),
        "seats_left": queries.seats_left(shown),
        "is_planned": rules.is_planned(shown),
        "may": {to.name.lower(): rules.may_turn(shown, to) for to in Stage},
        "tabs": contract.tabs(),
        "wrong": next(iter(bound.values()), None),
    }
    return page(request, "classes/manage.html", context | blank | bound, status=status)


@writes
def mend(request: Request, number: str) -> HttpResponse:
    shown = queries.managed(number, viewer=request.user)
    form = forms.MendForm(request.POST, auto_id="kelas_%s")
    if not form.is_valid():
        return _show_managed(request, shown, mend_form=form, status=422)
    actions.mend(shown, form.cleaned_data, by=request.user)
    return go(shown.desk_url)


@writes
def add_session(request: Request, number: str) -> HttpResponse:
    shown = queries.managed(number, viewer=request.user)
    form = forms.SessionForm(request.POST, cohort=shown)
    if form.is_valid():
        try:
            actions.add_session(shown, form.meeting, by=request.user)
            return go(shown.desk_url)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return _show_managed(request, shown, session_form=form, status=422)


@reads
def session(request: Request, session_id: uuid.UUID) -> HttpResponse:
    shown = queries.session_at_desk(session_id, viewer=request.user)
    form = forms.SessionForm(initial=forms.about(shown), cohort=shown.cohort)
    return _show_session(request, shown, form)


def _show_session(
    request: Request, shown: Session, form: forms.SessionForm, status: int = 200
) -> HttpResponse:
    return page(request, "classes/session.html", {"session": shown, "form": form}, status=status)


@writes
def move_session(request: Request, session_id: uuid.UUID) -> HttpResponse:
    shown = queries.session_at_desk(session_id, viewer=request.user)
    form = forms.SessionForm(request.POST, cohort=shown.cohort)
    if form.is_valid():
        try:
            actions.move_session(shown, form.meeting, by=request.user)
            return go(shown.cohort.desk_url)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return _show_session(request, shown, form, status=422)


@writes
def cancel_session(request: Request, session_id: uuid.UUID) -> HttpResponse:
    shown = queries.session_at_desk(session_id, viewer=request.user)
    actions.cancel_session(shown, by=request.user)
    return go(shown.cohort.desk_url)


@writes
def announce(request: Request, number: str) -> HttpResponse:
    shown = queries.managed(number, viewer=request.user)
    actions.announce(shown, by=request.user)
    return go(shown.desk_url)


@writes
def start(request: Request, number: str) -> HttpResponse:
    shown = queries.managed(number, viewer=request.user)
    actions.start(shown, by=request.user)
    return go(shown.desk_url)


@writes
def finish(request: Request, number: str) -> HttpResponse:
    shown = queries.managed(number, viewer=request.user)
    actions.finish(shown, by=request.user)
    return go(shown.desk_url)


@writes
def cancel(request: Request, number: str) -> HttpResponse:
    shown, form = queries.managed(number, viewer=request.user), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show_managed(request, shown, cancel_form=form, status=422)
    actions.cancel(shown, form.cleaned_data["reason"], by=request.user)
    return go(shown.desk_url)


@writes
def accept(request: Request, number: str) -> HttpResponse:
    """Those ticked, in the order they were nominated."""
    shown = queries.managed(number, viewer=request.user)
    ticked = set(request.POST.getlist("enrolment"))
    rows = [row for row in queries.enrolments(shown, Seat.NOMINATED, Seat.WAITING) if str(row.pk) in ticked]
    for row in sorted(rows, key=lambda each: each.nominated_at):
        actions.accept(row, by=request.user)
    if not rows:
        messages.warning(request, _("Centang dahulu usulan yang disetujui."))
    return go(shown.desk_url)


@writes
def refuse(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    found(request.user if rules.may_organise(request.user) else None)
    row, form = queries.enrolment(enrolment_id), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show_managed(
            request, queries.managed(row.cohort.number, viewer=request.user), refuse_form=form, status=422
        )
    actions.refuse(row, form.cleaned_data["reason"], by=request.user)
    return go(row.cohort.desk_url)


@writes
def remove(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    """The organiser takes somebody off, who cannot come."""
    found(request.user if rules.may_organise(request.user) else None)
    row = queries.enrolment(enrolment_id)
    actions.withdraw(row, by=request.user)
    return go(row.cohort.desk_url)


@writes
def give_time(request: Request, enrolment_id: uuid.UUID) -> HttpResponse:
    found(request.user if rules.may_organise(request.user) else None)
    row, form = queries.enrolment(enrolment_id), forms.TimeForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Tambahan waktu ditulis 0 sampai 100 persen."), status=422)
    actions.give_time(row, form.cleaned_data["percent"], by=request.user)
    return go(row.cohort.desk_url)
