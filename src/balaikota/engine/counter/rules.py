"""Who serves at a counter, who arranges it, and who chooses a time. Nobody serves themselves."""

from datetime import datetime

from balaikota.engine.cases.models import Case
from balaikota.engine.counter.models import Appointment, Meeting, Ticket, Turn
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations import rules as posts
from balaikota.foundation.organisations.models import Agency, Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import day_of


def serves(person: Person) -> bool:
    """Does this person stand at a counter today? It is the duty to look up residents and see who they are."""
    return organisations.holds(person, Duty.IDENTIFY)


def may_serve(person: Person, office: Agency) -> bool:
    """At the counter of an office stand those who hold that duty in it."""
    held = organisations.tenures_today(person)
    return any(Duty.IDENTIFY in row.post.duties and row.post.desk.agency_id == office.pk for row in held)


def may_arrange(person: Person, office: Agency) -> bool:
    """Hours and queues are arranged by the head of the office, or by whoever operates the system."""
    return posts.may_manage(organisations.tenures_today(person), office)


def asks_to_come(case: Case) -> bool:
    """Is the case at a step for which its applicant comes to the counter?"""
    now = [step for step in case.steps if case.step and case.step in (step["name"], step.get("beside"))]
    return case.is_open and any(step.get("appointment") for step in now)


def may_keep_times(person: Person, case: Case) -> bool:
    """The applicant, or an officer of that counter for somebody who has no login or no telephone."""
    return person.pk == case.applicant_id or may_serve(person, case.desk.agency)


def may_choose_time(person: Person, case: Case) -> bool:
    return may_keep_times(person, case) and asks_to_come(case)


def may_cancel(person: Person, appointment: Appointment, now: datetime) -> bool:
    is_ahead = appointment.state == Meeting.BOOKED and appointment.slot.starts_at > now
    return is_ahead and may_keep_times(person, appointment.case)


def may_settle(person: Person, appointment: Appointment) -> bool:
    """An officer of that counter who is not the applicant, while it is still open."""
    is_own = person.pk == appointment.case.applicant_id
    is_booked = appointment.state == Meeting.BOOKED
    return is_booked and not is_own and may_serve(person, appointment.slot.office)


def may_be_present(appointment: Appointment, now: datetime) -> bool:
    """Somebody comes on the day, perhaps early."""
    return day_of(appointment.slot.starts_at) <= day_of(now)


def may_be_missing(appointment: Appointment, now: datetime) -> bool:
    """Nobody is missing before their time."""
    return appointment.slot.starts_at <= now


def is_in_hand_of(person: Person, ticket: Ticket) -> bool:
    return ticket.state == Turn.CALLED and ticket.called_by_id == person.pk
