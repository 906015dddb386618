"""Who writes for the competition."""

from balaikota.foundation.people.models import Person
from balaikota.innovation.life import rules as life
from balaikota.innovation.life.models import Innovation, Stage


def may_enter(innovation: Innovation) -> bool:
    """What is tried or applied; a mere proposal has nothing to show yet."""
    return innovation.stage in (Stage.TRIAL, Stage.ADOPTED)


def may_write(person: Person, innovation: Innovation, members: set[object]) -> bool:
    """The team, and the desk of innovation that sends it in."""
    return life.may_run(person, innovation, members) or life.is_reviewer(person)
