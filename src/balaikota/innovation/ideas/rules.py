"""Who may do what with an idea."""

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Assurance, Person
from balaikota.innovation.ideas.models import Idea


def may_post(person: Person) -> bool:
    """Somebody the city can answer."""
    return person.assurance >= Assurance.CONTACT


def may_support(person: Person, idea: Idea) -> bool:
    """A voice counts when the city knows whose it is; nobody supports their own."""
    return person.assurance >= Assurance.IDENTITY and idea.by_id != person.pk


def may_answer(person: Person, idea: Idea) -> bool:
    """Whoever works for the city, not the one who had the idea."""
    return organisations.is_staff(person) and idea.by_id != person.pk
