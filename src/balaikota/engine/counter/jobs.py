"""Telling applicants about their appointments, and what follows when a day or a case is closed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from balaikota.engine.counter import actions, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


@every("0 9 * * *")
def remind(timestamp: int) -> None:
    """At 16:00 WIB, of tomorrow's appointments."""
    for appointment in queries.booked_to_remind(timezone.localdate() + timedelta(days=1)):
        actions.remind(appointment)


@on("counter.appointment_made")
def confirm(event_id: int) -> None:
    _tell(event_id, "counter/letters/chosen.txt")


@on("counter.appointment_moved")
def confirm_the_change(event_id: int) -> None:
    _tell(event_id, "counter/letters/chosen.txt")


@on("counter.appointment_reminded")
def tell_the_day_before(event_id: int) -> None:
    _tell(event_id, "counter/letters/reminded.txt")


@on("counter.appointment_missed")
def tell_of_a_missed_one(event_id: int) -> None:
    _tell(event_id, "counter/letters/missed.txt")


@on("counter.appointment_called_off")
def tell_of_a_day_off(event_id: int) -> None:
    _tell(event_id, "counter/letters/called_off.txt")


@on("deadlines.holiday_added")
def call_off(event_id: int) -> None:
    day = queries.off_day_of(event_id)
    for appointment in queries.booked_on(day):
        actions.call_off(appointment, day=day)


@on("cases.decided")
def release_of_a_decided_case(event_id: int) -> None:
    actions.let_go(queries.case_of_event(event_id))


@on("cases.withdrawn")
def release_of_a_withdrawn_case(event_id: int) -> None:
    actions.let_go(queries.case_of_event(event_id))


def _tell(event_id: int, letter: str) -> None:
    case = queries.case_of_event(event_id)
    url = reverse("counter:appointment", args=[case.number])
    last = queries.last_of(case)
    notifications.send(case.applicant, letter=letter, event_id=event_id, url=url, case=case, last=last)
