"""Who may post, and who lets them."""

from balaikota.complaints.georeport.models import Access, Reach
from balaikota.engine.partners.rules import may_manage
from balaikota.foundation.people.models import Person

TEST, PRODUCTION = "test", "production"


def may_open(person: Person) -> bool:
    """Whoever operates the system arranges partners."""
    return may_manage(person)


def may_post(access: Access | None, shelf: str) -> bool:
    """A key for practice opens the test address only."""
    return access is not None and (shelf == TEST or access.reach == Reach.PRODUCTION)
