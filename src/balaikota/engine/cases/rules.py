"""Who may do what with a case. Whoever asks brings the case with its `steps_done`."""

import uuid

from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue.models import Service
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person

#: Duties that bring a post's holder to the cases of its desk.
WORK = (Duty.VERIFY, Duty.DECIDE, Duty.HEAD)

#: The rules a case page asks for its buttons.
ON_THE_PAGE = ("claim", "release", "ask_correction", "pass_step", "decide", "repair", "withdraw")


def may_start(person: Person, service: Service) -> bool:
    """Anyone who is signed in may apply for an open public service."""
    return person.is_active and service.is_open and service.is_public


def may_edit(person: Person, draft: Draft) -> bool:
    return draft.person_id == person.pk


def may_start_after(person: Person, case: Case) -> bool:
    """The next case of the same event (a twin) is begun by the applicant of the first."""
    return person.pk == case.applicant_id


def is_close(person: Person, case: Case) -> bool:
    """The applicant, their household and whoever the answers name by NIK have an interest in the outcome.

    UU 30/2014 pasal 43. A father does not check what the grandmother applies for.
    """
    return person.pk == case.applicant_id or person.pk in _kin(case) or is_named(person, case)


def is_named(person: Person, case: Case) -> bool:
    """Do the answers name this person by NIK: as parent, child or witness?"""
    said = [value.get("nik") if isinstance(value, dict) else value for value in case.answers.values()]
    return bool(person.nik) and person.nik in said


def _kin(case: Case) -> set[uuid.UUID]:
    """Who shares the applicant's household today; asked once per case object."""
    if "_kin" not in case.__dict__:
        household = people.household_of(case.applicant)
        members = people.members(household) if household else []
        case.__dict__["_kin"] = {member.person_id for member in members}
    kin: set[uuid.UUID] = case.__dict__["_kin"]
    return kin


def has_finished_a_step(person: Person, case: Case) -> bool:
    return any(done.by_id == person.pk for done in case.steps_done.all())


def is_free_for(person: Person, case: Case) -> bool:
    """Nobody else holds it: a holder whose post has ended, or gives another duty now, holds nothing."""
    if case.holder is None or case.holder_id == person.pk:
        return True
    return not organisations.holds(case.holder, Duty(case.duty), case.desk_id)


def may_work_on(person: Person, case: Case) -> bool:
    """A post at its desk with the step's duty, by someone not close to it, whose eyes are fresh."""
    return (
        case.is_open
        and organisations.holds(person, Duty(case.duty), case.desk_id)
        and not is_close(person, case)
        and not has_finished_a_step(person, case)
    )


def may_claim(person: Person, case: Case) -> bool:
    return may_work_on(person, case) and is_free_for(person, case)


def may_release(person: Person, case: Case) -> bool:
    return case.is_open and case.holder_id == person.pk


def may_ask_correction(person: Person, case: Case) -> bool:
    return may_claim(person, case) and not case.waits_for_applicant


def may_pass_step(person: Person, case: Case) -> bool:
    return may_claim(person, case) and not case.waits_for_applicant and not case.at_last_step


def may_decide(person: Person, case: Case) -> bool:
    """The last step decides, by someone who finished none of the earlier ones (four eyes)."""
    return may_claim(person, case) and not case.waits_for_applicant and case.at_last_step


def may_repair(person: Person, case: Case) -> bool:
    return case.is_open and case.waits_for_applicant and person.pk == case.applicant_id


def may_withdraw(person: Person, case: Case) -> bool:
    return case.is_open and person.pk == case.applicant_id


def why_not(person: Person, case: Case) -> str:
    """The name of the reason a would-be worker is kept out; empty when they may work on the case."""
    if not case.is_open:
        return "closed"
    if is_close(person, case):
        return "close"
    if has_finished_a_step(person, case):
        return "four_eyes"
    if not organisations.holds(person, Duty(case.duty), case.desk_id):
        return "duty"
    return "" if is_free_for(person, case) else "held"
