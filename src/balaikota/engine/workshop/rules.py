"""Who writes services: whoever operates the city's systems, and the head of the desk a service belongs to."""

from balaikota.engine.workshop.models import ServiceDraft
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def operates(person: Person) -> bool:
    return organisations.holds(person, Duty.OPERATE)


def headed(person: Person) -> set[str]:
    """Codes of the desks this person heads today."""
    tenures = organisations.tenures_today(person)
    return {tenure.post.desk.code for tenure in tenures if Duty.HEAD in tenure.post.duties}


def may_enter(person: Person) -> bool:
    return operates(person) or bool(headed(person))


def may_write(person: Person, draft: ServiceDraft) -> bool:
    """A head writes for their own desk; a draft that was published is history."""
    if draft.published_id is not None:
        return False
    return may_write_for(person, str(draft.definition.get("desk") or "")) or (
        may_enter(person) and draft.by_id == person.pk and not draft.definition.get("desk")
    )


def may_write_for(person: Person, desk: str) -> bool:
    return operates(person) or desk in headed(person)
