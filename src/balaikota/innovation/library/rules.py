"""Who may take an innovation over, and who may bring one in."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.innovation.life.models import Innovation, Stage


def may_take_over(person: Person, original: Innovation) -> bool:
    """Anybody who works for the city, once it is at least being tried, or came from another city."""
    is_ready = original.stage in (Stage.TRIAL, Stage.ADOPTED) or bool(original.from_elsewhere)
    return organisations.is_staff(person) and is_ready
