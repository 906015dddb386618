"""Who may see how often each seller was shown."""

from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_see_exposure(person: Person) -> bool:
    """Those who manage programmes, and those who record businesses. The figure of the whole city is public."""
    return register.is_manager(person) or register.is_surveyor(person)
