"""Households: who lives under which Kartu Keluarga, and who are husband and wife on it."""

from datetime import date

import pytest

from balaikota.foundation.people import actions, queries
from balaikota.foundation.people.models import AnggotaKeluarga, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.foundation.regions.models import Level, Region
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
KK = "1271012503249991"
OTHER_KK = "1271112902249992"
SINCE = date(2024, 3, 25)


@pytest.fixture(autouse=True)
def kelurahan() -> Region:
    return Region.objects.get_or_create(
        code="12.71.01.1001", defaults={"level": Level.VILLAGE, "name": "Contoh"}
    )[0]


def a_household(number: str = KK) -> KartuKeluarga:
    return actions.make_household(
        nomor_kk=number, alamat="Jl. Contoh 1", rt="001", rw="002", kelurahan_code="12.71.01.1001", by=None
    )


def a_member(
    kk: KartuKeluarga, name: str, shdk: Shdk, status: StatusKawin = StatusKawin.BELUM_KAWIN, **born
) -> Person:
    person = actions.record_person(name=name, by=None, **born)
    actions.join_household(kk, person, shdk=shdk, status_kawin=status, from_on=SINCE, by=None)
    return person


def test_a_household_is_found_by_its_number_which_lies_sealed() -> None:
    kk = a_household()
    assert queries.household_by_number("1271 0125 0324 9991") == kk
    assert queries.household_by_number(OTHER_KK) is None
    assert kk.masked_nomor_kk == "127101••••••9991"


def test_a_number_is_used_for_one_household_only() -> None:
    a_household()
    with pytest.raises(Refusal, match="sudah tercatat") as refusal:
        a_household()
    assert KK not in refusal.value.sentence


def test_a_broken_number_opens_no_household() -> None:
    with pytest.raises(Refusal):
        a_household("12710125032499")


def test_members_stand_as_on_the_card_head_first_then_spouse_then_children_by_age() -> None:
    kk = a_household()
    young = a_member(kk, "Bunga", Shdk.ANAK, tanggal_lahir=date(2020, 1, 5))
    old = a_member(kk, "Melati", Shdk.ANAK, tanggal_lahir=date(2015, 1, 5))
    sari = a_member(kk, "Sari", Shdk.ISTRI, StatusKawin.KAWIN_TERCATAT)
    joko = a_member(kk, "Joko", Shdk.KEPALA_KELUARGA, StatusKawin.KAWIN_TERCATAT)
    assert [row.person for row in queries.members(kk)] == [joko, sari, old, young]
    assert queries.parents_in(kk) == [joko, sari]


def test_husband_and_wife_with_a_recorded_marriage_are_a_married_couple() -> None:
    kk = a_household()
    joko = a_member(kk, "Joko", Shdk.KEPALA_KELUARGA, StatusKawin.KAWIN_TERCATAT)
    sari = a_member(kk, "Sari", Shdk.ISTRI, StatusKawin.KAWIN_TERCATAT)
    melati = a_member(kk, "Melati", Shdk.ANAK)
    assert queries.is_married_couple(kk, joko, sari)
    assert not queries.is_married_couple(kk, joko, melati)
    assert not queries.is_married_couple(kk, joko, joko)


def test_an_unrecorded_marriage_is_shown_on_the_card_but_is_not_proof_of_marriage() -> None:
    kk = a_household()
    joko = a_member(kk, "Joko", Shdk.KEPALA_KELUARGA, StatusKawin.KAWIN_BELUM_TERCATAT)
    sari = a_member(kk, "Sari", Shdk.ISTRI, StatusKawin.KAWIN_BELUM_TERCATAT)
    assert not queries.is_married_couple(kk, joko, sari)
    assert queries.is_shown_as_couple(kk, joko, sari)


def test_a_household_has_one_head() -> None:
    kk = a_household()
    a_member(kk, "Joko", Shdk.KEPALA_KELUARGA)
    with pytest.raises(Refusal, match="kepala keluarga"):
        a_member(kk, "Sari", Shdk.KEPALA_KELUARGA)


def test_moving_to_another_household_ends_the_old_place_and_keeps_it() -> None:
    old, new = a_household(), a_household(OTHER_KK)
    sari = a_member(old, "Sari", Shdk.ANAK)
    actions.join_household(
        new, sari, shdk=Shdk.ISTRI, status_kawin=StatusKawin.KAWIN_TERCATAT, from_on=date(2025, 6, 1), by=None
    )
    assert queries.household_of(sari) == new
    assert queries.members(old) == []
    rows = AnggotaKeluarga.objects.filter(person=sari).order_by("from_on").values_list("until_on", flat=True)
    assert list(rows) == [date(2025, 5, 31), None]


def test_leaving_a_household_leaves_a_person_without_one() -> None:
    kk = a_household()
    sari = a_member(kk, "Sari", Shdk.ANAK)
    actions.leave_household(sari, on=date(2025, 6, 1), by=None)
    assert queries.household_of(sari) is None
    with pytest.raises(Refusal):
        actions.leave_household(sari, on=date(2025, 6, 1), by=None)


def test_a_resident_arranges_no_household() -> None:
    sari = actions.register("Sari", email="sari@example.org")
    with pytest.raises(Refusal):
        actions.make_household(nomor_kk=KK, alamat="Jl. Contoh 1", kelurahan_code="12.71.01.1001", by=sari)
    with pytest.raises(Refusal):
        actions.join_household(
            a_household(), sari, shdk=Shdk.ANAK, status_kawin=StatusKawin.BELUM_KAWIN, from_on=SINCE, by=sari
        )
