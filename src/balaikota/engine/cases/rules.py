"""Who may do what with a case. Whoever asks brings the case with its `steps_done`."""

import uuid
from datetime import datetime

from django.utils import timezone

from balaikota.engine.cases.models import Case, Draft, SideStep
from balaikota.engine.catalogue.models import Service
from balaikota.engine.questions.models import EARLIER
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import day_of

#: Duties that bring a post's holder to the cases of its desk.
WORK = (Duty.VERIFY, Duty.DECIDE, Duty.HEAD)

#: The rules a case page asks for its buttons.
ON_THE_PAGE = ("claim", "release", "ask_correction", "pass_step", "object", "decide", "repair", "withdraw")


def may_start(person: Person, service: Service) -> bool:
    """Anyone who is signed in may apply for an open public service."""
    return person.is_active and service.is_open and service.is_public


def may_start_for(officer: Person, resident: Person, service: Service) -> bool:
    """At the counter an officer who may look up residents types for one of them, never for themselves."""
    return people.keeps_registers(officer) and officer.pk != resident.pk and may_start(resident, service)


def may_type(officer: Person, draft: Draft) -> bool:
    """The officer who began it at the counter, until the end of that day; afterwards it is the resident's alone."""
    is_today = day_of(draft.created_at) == day_of(timezone.now())
    return draft.typed_by_id == officer.pk and is_today and people.keeps_registers(officer)


def may_edit(person: Person, draft: Draft) -> bool:
    return draft.person_id == person.pk or may_type(person, draft)


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


def has_spoken(person: Person, case: Case, step: str) -> bool:
    return any(done.by_id == person.pk and done.step == step for done in case.steps_done.all())


def has_fresh_eyes(person: Person, case: Case, step: str) -> bool:
    """Spoke on none of the steps whose finisher may not do this one: all others, unless the file names some.

    Who typed the application in at the counter has fresh eyes for none of them.
    """
    if person.pk == case.typed_by_id:
        return False
    barred = case.turn(step).get("not_by", [EARLIER])
    said = {done.step for done in case.steps_done.all() if done.by_id == person.pk}
    return not (said if EARLIER in barred else said & {step, *barred})


def has_duty(person: Person, duty: str, desk_id: int) -> bool:
    """Holds today, in their own right or as a substitute, a post at this desk with this duty."""
    return bool(duty) and organisations.holds(person, Duty(duty), desk_id)


def is_free_for(person: Person, case: Case) -> bool:
    """Nobody else holds it: a holder whose post has ended, or who is on leave with a substitute, holds nothing."""
    if case.holder is None or case.holder_id == person.pk:
        return True
    if not has_duty(case.holder, case.duty, case.desk_id):
        return True
    return organisations.is_stood_in_for(case.holder, Duty(case.duty), case.desk_id)


def may_work_on(person: Person, case: Case) -> bool:
    """A post at its desk with the step's duty, by someone not close to it, whose eyes are fresh."""
    return (
        case.is_open
        and has_duty(person, case.duty, case.desk_id)
        and not is_close(person, case)
        and has_fresh_eyes(person, case, case.step)
    )


def waits_beside(case: Case) -> bool:
    """Is a step beside this one, or at another desk, still being done?"""
    return case.has_sides and any(side.done_at is None for side in case.side_steps.all())


def why_not_side(person: Person, case: Case, side: SideStep) -> str:
    """The name of the reason that keeps somebody from a step beside the main line; empty when they may."""
    if not case.is_open or side.done_at is not None:
        return "closed"
    if not has_duty(person, side.duty, side.desk_id):
        return "duty"
    if is_close(person, case):
        return "close"
    if has_spoken(person, case, side.step):
        return "voted"
    if person.pk == case.typed_by_id:
        return "typed"
    if not has_fresh_eyes(person, case, side.step):
        return "four_eyes"
    return "paused" if case.waits_for_applicant else ""


def may_do_side_step(person: Person, case: Case, side: SideStep) -> bool:
    """Fresh eyes and the step's duty at the step's desk, which may be another agency's."""
    return not why_not_side(person, case, side)


def is_climbable(case: Case, here: Case | SideStep, now: datetime) -> bool:
    """The hour of the next rung has come. Nobody is hurried while the applicant must act."""
    return (
        case.is_open and not case.waits_for_applicant and here.alarm_at is not None and here.alarm_at <= now
    )


def why_refused(person: Person, case: Case) -> str:
    """The name of the reason this person cannot work on this case now, for a sentence."""
    return why_not(person, case) or ("waits" if waits_beside(case) else "")


def may_claim(person: Person, case: Case) -> bool:
    return may_work_on(person, case) and is_free_for(person, case)


def may_release(person: Person, case: Case) -> bool:
    return case.is_open and case.holder_id == person.pk


def may_ask_correction(person: Person, case: Case) -> bool:
    return may_claim(person, case) and not case.waits_for_applicant


def may_pass_step(person: Person, case: Case) -> bool:
    return may_claim(person, case) and not case.waits_for_applicant and not case.at_last_step


def may_object(person: Person, case: Case) -> bool:
    """Where several must agree, one may disagree. A decision is disagreed with by deciding otherwise."""
    return may_pass_step(person, case) and case.turn(case.step).get("votes", 1) > 1


def may_decide(person: Person, case: Case) -> bool:
    """The last step decides, once those beside it are done, by someone with fresh eyes."""
    may = may_claim(person, case) and not case.waits_for_applicant and case.at_last_step
    return may and not waits_beside(case)


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
    if not case.duty:
        return "beside"
    if has_spoken(person, case, case.step):
        return "voted"
    if person.pk == case.typed_by_id:
        return "typed"
    if not has_fresh_eyes(person, case, case.step):
        return "four_eyes"
    if not has_duty(person, case.duty, case.desk_id):
        return "duty"
    return "" if is_free_for(person, case) else "held"
