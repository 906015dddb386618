"""Who drafts a plan, who approves it, and what may follow what."""

import uuid
from collections.abc import Collection, Iterable

from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Cohort, Stage
from balaikota.training.plans.models import Line, Plan, State
from balaikota.training.servants import rules as servants

#: From which state a plan may come to which. Approved ones stay; what changes is the next version.
NEXT = {
    State.DRAFT: (State.SUBMITTED,),
    State.SUBMITTED: (State.DRAFT, State.APPROVED),
    State.APPROVED: (),
}


def may_draft(person: Person) -> bool:
    return servants.is_organiser(person)


def may_turn(plan: Plan, to: State) -> bool:
    return to in NEXT[State(plan.state)]


def is_draft(plan: Plan) -> bool:
    return plan.state == State.DRAFT


def authors(plan: Plan, lines: Iterable[Line]) -> set[uuid.UUID | None]:
    """Everybody who had a hand in this version."""
    return {plan.drafted_by_id, plan.submitted_by_id, *(line.by_id for line in lines)} - {None}


def leads(plan: Plan, led: Collection[Agency]) -> bool:
    return plan.agency in led


def has_other_eyes(person: Person, hands: Collection[uuid.UUID | None]) -> bool:
    """Four eyes: whoever approves has written nothing of it."""
    return person.pk not in hands


def is_still_drafted(cohorts: Iterable[Cohort]) -> bool:
    """A class of the line that nobody has announced yet: it comes first."""
    return any(cohort.stage == Stage.DRAFT for cohort in cohorts)
