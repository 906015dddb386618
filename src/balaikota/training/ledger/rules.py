"""Who checks outside trainings, and whose ledger may be read."""

from balaikota.foundation.people.models import Person
from balaikota.training.ledger.models import Outside, State
from balaikota.training.servants import rules as servants


def may_check(person: Person, outside: Outside) -> bool:
    """The organiser, never on their own training."""
    return servants.is_organiser(person) and outside.person_id != person.pk and outside.state == State.WAITING
