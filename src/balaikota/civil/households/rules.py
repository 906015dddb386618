"""What a family card must be, and who may leave one."""

from collections.abc import Iterable
from datetime import date

from balaikota.civil.deeds import methods as words
from balaikota.engine.cases.models import Case
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person, Shdk, StatusKawin

#: From this age on a person may head a household and split off (Permendagri 108/2019 pasal 10 ayat (4)).
GROWN = 17


def is_grown(person: Person, status_kawin: str, on: date) -> bool:
    """17 or older, or married or once married. Whose birth date is not known is not held to be a child."""
    if status_kawin != StatusKawin.BELUM_KAWIN or person.tanggal_lahir is None:
        return True
    return words.age(person.tanggal_lahir, on) >= GROWN


def may_split(person: Person, status_kawin: str, on: date) -> bool:
    return is_grown(person, status_kawin, on)


def has_one_head(shdk: Iterable[str]) -> bool:
    return sum(each == Shdk.KEPALA_KELUARGA for each in shdk) == 1


def may_give_number(person: Person, case: Case) -> bool:
    """Who works at the desk of the case writes down SIAK's number, never for their own family card."""
    works = any(organisations.holds(person, duty, case.desk_id) for duty in (Duty.VERIFY, Duty.DECIDE))
    return works and person.pk != case.applicant_id
