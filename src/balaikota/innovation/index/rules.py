"""Who may claim and who may verify."""

from balaikota.foundation.people.models import Person
from balaikota.innovation.index.models import Claim
from balaikota.innovation.life import rules as life
from balaikota.innovation.life.models import Innovation


def may_claim(person: Person, innovation: Innovation | None, members: set[object]) -> bool:
    """For an innovation whoever runs it; for the city itself the desk of innovation."""
    return life.is_reviewer(person) if innovation is None else life.may_run(person, innovation, members)


def may_verify(person: Person, claim: Claim, members: set[object]) -> bool:
    """A second pair of eyes: a reviewer who did not claim it and has no part in the innovation."""
    if not life.is_reviewer(person) or claim.by_id == person.pk:
        return False
    return claim.innovation is None or life.may_judge(person, claim.innovation, members)
