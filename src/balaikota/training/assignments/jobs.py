"""Telling participants of an assignment, of more time and of their marks; calling markers once it is due."""

from django.utils import timezone

from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on
from balaikota.training.assignments import actions, queries
from balaikota.training.classes import queries as classes


@every("*/10 * * * *")
def call_markers(timestamp: int) -> None:
    for row in queries.just_due(timezone.now()):
        actions.call_markers(row)


@on("assignments.set")
def tell_the_class(event_id: int) -> None:
    _tell_everybody("set", event_id)


@on("assignments.amended")
def tell_the_new_moment(event_id: int) -> None:
    if queries.was_moved(event_id):
        _tell_everybody("moved", event_id)


def _tell_everybody(what: str, event_id: int) -> None:
    row = queries.assignment_of_event(event_id)
    for seat in classes.participants(row.cohort):
        notifications.send(
            seat.person, letter=f"assignments/letters/{what}.txt", event_id=event_id, url=row.get_absolute_url(),
            assignment=row, cohort=row.cohort,
        )  # fmt: skip


@on("assignments.due")
def ask_for_marks(event_id: int) -> None:
    row = queries.assignment_of_event(event_id)
    handed_in = queries.waiting(row.cohort).get(row.pk, (0, 0, 0))[0]
    for person in classes.leaders(row.cohort) if handed_in else []:
        notifications.send(
            person, letter="assignments/letters/due.txt", event_id=event_id, url=row.desk_url,
            assignment=row, cohort=row.cohort, handed_in=handed_in,
        )  # fmt: skip


@on("assignments.found_apart")
def ask_for_a_third(event_id: int) -> None:
    row = queries.work_of_event(event_id)
    for person in classes.leaders(row.assignment.cohort):
        if person.pk != row.enrolment.person_id:
            notifications.send(
                person, letter="assignments/letters/apart.txt", event_id=event_id, url=row.desk_url,
                assignment=row.assignment, cohort=row.assignment.cohort,
            )  # fmt: skip


@on("assignments.extended")
def tell_the_later_moment(event_id: int) -> None:
    row = queries.extension_of_event(event_id)
    notifications.send(
        row.enrolment.person, letter="assignments/letters/extended.txt", event_id=event_id,
        url=row.assignment.get_absolute_url(), assignment=row.assignment, due_at=row.due_at,
    )  # fmt: skip


@on("assignments.released")
def tell_the_mark(event_id: int) -> None:
    row = queries.work_of_event(event_id)
    notifications.send(
        row.enrolment.person, letter="assignments/letters/released.txt", event_id=event_id,
        url=row.assignment.get_absolute_url(), assignment=row.assignment, cohort=row.assignment.cohort,
    )  # fmt: skip
