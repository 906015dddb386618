"""What may happen to a class at which stage."""

import uuid
from collections.abc import Collection

from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Cohort, Enrolment, Seat, Stage
from balaikota.training.servants import rules as servants

#: From which stage a class may come to which.
NEXT = {
    Stage.DRAFT: (Stage.OPEN, Stage.CANCELLED),
    Stage.OPEN: (Stage.RUNNING, Stage.CANCELLED),
    Stage.RUNNING: (Stage.FINISHED, Stage.CANCELLED),
}


def may_organise(person: Person) -> bool:
    return servants.is_organiser(person)


def may_lead(person: Person, trainers: Collection[uuid.UUID]) -> bool:
    """Those who organise trainings, and whoever teaches in this class."""
    return may_organise(person) or person.pk in trainers


def may_turn(cohort: Cohort, to: Stage) -> bool:
    return to in NEXT.get(Stage(cohort.stage), ())


def is_planned(cohort: Cohort) -> bool:
    """Its sessions may still be moved; a class that ended keeps its history."""
    return cohort.stage in (Stage.DRAFT, Stage.OPEN, Stage.RUNNING)


def may_decide(enrolment: Enrolment) -> bool:
    """A nomination that waits, or somebody on the waiting list."""
    return enrolment.seat in (Seat.NOMINATED, Seat.WAITING) and is_planned(enrolment.cohort)


def may_withdraw(person: Person, enrolment: Enrolment) -> bool:
    """Whoever takes part themselves, or the organiser, until the class has ended."""
    is_theirs = enrolment.person_id == person.pk or servants.is_organiser(person)
    stands = enrolment.seat in (Seat.NOMINATED, Seat.WAITING, Seat.ENROLLED)
    return is_theirs and stands and is_planned(enrolment.cohort)
