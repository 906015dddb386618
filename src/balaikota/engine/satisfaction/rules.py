"""Who is asked, and who answers for a unit."""

from balaikota.engine.cases.models import Case, Outcome
from balaikota.engine.satisfaction.models import Invitation
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency, Duty
from balaikota.foundation.people.models import Person


def is_asked(case: Case) -> bool:
    """Who received a decision is asked; who withdrew was not served to the end, and a linked case is part of its first."""
    return case.outcome in (Outcome.GRANTED, Outcome.REFUSED) and case.parent_id is None


def may_answer(person: Person, invitation: Invitation) -> bool:
    """The applicant, once."""
    return invitation.case.applicant_id == person.pk and not invitation.is_answered


def may_promise(person: Person, agency: Agency) -> bool:
    """The head of the unit answers for what will be done."""
    held = organisations.tenures_today(person)
    return any(Duty.HEAD in row.post.duties and row.post.desk.agency_id == agency.pk for row in held)


def may_print(person: Person, agency: Agency) -> bool:
    """The report as paper: the unit's head, and those who read the city's figures."""
    return may_promise(person, agency) or organisations.holds(person, Duty.READ_FIGURES)
