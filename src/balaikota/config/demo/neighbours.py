"""The people of the later stories: each application has its own, so that no family lives through two fates."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from balaikota.config.demo import names
from balaikota.config.demo.households import Numbers, a_day, join, open_household
from balaikota.config.demo.offices import CAST
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.foundation.regions import queries as regions

Answers = dict[str, Any]
GROWN = (date(1958, 2, 1), date(1977, 6, 1))
YOUNG = (date(1996, 2, 1), date(2003, 6, 1))
FOREIGN = (
    ("Kenji Watanabe", "Jepang"),
    ("Tan Wei Ming", "Malaysia"),
    ("Anjali Menon", "India"),
    ("Lukas Brandt", "Jerman"),
)


@dataclass
class Side:
    """Who applies, what stands in the place of the example's people, and what is said besides."""

    applicant: Person
    words: dict[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)

    def stands_for(self, who: str, person: Person) -> None:
        """This person in the place of one of the cast, wherever the example names them."""
        role, born = CAST[who], person.tanggal_lahir
        self.words |= {role.name: person.name, role.nik: person.nik or role.nik}
        self.words[role.born.isoformat()] = born.isoformat() if born else role.born.isoformat()

    def lives_on(self, kk: KartuKeluarga, *numbers: str) -> None:
        self.words |= dict.fromkeys(numbers, kk.nomor_kk)
        self.words |= {"Jalan Durian Nomor 12": kk.alamat, "12.71.01.1001": kk.kelurahan_id}


SARIS_KK, TONOS_KK = "1271012503249991", "1271112902249992"


class Town:
    """Brings people into the registers; the same story always meets the same people."""

    def __init__(self, who: str, place: int, officer: Person) -> None:
        self.who, self.place, self.officer = who, place, officer
        self.dice = Random(who)  # noqa: S311 - nothing here is secret
        self.numbers = Numbers(set(), is_known)
        villages = list(regions.villages_of_city()) or [regions.city()]
        self.village = self.dice.choice(villages)
        self.district = self.village.parent_id or self.village.code

    def applicant(self, name: str, *, woman: bool, years: tuple[date, date], **more: Any) -> Person:
        """Somebody with a login, whose KTP-el an officer has seen."""
        person = people.register(name, email=address(self.who), is_sample=True)
        people.describe(person, by=None, **self._born(woman, years, **more))
        person.refresh_from_db()
        people.confirm_identity(person, by=self.officer)
        return person

    def somebody(self, name: str, *, woman: bool, years: tuple[date, date]) -> Person:
        return people.record_person(name=name, by=None, is_sample=True, **self._born(woman, years))

    def _born(self, woman: bool, years: tuple[date, date], *, nik: bool = True, **more: str) -> Any:
        born = a_day(self.dice, *years)
        number = self.numbers.nik(self.dice, self.district, born, woman) if nik else None
        told = {"tempat_lahir": "Medan", "jenis_kelamin": "perempuan" if woman else "laki-laki"}
        return {"nik": number, "tanggal_lahir": born, **told, **more}

    def household(self) -> KartuKeluarga:
        recorded = a_day(self.dice, date(2012, 1, 2), date(2024, 12, 30))
        number = self.numbers.kk(self.dice, self.district, recorded)
        return open_household(self.dice, number, self.village, 60 + self.place)


def is_known(number: str) -> bool:
    return registers.by_nik(number) is not None or registers.household_by_number(number) is not None


def address(who: str) -> str:
    return f"{who}@{registers.SAMPLE_DOMAIN}"


def _group(town: Town) -> names.Group:
    return town.dice.choice(names.GROUPS)


def couple(town: Town) -> Side:
    """Husband and wife on one card; she applies."""
    group, kk = _group(town), town.household()
    wife = town.applicant(names.parent(town.dice, group, True), woman=True, years=GROWN)
    husband = town.somebody(names.parent(town.dice, group, False), woman=False, years=GROWN)
    since = timezone.localdate() - timedelta(days=2000)
    join(kk, husband, Shdk.KEPALA_KELUARGA, StatusKawin.KAWIN_TERCATAT, since)
    join(kk, wife, Shdk.ISTRI, StatusKawin.KAWIN_TERCATAT, since)
    side = Side(wife)
    side.stands_for("sari", wife)
    side.stands_for("dimas", husband)
    side.lives_on(kk, SARIS_KK)
    return side


def newly_wed(town: Town) -> Side:
    """She is alone on a card, he on none here: they want one together."""
    group, side = names.MANDAILING, alone(town, "sari", StatusKawin.KAWIN_TERCATAT, woman=True)
    side.stands_for("dimas", town.somebody(names.parent(town.dice, group, False), woman=False, years=GROWN))
    return side


