"""Who may open and close a service."""

from balaikota.engine.catalogue.models import Service
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person


def may_close(person: Person, service: Service) -> bool:
    """The head at the service's desk, or whoever operates the city's systems."""
    return organisations.holds(person, Duty.HEAD, service.desk_id) or organisations.holds(
        person, Duty.OPERATE
    )


def may_publish(person: Person) -> bool:
    """Editions are published by whoever operates the city's systems."""
    return organisations.holds(person, Duty.OPERATE)
