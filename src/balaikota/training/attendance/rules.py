"""Who stands at a door."""

from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Session
from balaikota.training.servants import rules as servants


def may_keep_door(person: Person, session: Session) -> bool:
    """The organiser, or whoever teaches this session."""
    return servants.is_organiser(person) or session.trainer_id == person.pk
