"""The same duties as for articles: one writes, another lets it out."""

import uuid
from collections.abc import Collection

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.information.agenda.models import Happening, Stage


def may_enter(person: Person) -> bool:
    return may_write(person) or may_publish(person)


def may_write(person: Person) -> bool:
    return organisations.holds(person, Duty.EDIT)


def may_publish(person: Person) -> bool:
    return organisations.holds(person, Duty.PUBLISH)


def may_send(person: Person, happening: Happening) -> bool:
    return may_write(person) and happening.stage in (Stage.DRAFT, Stage.RETURNED)


def may_review(person: Person, happening: Happening, writers: Collection[uuid.UUID]) -> bool:
    """Never one of those who wrote what is not yet public: four eyes."""
    return may_publish(person) and happening.stage == Stage.WAITING and person.pk not in writers


def may_cancel(person: Person, happening: Happening) -> bool:
    """What is announced and still stands. It is urgent, so one person is enough; the public reads why."""
    return may_publish(person) and happening.is_public and not happening.is_cancelled
