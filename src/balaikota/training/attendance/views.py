"""The door, the phone, and the organiser's sheet."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.cookies import keep, kept
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, go, page, reads, writes
from balaikota.kit.throttle import slow_down
from balaikota.training.attendance import actions, methods, queries, rules
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Session

COOKIE = "pintu"
A_YEAR = 365 * 24 * 3600


@reads
def door(request: Request, session_id: uuid.UUID) -> HttpResponse:
    """The screen at the door: a code that changes, and everybody who came in."""
    session = queries.session_at_door(session_id, viewer=request.user)
    address = settings.ADDRESS.rstrip("/") + reverse("attendance:arrive")
    request.asks_for_place = True
    is_open = methods.is_open(session.starts_at, session.ends_at, timezone.now())
    context = {
        "session": session,
        "placed": queries.place_of(session),
        "door": queries.door(session, address) if is_open else None,
        "opens_at": methods.opens_at(session.starts_at),
        "rows": queries.at(session)[:12],
        "expected": len(classes.participants(session.cohort)),
        "here": len(queries.at(session)),
    }
    return page(request, "attendance/door.html", context, parts=["pintu"])


@writes
def place_door(request: Request, session_id: uuid.UUID) -> HttpResponse:
    session = queries.session_at_door(session_id, viewer=request.user)
    actions.place_door(session, request.POST.get("tempat", "")[:80], by=request.user)
    messages.success(request, _("Tempat layar dicatat. Ponsel yang jauh dari sini perlu dipastikan."))
    return go(reverse("attendance:door", args=[session.pk]))


@reads(anyone=True)
def arrive(request: Request) -> HttpResponse:
    """Opened by scanning: the code is filled in. Every phone keeps this page: without a network the code waits in it."""
    return _show_arrival(request, request.GET.get("kode", "")[:12])


def _show_arrival(request: Request, code: str, *, fault: str = "", status: int = 200) -> HttpResponse:
    is_known = request.user.is_authenticated
    sessions = classes.sessions_around(request.user, timezone.now()) if is_known else []
    request.asks_for_place = asks = queries.asks_for_place(sessions)
    context: dict[str, Any] = {
        "code": code,
        "fault": fault,
        "sessions": sessions,
        "asks": asks,
        "is_known": is_known,
        "late": methods.LATE,
    }
    answer = page(request, "attendance/arrive.html", context, status=status)
    if not kept(request, COOKIE):
        _mark(answer, secrets.token_urlsafe(24))
    return answer


def _mark(answer: HttpResponse, device: str) -> None:
    keep(answer, COOKIE, device, seconds=A_YEAR)


@writes
def attend(request: Request) -> HttpResponse:
    code, device = request.POST.get("kode", "")[:20], kept(request, COOKIE)[:64]
    slow_down("training.door", str(request.user.pk), tries=30, minutes=10)
    fresh = device or secrets.token_urlsafe(24)
    try:
        row = actions.attend(code, device=fresh, by=request.user, place=request.POST.get("tempat", "")[:80])
    except Refusal as refusal:
        return _show_arrival(request, code, fault=refusal.sentence, status=422)
    told = _("Tercatat hadir di “%(session)s”.") if not row.doubts else _(
        "Diterima untuk “%(session)s”; penyelenggara memastikannya dahulu."
    )  # fmt: skip
    messages.success(request, told % {"session": row.session.title})
    answer = go(row.session.cohort)
    _mark(answer, fresh)
    return answer


@reads
def sheet(request: Request, session_id: uuid.UUID) -> HttpResponse:
    return _show_sheet(request, queries.session_at_door(session_id, viewer=request.user))


def _show_sheet(
    request: Request, session: Session, *, fault: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    rows = queries.sheet(session)
    context = {
        "session": session,
        "rows": rows,
        "missing": [enrolment for enrolment, row in rows if row is None or row.state == "dicoret"],
        "doubtful": [row for _enrolment, row in rows if row is not None and row.state == "perlu-dipastikan"],
        "fault": fault,
        "typed": typed,
    }
    return page(request, "attendance/sheet.html", context, status=status)


@writes
def note(request: Request, session_id: uuid.UUID) -> HttpResponse:
    session = queries.session_at_door(session_id, viewer=request.user)
    ticked, reason = set(request.POST.getlist("enrolment")), request.POST.get("reason", "")
    chosen = [row for row in classes.participants(session.cohort) if str(row.pk) in ticked]
    try:
        if not chosen:
            raise Refusal(_("Centang dahulu siapa yang hadir."), status=422)
        for row in chosen:
            actions.note(session, row, reason, by=request.user)
    except Refusal as refusal:
        return _show_sheet(request, session, fault=refusal.sentence, typed=reason, status=422)
    return go(reverse("attendance:sheet", args=[session.pk]))


@writes
def confirm(request: Request, attendance_id: uuid.UUID) -> HttpResponse:
    row = queries.attendance(attendance_id)
    session = found(row.session if rules.may_keep_door(request.user, row.session) else None)
    actions.confirm(row, by=request.user)
    return go(reverse("attendance:sheet", args=[session.pk]))


@writes
def strike(request: Request, attendance_id: uuid.UUID) -> HttpResponse:
    row = queries.attendance(attendance_id)
    session = found(row.session if rules.may_keep_door(request.user, row.session) else None)
    try:
        actions.strike(row, request.POST.get("reason", ""), by=request.user)
    except Refusal as refusal:
        return _show_sheet(request, session, fault=refusal.sentence, status=422)
    return go(reverse("attendance:sheet", args=[session.pk]))


@reads
def summary(request: Request, number: str) -> HttpResponse:
    """Everybody's presence in the class so far."""
    cohort = classes.managed(number, viewer=request.user)
    presence = queries.presence(cohort)
    context = {
        "cohort": cohort,
        "rows": [(row, presence[row.pk]) for row in classes.participants(cohort)],
        "doubtful": queries.doubtful(cohort),
        "sessions": classes.held(cohort),
    }
    return page(request, "attendance/summary.html", context)
