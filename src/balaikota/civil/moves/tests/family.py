"""What the tests of this room share: the family as the form names it, moves, and what the registers then say."""

from datetime import date
from typing import Any

from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people import actions, queries
from balaikota.foundation.people.models import KartuKeluarga, Person, Shdk, StatusKawin

DIMAS = {"nik": "3173010505809998", "nama": "Dimas Pranata", "shdk": "kepala_keluarga"}
SARI = {"nik": "1271215703859992", "nama": "Sari Wulandari Siregar", "shdk": "istri"}
RANGGA = {"nik": "1271010811169991", "nama": "Rangga Pranata", "shdk": "anak"}
CITRA = {"nik": "1271014604079991", "nama": "Citra Pranata", "shdk": "anak"}
ALL = [DIMAS, SARI, RANGGA, CITRA]
MOVED = date(2026, 12, 1)


def out(by: Person, movers: list[dict[str, str]], **answers: Any) -> Case:
    return cast.a_granted_case("pindah-keluar", by, anggota_pindah=movers, **answers)


def inside(by: Person, movers: list[dict[str, str]], **answers: Any) -> Case:
    return cast.a_granted_case("pindah-dalam-kota", by, anggota_pindah=movers, **answers)


def on_card(kk: KartuKeluarga) -> dict[str, str]:
    return {row.person.name.split()[0]: str(row.shdk) for row in queries.members(kk)}


def letters_of(case: Case) -> list[str]:
    return sorted(letter.kind for letter in documents.letters_about(case))


def a_card_of(person: Person, number: str = "1271112902249992") -> KartuKeluarga:
    kk = actions.make_household(
        nomor_kk=number, alamat="Jalan Mangga 5", rt="001", rw="001", kelurahan_code="12.71.01.1001", by=None,
        is_sample=True,
    )  # fmt: skip
    actions.join_household(
        kk, person, shdk=Shdk.KEPALA_KELUARGA, status_kawin=StatusKawin.BELUM_KAWIN,
        from_on=date(2024, 2, 29), by=None,
    )  # fmt: skip
    return kk
