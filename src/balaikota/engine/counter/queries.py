"""Every read at the counter."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.counter import methods, rules
from balaikota.engine.counter.models import (
    Appointment,
    Line,
    LineDay,
    Meeting,
    Opening,
    Slot,
    Ticket,
    Turn,
    Weekday,
)
from balaikota.engine.deadlines import queries as deadlines
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people import contract as home
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.kit.worktime import midnight

_CASE = ("case__applicant", "case__edition__service", "case__desk__agency")
_LIGHT = ("case__answers", "case__facts", "case__edition__definition", "case__edition__source")


# --- who and where --------------------------------------------------------------------------------


def offices_of(viewer: Person) -> list[Agency]:
    """The offices at whose counter the viewer stands today, in the order of their posts."""
    held = [row.post.desk.agency for row in organisations.tenures_today(viewer)]
    return list(dict.fromkeys(office for office in held if rules.may_serve(viewer, office)))


def own_office(viewer: Person) -> Agency:
    """The first of them; for whoever stands at no counter there is no such page."""
    return found(next(iter(offices_of(viewer)), None))


def served_office(code: str, *, viewer: Person) -> Agency:
    """An office at whose counter the viewer stands."""
    return found(next((office for office in offices_of(viewer) if office.code == code), None))


def arranged_office(viewer: Person) -> Agency:
    """The office whose hours and queues the viewer arranges: one at whose counter they stand."""
    return found(next((one for one in offices_of(viewer) if rules.may_arrange(viewer, one)), None))


def office(code: str) -> Agency:
    return found(organisations.agencies().filter(code=code).first())


# --- typing for residents -------------------------------------------------------------------------


def resident(person_id: uuid.UUID, *, viewer: Person) -> Person:
    """A resident at the counter; nobody serves themselves."""
    own_office(viewer)
    person = people.visible_to(viewer, person_id)
    return found(person if person is not None and person.pk != viewer.pk else None)


def services() -> list[tuple[str, str]]:
    """What can be applied for now, by name, for a list of choices."""
    return [(service.slug, service.name) for service in catalogue.services() if service.is_open]


def typed_today(viewer: Person) -> list[dict[str, Any]]:
    """What the viewer typed in today, newest first; the number once it was sent."""
    rows = cases.typed_by(viewer).order_by("-created_at")
    return [
        dict(row) for row in rows.values("id", "person__name", "edition__service__name", "case__number")[:50]
    ]


def typed_notice(thing: Draft | Case) -> dict[str, Any] | None:
    """Above a draft or case that was typed in at a counter: by whom and for whom."""
    if thing.typed_by is None:
        return None
    person = thing.person if isinstance(thing, Draft) else thing.applicant
    return {"officer": thing.typed_by, "person": person, "is_draft": isinstance(thing, Draft)}


# --- appointments ---------------------------------------------------------------------------------


def openings(office: Agency) -> list[Opening]:
    """The hours of an office, in the order of the week."""
    return list(Opening.objects.filter(office=office).order_by("weekday", "from_time"))


def opening(opening_id: int, *, office: Agency) -> Opening:
    return found(Opening.objects.filter(pk=opening_id, office=office).first())


def hours(office: Agency) -> list[tuple[str, list[Opening]]]:
    """The hours by weekday, as people read them."""
    groups = groupby(openings(office), key=lambda each: each.weekday)
    return [(str(Weekday(day).label), list(rows)) for day, rows in groups]


@dataclass(frozen=True)
class Free:
    """A time that can be chosen, and how many places it has left."""

    time: methods.Time
    left: int


def times(office: Agency) -> list[methods.Time]:
    """Every time of an office in the coming weeks, full or not."""
    return methods.times_ahead(timezone.now(), openings(office), deadlines.calendar())


def free(office: Agency) -> list[tuple[date, list[Free]]]:
    """The times with a place left, day by day."""
    every = times(office)
    rows = Slot.objects.filter(office=office, starts_at__gt=timezone.now())
    taken = dict(rows.values_list("starts_at", "taken"))
    left = [Free(one, one.capacity - taken.get(one.starts_at, 0)) for one in every]
    days = groupby(
        (one for one in left if one.left > 0), key=lambda one: timezone.localdate(one.time.starts_at)
    )
    return [(day, list(ones)) for day, ones in days]


def time_at(office: Agency, starts_at: datetime) -> methods.Time | None:
    """The time of an office that begins at this moment, if it can still be chosen."""
    return next((one for one in times(office) if one.starts_at == starts_at), None)


def locked_slots(office: Agency, starts: Iterable[datetime]) -> dict[datetime, Slot]:
    """In the order of their ids, so that two who exchange times never wait for each other."""
    rows = Slot.objects.select_for_update(no_key=True).filter(office=office, starts_at__in=list(starts))
    return {slot.starts_at: slot for slot in rows.order_by("pk")}


def _appointments() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("slot__office", *_CASE).defer(*_LIGHT)


def booked(case: Case) -> Appointment | None:
    """The appointment ahead."""
    return _appointments().filter(case=case, state=Meeting.BOOKED).first()


def last_of(case: Case) -> Appointment | None:
    """The newest appointment of a case, whatever became of it."""
    return _appointments().filter(case=case).order_by("-made_at").first()


AHEAD = prepared.Planned(
    lambda person: (
        Appointment.objects.filter(case__applicant=person, state=Meeting.BOOKED, slot__starts_at__gte=Now())
        .select_related("slot__office", "case")
        .only("slot__starts_at", "slot__office__name", "case__number")
        .order_by("slot__starts_at")[:5]
    ),
    "person",
)


def own_appointments(person: Person) -> list[home.Item]:
    """For "Rumah saya": the appointments ahead, the next first."""
    return [
        home.Item(row.slot.office.name, row.case.get_absolute_url(), number=row.case.number,
                    due_at=row.slot.starts_at, badge=_("dijadwalkan"))
        for row in AHEAD(person=person.pk)
    ]  # fmt: skip


def pack(person: Person) -> home.Pack:
    """Every appointment of this person and what became of it."""
    rows = Appointment.objects.filter(case__applicant=person).order_by("made_at")
    said = list(rows.values("case__number", "slot__starts_at", "slot__office__name", "state", "made_at"))
    if said:
        yield "janji-temu.json", json.dumps(said, default=str, ensure_ascii=False, indent=1).encode()


def locked(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(no_key=True, of=("self",)).defer(*_LIGHT)
    return rows.select_related("slot__office", *_CASE).get(pk=appointment.pk)


def appointment(appointment_id: uuid.UUID, *, viewer: Person) -> Appointment:
    """One at a counter where the viewer stands."""
    rows = _appointments().filter(pk=appointment_id, slot__office__in=offices_of(viewer))
    return found(rows.first())


def booked_to_remind(day: date) -> list[Appointment]:
    """Appointments of this day (WIB) of which nobody has been reminded."""
    return list(_on(day).filter(state=Meeting.BOOKED, reminded_at=None))


def booked_on(day: date) -> list[Appointment]:
    return list(_on(day).filter(state=Meeting.BOOKED))


def _on(day: date) -> QuerySet[Appointment]:
    begin = midnight(day)
    rows = _appointments().filter(slot__starts_at__gte=begin, slot__starts_at__lt=begin + timedelta(days=1))
    return rows.order_by("slot__starts_at", "made_at")


def day_list(office: Agency, day: date) -> list[Appointment]:
    """Who comes to a counter on a day, earliest first; those who cancelled are left out."""
    kept = [Meeting.BOOKED, Meeting.PRESENT, Meeting.NO_SHOW]
    return list(_on(day).filter(slot__office=office, state__in=kept)[:200])


def count_today(office: Agency) -> int:
    return _on(timezone.localdate()).filter(slot__office=office, state=Meeting.BOOKED).count()


def case_to_come(number: str, *, viewer: Person) -> Case:
    """A case at a step for which its applicant comes to the counter, or with an appointment: theirs or the counter's."""
    case = cases.case(number, viewer=viewer)
    is_asked = rules.asks_to_come(case) or last_of(case) is not None
    return found(case if is_asked and rules.may_keep_times(viewer, case) else None)


