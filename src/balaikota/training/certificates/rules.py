"""Who decides results, and whose certificate may be issued."""

from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Cohort, Enrolment, Stage
from balaikota.training.servants import rules as servants


def may_judge(person: Person, cohort: Cohort) -> bool:
    """The organiser, once the class has ended."""
    return servants.is_organiser(person) and cohort.stage == Stage.FINISHED


def may_have_paper(enrolment: Enrolment, *, is_passed: bool, teaches: bool) -> bool:
    """Never to somebody who failed, never to somebody who taught the class."""
    return is_passed and not teaches
