"""Who sets an assignment, who hands in until when, and who marks."""

import uuid
from collections.abc import Collection
from datetime import datetime

from balaikota.foundation.people.models import Person
from balaikota.training.assignments.models import Assignment, Stage, Work
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort, Enrolment, Seat
from balaikota.training.classes.models import Stage as ClassStage
from balaikota.training.rubrics.methods import MARKERS


def is_at_work(cohort: Cohort) -> bool:
    """Only a class that runs is set assignments."""
    return cohort.stage == ClassStage.RUNNING


def is_seated(enrolment: Enrolment) -> bool:
    return enrolment.seat == Seat.ENROLLED


def may_set(person: Person, cohort: Cohort, trainers: Collection[uuid.UUID]) -> bool:
    return class_rules.may_lead(person, trainers) and is_at_work(cohort)


def is_open(assignment: Assignment, due_at: datetime, at: datetime) -> bool:
    """In time, or late where that is allowed."""
    return at <= due_at or assignment.takes_late


def may_write(person: Person, work: Work) -> bool:
    """Its participant keeps a draft while the class runs and no mark stands; also when handing in is over."""
    is_unmarked = work.stage in (Stage.WRITING, Stage.TURNED_IN)
    return work.enrolment.person_id == person.pk and is_unmarked and is_at_work(work.assignment.cohort)


def may_mark(
    person: Person, work: Work, *, leads: bool, takes_part: bool, marked_by: Collection[uuid.UUID]
) -> bool:
    """An organiser or trainer who takes no part in the class; a third only when two are far apart."""
    if not leads or takes_part or work.stage not in (Stage.TURNED_IN, Stage.APART):
        return False
    return person.pk in marked_by or len(marked_by) < MARKERS or work.stage == Stage.APART


def may_see_markings(person: Person, work: Work, marked_by: Collection[uuid.UUID]) -> bool:
    """All of them: once it was judged, and when two are far apart for those two."""
    return work.stage == Stage.JUDGED or (work.stage == Stage.APART and person.pk in marked_by)
