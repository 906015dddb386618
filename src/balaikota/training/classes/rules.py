"""What may happen to a class at which stage."""

import uuid
from collections.abc import Collection

from balaikota.enterprises.coaching import rules as coaching
from balaikota.enterprises.coaching.models import Mentoring
from balaikota.enterprises.register import rules as register
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


def may_mend(cohort: Cohort) -> bool:
    """Until it was announced."""
    return cohort.stage == Stage.DRAFT


def may_decide(enrolment: Enrolment) -> bool:
    """A nomination that waits, or somebody on the waiting list."""
    return enrolment.seat in (Seat.NOMINATED, Seat.WAITING) and is_planned(enrolment.cohort)


def may_send(by: Person, person: Person, mentoring: Mentoring | None, *, owns: bool) -> bool:
    """An owner comes by their own word; others are sent by the business's coach or by whoever runs programmes."""
    if owns:
        return by.pk == person.pk
    coaches = mentoring is not None and coaching.may_work(by, mentoring, owns=False)
    return coaches or register.is_manager(by)


def may_share(person: Person, enrolment: Enrolment) -> bool:
    """The owner who took part, about the business they came for."""
    return enrolment.person_id == person.pk and enrolment.enterprise_id is not None and (
        enrolment.seat == Seat.ENROLLED
    )  # fmt: skip


def may_withdraw(person: Person, enrolment: Enrolment) -> bool:
    """Whoever takes part themselves, or the organiser, until the class has ended."""
    is_theirs = enrolment.person_id == person.pk or servants.is_organiser(person)
    stands = enrolment.seat in (Seat.NOMINATED, Seat.WAITING, Seat.ENROLLED)
    return is_theirs and stands and is_planned(enrolment.cohort)
