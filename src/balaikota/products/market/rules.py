"""Who sees how the catalogue does."""

from balaikota.enterprises.figures import rules as figures
from balaikota.foundation.people.models import Person


def may_see(person: Person) -> bool:
    """Officers of the register, and who reads the city's figures by their post. Not the public: numbers are small."""
    return figures.may_see_exact(person)


def may_see_businesses(person: Person) -> bool:
    return figures.may_see_rows(person)
