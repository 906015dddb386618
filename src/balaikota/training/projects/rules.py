"""Whose project it is, and who marks it."""

import uuid
from collections.abc import Collection

from balaikota.foundation.people.models import Person
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort, Enrolment, Seat
from balaikota.training.classes.models import Stage as ClassStage
from balaikota.training.projects.models import Project, Stage


def has_projects(cohort: Cohort) -> bool:
    """A curriculum with a rubric asks civil servants for an action project."""
    is_asked = bool(cohort.version.rubric) and not cohort.is_for_owners
    return is_asked and cohort.stage in (ClassStage.RUNNING, ClassStage.FINISHED)


def is_seated(enrolment: Enrolment) -> bool:
    return enrolment.seat == Seat.ENROLLED


def may_write(person: Person, project: Project) -> bool:
    """Its participant, until it is turned in."""
    return project.enrolment.person_id == person.pk and project.stage == Stage.WRITING


def may_judge(person: Person, project: Project, trainers: Collection[uuid.UUID]) -> bool:
    """Never one's own, and never before it was turned in."""
    is_other = project.enrolment.person_id != person.pk
    return is_other and project.stage == Stage.TURNED_IN and class_rules.may_lead(person, trainers)


def may_make_innovation(person: Person, project: Project) -> bool:
    """Its participant, once it was judged, and once only."""
    is_theirs = project.enrolment.person_id == person.pk
    return is_theirs and project.stage == Stage.JUDGED and not project.innovation
