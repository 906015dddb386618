"""Yes or no about the records of people."""

from collections.abc import Iterable

from balaikota.civil.records.models import Jawaban, Pemeriksaan
from balaikota.foundation.people.models import AnggotaKeluarga, Person


def is_on_card(person: Person | None, family: Iterable[AnggotaKeluarga]) -> bool:
    return person is not None and any(row.person_id == person.pk for row in family)


def is_settled(check: Pemeriksaan | None) -> bool:
    """Rule sync-clock: where the centre can be asked, a case ends when it says yes; else the officer knows."""
    return check is None or check.jawaban == Jawaban.SESUAI
