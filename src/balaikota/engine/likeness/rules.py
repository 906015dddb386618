"""Who may compare, judge, merge and tune; and which records are never made one."""

import uuid

from balaikota.engine.cases import rules as cases
from balaikota.engine.likeness.models import Merge, Pair, Verdict
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Assurance, Person


def may_compare(person: Person) -> bool:
    """Whoever may look up residents may look at two who may be one."""
    return organisations.holds(person, Duty.IDENTIFY)


def is_near(person: Person, pair: Pair, kin: set[uuid.UUID]) -> bool:
    """Nobody judges their own record or that of their household (UU 30/2014 pasal 43)."""
    named = [side.pk if pair.is_of_persons else side.applicant_id for side in pair.sides]
    return person.pk in named or bool(kin.intersection(named))


def _works_on(person: Person, pair: Pair) -> bool:
    desks = [case.desk_id for case in pair.sides]
    return all(any(organisations.holds(person, duty, desk) for duty in cases.WORK) for desk in desks)


def may_judge(person: Person, pair: Pair, kin: set[uuid.UUID]) -> bool:
    """Records of people by those who look up residents; cases by those who work at their desks."""
    may = may_compare(person) if pair.is_of_persons else _works_on(person, pair)
    return may and not is_near(person, pair, kin)


def may_reopen(person: Person, pair: Pair, kin: set[uuid.UUID]) -> bool:
    """What was said can be taken back; what was merged is undone."""
    return pair.verdict in (Verdict.APART, Verdict.SAME) and may_judge(person, pair, kin)


def may_merge(person: Person, pair: Pair, kin: set[uuid.UUID]) -> bool:
    """A post that both looks up residents and decides."""
    decides = organisations.holds(person, Duty.DECIDE)
    return pair.is_of_persons and decides and may_judge(person, pair, kin)


def may_undo(person: Person, merge: Merge, kin: set[uuid.UUID]) -> bool:
    return merge.stands and may_merge(person, merge.pair, kin)


def may_tune(person: Person) -> bool:
    """The head of an agency whose posts look up residents: how much its officers are asked to check."""
    held = organisations.tenures_today(person)
    return any({Duty.HEAD, Duty.IDENTIFY}.issubset(row.post.duties) for row in held)


def why_never(kept: Person, gone: Person, *, same_household: bool | None, has_post: bool) -> str:
    """The name of the reason these two records cannot become one now; empty when they can.

    Two NIK are two persons to the law, whoever typed them; an account nobody has compared with a KTP-el could be
    a stranger's who knows a name and a birthday, and would be handed the other's file.
    """
    if kept.nik_index and gone.nik_index:
        return "two_nik"
    if any(each.has_login and each.assurance < Assurance.IDENTITY for each in (kept, gone)):
        return "unchecked"
    if kept.meninggal_on != gone.meninggal_on:
        return "death"
    if has_post:
        return "post"
    return "two_households" if same_household is False else ""