def appointment_notice(thing: Draft | Case) -> dict[str, Any] | None:
    """Above a case whose step asks its applicant to come: what was chosen, or that a time is to be chosen."""
    if isinstance(thing, Draft) or not any(step.get("appointment") for step in thing.steps):
        return None
    last = last_of(thing)
    if not rules.asks_to_come(thing) and (last is None or last.state != Meeting.BOOKED):
        return None
    return {"case": thing, "last": last, "may_choose": rules.asks_to_come(thing)}


def entry(appointment: Appointment) -> methods.Entry:
    """The appointment for the applicant's own calendar."""
    case, slot = appointment.case, appointment.slot
    service = case.edition.service.name
    return methods.Entry(
        uid=f"{appointment.pk}@{settings.ADDRESS.split('//')[-1].split('/')[0]}",
        sequence=appointment.sequence,
        made_at=appointment.made_at,
        starts_at=slot.starts_at,
        ends_at=slot.starts_at + timedelta(minutes=slot.minutes),
        summary=_("Janji temu: %s") % service,
        place=", ".join(part for part in (slot.office.name, slot.office.address) if part),
        text=_("Permohonan %s. Bawalah KTP-el dan berkas asli.") % case.number,
        url=f"{settings.ADDRESS}{reverse('counter:appointment', args=[case.number])}",
        is_cancelled=appointment.state in (Meeting.CANCELLED, Meeting.CALLED_OFF),
    )


