"""What the registers know of two people who marry or part."""

from typing import Any

from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Jenis, Status
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import AnggotaKeluarga, Person, StatusKawin

Answers = dict[str, Any]
MARRIED = {StatusKawin.KAWIN_TERCATAT, StatusKawin.KAWIN_BELUM_TERCATAT}


def place_of(person: Person) -> AnggotaKeluarga | None:
    """This person's line on a family card today."""
    kk = people.household_of(person)
    rows = people.members(kk) if kk else []
    return next((row for row in rows if row.person_id == person.pk), None)


def is_married(person: Person) -> bool:
    """As the card says, or an entry in force that no death or divorce has ended."""
    row = place_of(person)
    return row is not None and row.status_kawin in MARRIED


def married_side(answers: Answers) -> int | None:
    """Which of the two is recorded as married without a court's permit; None when neither is.

    Asked only when name and NIK agree, so that nobody learns a stranger's status by trying numbers.
    """
    for number in (1, 2):
        nik, name = answers.get(f"subjek{number}_nik"), answers.get(f"subjek{number}_nama")
        person = registers.recorded(nik, name)
        permitted = number == 1 and answers.get("izin_poligami_ada") is True
        if person is not None and not permitted and is_married(person):
            return number
    return None


def entry(jenis: Jenis, nomor: str, parties: dict[str, Person]) -> Akta | None:
    """The entry in force under this number, if it names these two."""
    akta = registers.current(jenis, nomor)
    if akta is None or akta.status != Status.BERLAKU:
        return None
    named = {row.peran: row.person_id for row in akta.pihak.all()}
    same = all(named.get(role) == person.pk for role, person in parties.items())
    return akta if same else None


def status_before(person: Person, since: AnggotaKeluarga | None) -> StatusKawin:
    """The status on the line before the one that made them married (rule annul-status)."""
    rows = person.keanggotaan.order_by("-from_on", "-pk")
    older = next((row for row in rows if row.status_kawin not in MARRIED), None)
    return StatusKawin(older.status_kawin) if older and since else StatusKawin.BELUM_KAWIN
