"""Telling participants and organisers what happened to a nomination or a session."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reactions import on
from balaikota.training.classes import queries


@on("classes.nominated")
def ask_for_a_decision(event_id: int) -> None:
    row = queries.enrolment_of_event(event_id)
    for person in organisations.holders_of(Duty.TRAIN):
        notifications.send(
            person, letter="classes/letters/nominated.txt", event_id=event_id, url=row.cohort.desk_url,
            row=row, cohort=row.cohort,
        )  # fmt: skip


@on("classes.enrolled")
def invite(event_id: int) -> None:
    _tell("enrolled", event_id)


@on("classes.queued")
def tell_of_the_list(event_id: int) -> None:
    _tell("queued", event_id)


@on("classes.refused")
def tell_why_not(event_id: int) -> None:
    _tell("refused", event_id)


def _tell(what: str, event_id: int) -> None:
    row = queries.enrolment_of_event(event_id)
    notifications.send(
        row.person, letter=f"classes/letters/{what}.txt", event_id=event_id,
        url=row.cohort.get_absolute_url(), row=row, cohort=row.cohort, first=queries.began_on(row.cohort),
    )  # fmt: skip


@on("classes.session_moved")
def tell_the_new_time(event_id: int) -> None:
    _tell_of_session("moved", event_id)


@on("classes.session_cancelled")
def tell_that_it_is_off(event_id: int) -> None:
    _tell_of_session("off", event_id)


def _tell_of_session(what: str, event_id: int) -> None:
    session = queries.session_of_event(event_id)
    for row in queries.participants(session.cohort):
        notifications.send(
            row.person, letter=f"classes/letters/{what}.txt", event_id=event_id,
            url=session.cohort.get_absolute_url(), session=session, cohort=session.cohort,
        )  # fmt: skip


@on("classes.cancelled")
def tell_that_the_class_is_off(event_id: int) -> None:
    cohort = queries.cohort_of_event(event_id)
    for row in queries.participants(cohort):
        notifications.send(
            row.person, letter="classes/letters/cancelled.txt", event_id=event_id,
            url=cohort.get_absolute_url(), cohort=cohort,
        )  # fmt: skip