def case_of_event(event_id: int) -> Case:
    """The case an event is about, for reactions."""
    return cases.case_of(event_id)


def off_day_of(event_id: int) -> date:
    """The day that an added holiday closes."""
    return date.fromisoformat(audit.event(event_id).detail["on"])


# --- the queue ------------------------------------------------------------------------------------


def lines(office: Agency) -> list[Line]:
    """The open lines of an office, by letter."""
    return list(Line.objects.filter(office=office, is_open=True).select_related("office").order_by("letter"))


def line(line_id: int, *, office: Agency) -> Line:
    rows = Line.objects.select_related("office")
    return found(rows.filter(pk=line_id, office=office, is_open=True).first())


def locked_day(line: Line, day: date) -> LineDay | None:
    return LineDay.objects.select_for_update(no_key=True).filter(line=line, on=day).first()


def _tickets(office: Agency) -> QuerySet[Ticket]:
    """Today's."""
    return Ticket.objects.filter(line__office=office, on=timezone.localdate()).select_related("line__office")


def ticket(ticket_id: int, *, office: Agency) -> Ticket:
    return found(_tickets(office).filter(pk=ticket_id).first())


def locked_ticket(ticket: Ticket) -> Ticket:
    rows = Ticket.objects.select_for_update(no_key=True, of=("self",)).select_related("line__office")
    return rows.get(pk=ticket.pk)


def next_waiting(line: Line, day: date) -> Ticket | None:
    """The first that waits and that no colleague is calling at this moment, locked."""
    rows = Ticket.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    rows = rows.filter(line=line, on=day, state=Turn.WAITING).select_related("line__office")
    return rows.order_by("number").first()


def in_hand(viewer: Person, day: date) -> Ticket | None:
    """The number this officer has called and not finished."""
    rows = Ticket.objects.filter(called_by=viewer, on=day, state=Turn.CALLED)
    return rows.select_related("line__office").first()


def ahead_of(ticket: Ticket) -> int:
    """How many wait before this number in its line."""
    rows = Ticket.objects.filter(line=ticket.line, on=ticket.on, state=Turn.WAITING)
    return rows.filter(number__lt=ticket.number).count()


@dataclass(frozen=True)
class Standing:
    """A line at this moment: how many wait, and the median wait of those called today, in minutes."""

    line: Line
    waiting: int
    wait: int | None


def standings(office: Agency) -> list[Standing]:
    """Every open line of an office, today."""
    rows = _tickets(office)
    counts = dict(rows.filter(state=Turn.WAITING).order_by().values_list("line").annotate(n=Count("pk")))
    waited: dict[int, list[timedelta]] = {}
    for line_id, wait in rows.filter(called_at__isnull=False).values_list(
        "line", F("called_at") - F("issued_at")
    ):
        waited.setdefault(line_id, []).append(wait)
    return [
        Standing(line, counts.get(line.pk, 0), methods.typical_wait(waited.get(line.pk, [])))
        for line in lines(office)
    ]


def now_called(office: Agency) -> list[Ticket]:
    """The numbers at the windows now, the last called first."""
    return list(_tickets(office).filter(state=Turn.CALLED).order_by("-last_called_at")[:8])


def skipped(office: Agency) -> list[Ticket]:
    """Those who did not come when called; they may be called again."""
    return list(_tickets(office).filter(state=Turn.SKIPPED).order_by("last_called_at")[:20])
