"""How long things take, and what the clock is about to do."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.utils import timezone

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case, Outcome
from balaikota.engine.catalogue.models import Service
from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.deadlines.contract import Effect
from balaikota.engine.deadlines.methods import Span, due_after, run_between
from balaikota.engine.waiting import methods
from balaikota.engine.waiting.models import MINIMUM, WaitingTime
from balaikota.foundation.audit.models import Event
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import Calendar, midnight

VERSION_SECONDS = 60
MOST_CLIMBED = 500  # rungs in one run; the rest ten minutes later


def open_through(first: date, last: date) -> QuerySet[Case]:
    """Open cases one of whose clocks runs within these days."""
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    runs = Q(due_at__gte=begin) | Q(step_due_at__gte=begin) | Q(alarm_at__gte=begin)
    return cases.at_desks().filter(runs, closed_at=None, submitted_at__lt=end).order_by("pk")


def spans_of(case: Case) -> list[Span]:
    """The pauses that have ended, of a case that was read with them."""
    return [(pause.from_at, pause.until_at) for pause in case.pauses.all() if pause.until_at is not None]


# --- figures --------------------------------------------------------------------------------------


def measured(since: datetime) -> dict[tuple[int, bool], methods.Reading]:
    """What the cases closed since then say, by service and by whether the city opened them itself.

    Granted or refused; the withdrawn are left out, and samples in a real city.
    """
    calendar = deadlines.calendar()
    rows = cases.at_desks().filter(closed_at__gte=since, outcome__in=[Outcome.GRANTED, Outcome.REFUSED])
    rows = rows if settings.DEMO else rows.filter(is_sample=False)
    rows = rows.select_related("edition").defer(*cases.FILE, "answers", "facts", "steps")
    groups: dict[tuple[int, bool], list[methods.Closed]] = {}
    for case in rows.prefetch_related("pauses", "steps_done").iterator(1000):
        at = case.closed_at or case.submitted_at
        hours = run_between(case.submitted_at, at, spans_of(case), calendar)
        last = max(case.steps_done.all(), key=lambda done: (done.at, done.pk), default=None)
        closed = methods.Closed(hours, last.by_id if last else None, at)
        groups.setdefault((case.edition.service_id, case.draft_id is None), []).append(closed)
    return {key: methods.read(group) for key, group in groups.items()}


def figure(service_id: int, *, is_linked: bool = False) -> WaitingTime | None:
    """The newest waiting time of a service."""
    rows = WaitingTime.objects.filter(service_id=service_id, is_linked=is_linked)
    return rows.order_by("-on").first()


def version() -> str:
    """Changes when figures were measured anew; asked once a minute, because it happens once a night."""
    kept = caches["near"].get("waiting:version")
    if kept is None:
        newest = WaitingTime.objects.order_by("-measured_at").values_list("measured_at", flat=True).first()
        kept = str(newest)
        caches["near"].set("waiting:version", kept, VERSION_SECONDS)
    return str(kept)


def usual(service: Service) -> dict[str, Any]:
    """What the page of a service says about waiting."""
    found = figure(service.pk)
    if found is None or not found.is_enough:
        return {"figure": found, "minimum": MINIMUM}
    return {"figure": found, **_told(found)}


def _told(found: WaitingTime) -> dict[str, Any]:
    return {
        "usually": methods.in_words(found.median_hours or 0),
        "most": methods.in_words(found.p90_hours or 0),
    }


def expected(case: Case) -> dict[str, Any]:
    """Who holds an open case, what is waited for, and when it is probably decided. No names of officers."""
    if not case.is_open:
        return {}
    at = [{"label": case.step_label, "desk": case.desk}] if case.duty else []
    sides = [side for side in case.side_steps.all() if side.done_at is None]
    at += [{"label": side.label, "desk": side.desk} for side in sides]
    found = figure(case.edition.service_id, is_linked=case.draft_id is None)
    return {"at": at, "is_taken": case.holder_id is not None, **_hoped(case, found)}


def _hoped(case: Case, found: WaitingTime | None) -> dict[str, Any]:
    if found is None or not found.is_enough or case.waits_for_applicant:
        return {"figure": None}
    calendar, spans = deadlines.calendar(), cases.spans(case)
    usually, most = (
        due_after(case.submitted_at, hours or 0, spans, calendar)
        for hours in (found.median_hours, found.p90_hours)
    )
    state = "soon" if timezone.now() < usually else "still" if timezone.now() < most else "beyond"
    return {"figure": found, "state": state, "usually_at": usually, "most_at": most, **_told(found)}


# --- the ladder -----------------------------------------------------------------------------------


def climbing(now: datetime) -> list[tuple[uuid.UUID, str]]:
    """Cases and steps whose ladder has a rung due. Nobody is hurried while the applicant must act."""
    running = cases.at_desks().filter(closed_at=None, waiting_since=None)
    main = running.filter(alarm_at__lte=now).order_by("alarm_at").values_list("pk", "step")
    beside = running.filter(side_steps__alarm_at__lte=now, side_steps__done_at=None)
    pairs = beside.order_by("side_steps__alarm_at").values_list("pk", "side_steps__step")
    return [*main[:MOST_CLIMBED], *pairs[:MOST_CLIMBED]]


def told_of(case: Case, step: str, rung: str) -> list[Person]:
    """Whom a rung concerns: whoever holds the case or works at the step's desk, or those who lead the agency."""
    side = next((side for side in case.side_steps.all() if side.step == step), None)
    desk = side.desk if side else case.desk
    if rung == "superior":
        return organisations.heads_of(desk.agency)
    if rung != "remind":
        return []
    if side is None and case.holder is not None:
        return [case.holder]
    duty = case.turn(step)["duty"]
    return [each.person for each in organisations.staff_of(desk) if duty in each.post.duties]


# --- new due times --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """What happened to the calendar: the days it concerns, and what the timeline says about it."""

    first: date
    last: date
    because: dict[str, Any]


def change_of(event: Event) -> Change:
    """The change of the calendar an event tells of."""
    detail, kind = event.detail, event.name.rpartition("_")[2]
    if kind == "loaded":
        first = date.fromisoformat(detail["first"])
        last = date.fromisoformat(detail.get("last", f"{first.year + 1}-12-31"))
        return Change(first, last, {"kind": kind})
    day = date.fromisoformat(detail["on"])
    return Change(day, day, {"kind": kind, "on": detail["on"], "holiday": detail.get("holiday", "")})


def foresee(day: date, calendar: Calendar) -> Effect:
    """How many open cases would get another due time under this calendar, and how many would be late at once."""
    moved = late = 0
    now = timezone.now()
    rows = open_through(day, day).select_related("edition").prefetch_related("pauses")
    for case in rows.defer(*cases.HEAVY, "answers", "facts").iterator(500):
        due = due_after(case.submitted_at, cases.promised_hours(case), spans_of(case), calendar)
        moved += due != case.due_at
        late += due < now <= case.due_at and not case.waits_for_applicant
    return Effect(moved, late)
