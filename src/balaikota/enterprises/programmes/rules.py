"""Who runs a programme, and when one may apply or withdraw."""

from datetime import date

from balaikota.enterprises.programmes.models import Application, Cohort, State
from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person

STANDING = (State.APPLIED, State.TAKEN, State.WAITING)


def may_manage(person: Person) -> bool:
    return register.is_manager(person)


def is_open(cohort: Cohort, on: date) -> bool:
    return cohort.selected_at is None and cohort.opens_on <= on <= cohort.closes_on


def may_select(cohort: Cohort, on: date) -> bool:
    """Once, and only after the last day to apply: nobody is judged while others may still come."""
    return cohort.selected_at is None and on > cohort.closes_on


def is_standing(application: Application) -> bool:
    return application.state in STANDING
