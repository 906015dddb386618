"""The same duties as for articles: one writes, another lets it out."""

from balaikota.foundation.people.models import Person
from balaikota.information.agenda.models import Happening
from balaikota.information.review import rules as duties


def may_cancel(person: Person, happening: Happening) -> bool:
    """What is announced and still stands. It is urgent, so one person is enough; the public reads why."""
    return duties.may_publish(person) and happening.is_public and not happening.is_cancelled
