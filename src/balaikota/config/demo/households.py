"""Households of the demo city: invented families at invented addresses in real kelurahan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from balaikota.config.demo import names
from balaikota.config.demo.offices import CAST
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import Assurance, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region

HOUSEHOLDS = 42
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
MARRIED = [StatusKawin.KAWIN_TERCATAT, StatusKawin.KAWIN_BELUM_TERCATAT]
# Fixed, not counted from today: a second run on another day must find the same people.
BORN_FATHERS = (date(1978, 2, 1), date(1999, 6, 1))
BORN_MOTHERS = (date(1982, 2, 1), date(2002, 6, 1))
BORN_CHILDREN = (date(2013, 2, 1), date(2025, 11, 1))
# Common stand-in birthdays: somebody real might be registered on them in great numbers.
STAND_INS = {(1, 1), (1, 7), (31, 12)}


@dataclass(frozen=True)
class Family:
    """Who lives together."""

    kk: KartuKeluarga
    father: Person | None
    mother: Person
    children: list[Person]


class Numbers:
    """NIK and nomor KK with the serials 9991 to 9998 only, never the same twice."""

    def __init__(self, taken: set[str], is_known: Callable[[str], bool] = lambda number: False) -> None:
        self.taken, self.is_known = taken, is_known

    def nik(self, dice: Random, district: str, born: date, woman: bool) -> str:
        day = born.day + (40 if woman else 0)
        return self._free(dice, f"{district.replace('.', '')}{day:02}{born:%m%y}")

    def kk(self, dice: Random, district: str, recorded: date) -> str:
        return self._free(dice, f"{district.replace('.', '')}{recorded:%d%m%y}")

    def _free(self, dice: Random, head: str) -> str:
        numbers = [f"{head}{serial}" for serial in dice.sample(range(9991, 9999), 8)]
        number = next(each for each in numbers if each not in self.taken and not self.is_known(each))
        self.taken.add(number)
        return number


def a_day(dice: Random, first: date, last: date) -> date:
    day = first + timedelta(days=dice.randrange((last - first).days + 1))
    return day + timedelta(days=1) if (day.day, day.month) in STAND_INS else day


def settle(cast: dict[str, Person]) -> list[Family]:
    """Sari's family, and the others. A family that stands in the register already is found again."""
    numbers = Numbers({role.nik for role in CAST.values()})
    villages = list(regions.villages_of_city()) or [regions.city()]
    families = [_family(numbers, villages, place) for place in range(HOUSEHOLDS)]
    for family in families:
        with transaction.atomic():
            _show_papers(family, cast["wulan"])
    return [_saris(cast, villages[0]), *families]


def _show_papers(family: Family, officer: Person) -> None:
    """An officer has seen the parents' KTP-el, so that the city tells them about their own family."""
    for parent in (family.father, family.mother):
        if parent and parent.assurance < Assurance.IDENTITY:
            people.confirm_identity(parent, by=officer)


def _saris(cast: dict[str, Person], village: Region) -> Family:
    number = "1271012503249991"
    kk = registers.household_by_number(number)
    if kk is None:
        kk = open_household(Random(12), number, village, 12)  # noqa: S311 – the same city every time
        for person, shdk in ((cast["dimas"], Shdk.KEPALA_KELUARGA), (cast["sari"], Shdk.ISTRI)):
            join(kk, person, shdk, StatusKawin.KAWIN_TERCATAT, date(2024, 3, 25))
    return Family(kk, cast["dimas"], cast["sari"], [])


def _family(numbers: Numbers, villages: list[Region], place: int) -> Family:
    """One family, decided by its place in the row alone, so that a second run finds the same."""
    dice = Random(f"{villages[0].code} {place}")  # noqa: S311 - nothing here is secret
    village = dice.choice(villages)
    district = village.parent_id or village.code
    recorded = a_day(dice, date(2012, 1, 2), date(2024, 12, 30))
    number = numbers.kk(dice, district, recorded)
    known = registers.household_by_number(number)
    if known is not None:
        return _registered(known)
    with transaction.atomic():
        kk = open_household(dice, number, village, place + 21)
        family = _draw(dice, numbers, district, kk)
        state = StatusKawin.CERAI_HIDUP if family.father is None else dice.choices(MARRIED, [85, 15])[0]
        _move_in(family, state, recorded)
    return family


def open_household(dice: Random, number: str, village: Region, house: int) -> KartuKeluarga:
    return people.make_household(
        by=None,
        is_sample=True,
        nomor_kk=number,
        alamat=f"Jl. Contoh No. {house}",
        kelurahan_code=village.code,
        rt=f"{dice.randint(1, 12):03}",
        rw=f"{dice.randint(1, 9):03}",
        lingkungan=dice.choice(ROMAN),
        kode_pos=f"20{dice.randint(111, 258)}",
    )


def _registered(kk: KartuKeluarga) -> Family:
    rows = registers.members(kk)
    parents = {row.person.jenis_kelamin: row.person for row in rows if row.shdk in registers.COUPLE}
    children = [row.person for row in rows if row.shdk == Shdk.ANAK and row.person.nik]
    return Family(kk, parents.get("laki-laki"), parents["perempuan"], children)


def _draw(dice: Random, numbers: Numbers, district: str, kk: KartuKeluarga) -> Family:
    """Parents of one people, a mother alone now and then, and up to three children."""

    def someone(name: str, first: date, last: date, woman: bool) -> Person:
        born = a_day(dice, first, last)
        return people.record_person(
            name=name,
            by=None,
            is_sample=True,
            nik=numbers.nik(dice, district, born, woman),
            tempat_lahir=dice.choice(("Medan", "Medan", "Medan", "Binjai", "Lubuk Pakam")),
            tanggal_lahir=born,
            jenis_kelamin="perempuan" if woman else "laki-laki",
        )

    group = dice.choice(names.GROUPS)
    is_alone = dice.random() < 0.1
    father = None if is_alone else someone(names.parent(dice, group, False), *BORN_FATHERS, False)
    mother = someone(names.parent(dice, group, True), *BORN_MOTHERS, True)
    family = Family(kk, father, mother, [])
    for _ in range(dice.choices([0, 1, 2, 3], [4, 16, 16, 6])[0]):
        girl = dice.random() < 0.5
        name = names.child(dice, (father or mother).name, girl)
        family.children.append(someone(name, *BORN_CHILDREN, girl))
    return family


def _move_in(family: Family, state: StatusKawin, since: date) -> None:
    join(family.kk, family.father or family.mother, Shdk.KEPALA_KELUARGA, state, since)
    if family.father:
        join(family.kk, family.mother, Shdk.ISTRI, state, since)
    for child in family.children:
        join(family.kk, child, Shdk.ANAK, StatusKawin.BELUM_KAWIN, max(since, child.tanggal_lahir or since))


def join(kk: KartuKeluarga, person: Person, shdk: Shdk, state: StatusKawin, since: date) -> None:
    people.join_household(kk, person, shdk=shdk, status_kawin=state, from_on=since, by=None)
