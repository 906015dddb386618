"""Who answers what until when, and who reads a class's evaluation."""

from datetime import date, datetime, timedelta

from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Cohort, Enrolment, Seat, Session, Stage
from balaikota.training.evaluation.models import Behaviour
from balaikota.training.servants import rules as servants


def may_judge_session(enrolment: Enrolment, session: Session, at: datetime, days: int) -> bool:
    """Whoever takes part, from its end on for so many days; never the one who taught it."""
    last = session.ends_at + timedelta(days=days)
    is_theirs = enrolment.seat == Seat.ENROLLED and enrolment.cohort_id == session.cohort_id
    teaches = session.trainer_id == enrolment.person_id
    return is_theirs and not teaches and session.cancelled_at is None and session.ends_at <= at <= last


def may_judge_class(enrolment: Enrolment, ended_on: date | None, today: date, days: int) -> bool:
    """Whoever takes part, from the last day on for so many days."""
    if (
        ended_on is None
        or enrolment.seat != Seat.ENROLLED
        or enrolment.cohort.stage not in (Stage.RUNNING, Stage.FINISHED)
    ):
        return False
    return ended_on <= today <= ended_on + timedelta(days=days)


def may_answer(person: Person, row: Behaviour, today: date) -> bool:
    """The one who is asked, once, until it closes."""
    return row.asked_id == person.pk and row.answered_at is None and today <= row.closes_on


def may_keep_costs(person: Person, cohort: Cohort) -> bool:
    return servants.is_organiser(person) and cohort.stage != Stage.CANCELLED
