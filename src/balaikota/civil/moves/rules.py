"""Yes or no about a move and the family card it touches."""

import uuid
from collections.abc import Iterable

from balaikota.foundation.people.models import AnggotaKeluarga, Person, Shdk


def are_members(movers: Iterable[Person], family: Iterable[AnggotaKeluarga]) -> bool:
    """F-1.03: every NIK belongs to the family card."""
    standing = {row.person_id for row in family}
    return all(person.pk in standing for person in movers)


def need_a_head(stayers: list[AnggotaKeluarga]) -> bool:
    """Somebody stays, and nobody among them heads the card."""
    return bool(stayers) and all(row.shdk != Shdk.KEPALA_KELUARGA for row in stayers)


def may_head(person: Person | None, stayers: list[AnggotaKeluarga]) -> bool:
    """The new head is one of those who stay."""
    ids: set[uuid.UUID] = {row.person_id for row in stayers}
    return person is not None and person.pk in ids


def is_same_person(person: Person, name: str) -> bool:
    """A NIK found under another name is a typing error, or worse."""
    return person.name.casefold() == name.casefold()
