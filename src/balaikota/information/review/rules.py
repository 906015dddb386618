"""Who writes, who reviews, and what may happen at which stage."""

import uuid
from collections.abc import Collection

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.information.review.models import Reviewed, Stage


def may_enter(person: Person) -> bool:
    """The desk of the information centre."""
    return may_write(person) or may_publish(person)


def may_write(person: Person) -> bool:
    return organisations.holds(person, Duty.EDIT)


def may_publish(person: Person) -> bool:
    return organisations.holds(person, Duty.PUBLISH)


def may_send(person: Person, text: Reviewed) -> bool:
    """A version in hand goes to a second person."""
    return may_write(person) and text.stage in (Stage.DRAFT, Stage.RETURNED, Stage.WITHDRAWN)


def may_review(person: Person, text: Reviewed, writers: Collection[uuid.UUID]) -> bool:
    """Never one of those who wrote what is not yet public: four eyes."""
    return may_publish(person) and text.stage == Stage.WAITING and person.pk not in writers
