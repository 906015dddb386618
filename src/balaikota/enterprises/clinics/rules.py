"""Who holds a clinic, and until when one may sit down in it."""

from datetime import datetime

from balaikota.enterprises.clinics.models import Clinic
from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_open(person: Person) -> bool:
    return register.is_coach(person)


def may_hold(person: Person, clinic: Clinic) -> bool:
    """Its coach, or who manages programmes."""
    own = clinic.coach.person_id == person.pk and register.is_coach(person)
    return own or register.is_manager(person)


def is_open(clinic: Clinic, now: datetime) -> bool:
    return clinic.held_at is None and now < clinic.at
