"""Who may do what with a business. Whether somebody owns it is asked of `queries`; a rule looks nothing up."""

from balaikota.enterprises.register.models import Enterprise, Stage
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person

OFFICERS = (Duty.SURVEY, Duty.COACH, Duty.PROGRAMME)


def is_officer(person: Person) -> bool:
    """Those who record, coach, or run programmes for businesses."""
    return any(organisations.holds(person, duty) for duty in OFFICERS)


def is_surveyor(person: Person) -> bool:
    return organisations.holds(person, Duty.SURVEY)


def is_coach(person: Person) -> bool:
    return organisations.holds(person, Duty.COACH)


def is_manager(person: Person) -> bool:
    return organisations.holds(person, Duty.PROGRAMME)


def may_change(person: Person, enterprise: Enterprise, *, owns: bool) -> bool:
    """An owner, or an officer; one that was found to be another's double is changed there."""
    return enterprise.merged_into_id is None and (owns or is_officer(person))


def is_counted(enterprise: Enterprise) -> bool:
    return enterprise.merged_into_id is None and enterprise.stage in (Stage.RUNNING, Stage.PAUSED)
