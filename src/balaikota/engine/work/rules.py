"""Who may do what at the desk."""

from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import rules as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.work.models import BulkAction
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person


def may_undo(person: Person, action: BulkAction) -> bool:
    """Its own officer, within the minute, once."""
    return action.by_id == person.pk and action.may_be_undone


def may_claim(person: Person, case: Case) -> bool:
    return cases.may_claim(person, case)


def may_receive(person: Person, case: Case) -> bool:
    """A colleague who may do this step and is not close to it."""
    return cases.may_work_on(person, case)


def may_pass_on(person: Person, case: Case) -> bool:
    return cases.may_pass_step(person, case)


def why_not_pass_on(person: Person, case: Case) -> str:
    return case_methods.refusal(cases.why_not(person, case))


def may_write_note(person: Person, case: Case) -> bool:
    """Whoever works at the case's desk today, but nobody close to it."""
    works = any(organisations.holds(person, duty, case.desk_id) for duty in cases.WORK)
    return works and not cases.is_close(person, case)


def may_judge(person: Person, case: Case) -> bool:
    return cases.may_work_on(person, case)


def takes_notes(case: Case) -> bool:
    """A closed case without answers was erased by retention: what is written on it now would never go."""
    return case.is_open or bool(case.answers)