def alone(
    town: Town, who: str = "sari", state: StatusKawin = StatusKawin.BELUM_KAWIN, *, woman: bool = False
) -> Side:
    """One person, who heads their own card."""
    person = town.applicant(names.parent(town.dice, _group(town), woman), woman=woman, years=GROWN)
    kk = town.household()
    join(kk, person, Shdk.KEPALA_KELUARGA, state, timezone.localdate() - timedelta(days=1500))
    side = Side(person)
    side.stands_for(who, person)
    side.lives_on(kk, SARIS_KK)
    return side


def not_yet_recorded(town: Town) -> Side:
    """A young woman who heads her own card and was never recorded for a KTP-el."""
    person = town.applicant(names.parent(town.dice, _group(town), True), woman=True, years=YOUNG)
    kk, since = town.household(), timezone.localdate() - timedelta(days=400)
    join(kk, person, Shdk.KEPALA_KELUARGA, StatusKawin.BELUM_KAWIN, since)
    side = Side(person, answers={"sudah_rekam": False})
    side.stands_for("sari", person)
    side.lives_on(kk, SARIS_KK)
    return side


def grown_child(town: Town) -> Side:
    """A grown daughter on her father's card."""
    group, kk = _group(town), town.household()
    father = town.somebody(names.parent(town.dice, group, False), woman=False, years=GROWN)
    daughter = town.applicant(names.parent(town.dice, group, True), woman=True, years=YOUNG)
    since = timezone.localdate() - timedelta(days=2000)
    join(kk, father, Shdk.KEPALA_KELUARGA, StatusKawin.CERAI_MATI, since)
    join(kk, daughter, Shdk.ANAK, StatusKawin.BELUM_KAWIN, since)
    side = Side(daughter, answers={"status_kawin": "belum_kawin"})
    side.stands_for("sari", daughter)
    side.lives_on(kk, SARIS_KK)
    return side


def bride_and_groom(town: Town) -> Side:
    """Two who married in church; he applies. Names as they are heard in such families."""
    group, kk = town.dice.choice((names.BATAK, names.TIONGHOA)), town.household()
    groom = town.applicant(names.parent(town.dice, group, False), woman=False, years=YOUNG)
    bride = town.somebody(names.parent(town.dice, group, True), woman=True, years=YOUNG)
    since = timezone.localdate() - timedelta(days=900)
    join(kk, groom, Shdk.KEPALA_KELUARGA, StatusKawin.BELUM_KAWIN, since)
    side = Side(groom)
    side.stands_for("tono", groom)
    side.lives_on(kk, TONOS_KK)
    born = bride.tanggal_lahir.isoformat() if bride.tanggal_lahir else ""
    side.words |= {"Maria Situmorang": bride.name, "1271195405019997": bride.nik or "", "2001-05-14": born}
    side.words |= {"Balige": "Medan"}
    his, hers = (person.name.rsplit(maxsplit=1)[-1] for person in (groom, bride))
    side.answers = {"suami_ayah_nama": f"Parlin {his}", "istri_ayah_nama": f"Jonggi {hers}"}
    return side


def newcomer(town: Town) -> Side:
    """Somebody of another city's register, with its letter in hand."""
    person = town.applicant(names.parent(town.dice, _group(town), False), woman=False, years=GROWN)
    side = Side(person, answers={"skpwni_nomor": f"SKPWNI/1207/17112026/9{town.place:03}"})
    side.stands_for("tono", person)
    side.words["12.71.01.1001"] = town.village.code
    return side


def renamed(town: Town) -> Side:
    """As `couple`; a court has granted her another name."""
    side = couple(town)
    first, *rest = side.applicant.name.split()
    side.answers = {
        "nama_baru": " ".join([first, town.dice.choice(names.MIDDLE), *rest]),
        "akta_lahir_nomor": f"AL/9{town.place:03}/CONTOH/1970",
        "penetapan_nomor": f"{200 + town.place}/Pdt.P/2026/PN Mdn",
    }
    return side


def foreigner(town: Town, *, is_settled: bool = False) -> Side:
    """A guest of the city with an ITAS, or one with an ITAP, who has a NIK and a card of their own."""
    name, country = FOREIGN[town.place % len(FOREIGN)]
    more = {"kewarganegaraan": "WNA", "nik": is_settled}
    person = town.applicant(name, woman=False, years=GROWN, **more)
    side = Side(person, {"Kenji Watanabe": name, "Jepang": country, "12.71.01.1001": town.village.code})
    side.answers = {"no_paspor": f"P{town.place:07}X", "itas_itap_nomor": f"CONTOH-2C11-{town.place:04}"}
    if is_settled and person.tanggal_lahir:
        kk = town.household()
        since = timezone.localdate() - timedelta(days=700)
        join(kk, person, Shdk.KEPALA_KELUARGA, StatusKawin.BELUM_KAWIN, since)
        side.lives_on(kk, "1271012503249996")
        side.words |= {"1271010506809997": person.nik or "", "1980-06-05": person.tanggal_lahir.isoformat()}
    return side


settled_foreigner = partial(foreigner, is_settled=True)
