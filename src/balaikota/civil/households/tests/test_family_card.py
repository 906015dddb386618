"""A family card changes by printing its next version; heads, minors and numbers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests import cast

from balaikota.civil.households import actions, queries, rules
from balaikota.civil.households.models import KKMenunggu, Sebab, Tempat, VersiKK
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents import queries as letters
from balaikota.foundation.documents.models import State
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import AnggotaKeluarga, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
NUMBER = "1271012511269993"


def a_child(family: KartuKeluarga, name: str = "Rangga Pranata", years: int = 9) -> Person:
    born = timezone.localdate() - timedelta(days=years * 366)
    child = people.record_person(name=name, tanggal_lahir=born, jenis_kelamin="laki-laki", by=None)
    place = {"shdk": Shdk.ANAK, "status_kawin": StatusKawin.BELUM_KAWIN}
    people.join_household(family, child, from_on=born, by=None, **place)
    return child


def changed(sari: Person, **answers: Any) -> Case:
    return cast.a_granted_case("kk-ubah-data", sari, **answers)


def on_card(kk: KartuKeluarga) -> dict[str, tuple[str, str]]:
    return {row.person.name: (str(row.shdk), str(row.status_kawin)) for row in people_queries.members(kk)}


# --- versions -------------------------------------------------------------------------------------


def test_a_changed_element_prints_the_next_version_and_the_paper_says_it(
    sari: Person, family: KartuKeluarga
) -> None:
    case = changed(sari)
    (versi,) = queries.history(family)
    assert (versi.version, versi.sebab, versi.case) == (1, Sebab.UBAH_DATA, case)
    said = next(row for row in versi.letter.content["anggota"] if row["nama"] == sari.name)
    assert said["pendidikan"] == "Diploma IV/Strata I"
    assert versi.letter.content["nomor_kk"] == family.nomor_kk
    assert versi.nomor_kk == family.nomor_kk


def test_the_paper_before_is_replaced_by_the_new_one(sari: Person, family: KartuKeluarga) -> None:
    first = cast.a_granted_case("kk-hilang-rusak", sari)
    (old,) = letters.letters_about(first)
    documents.issue(letters.whole(old.pk))
    second = changed(sari)
    old.refresh_from_db()
    (new,) = letters.letters_about(second)
    assert (old.state, old.replaced_by) == (State.REPLACED, new)
    assert [versi.version for versi in queries.history(family)] == [2, 1]


def test_a_paper_not_yet_signed_never_comes_out_when_the_card_changes_again(
    sari: Person, family: KartuKeluarga
) -> None:
    first = cast.a_granted_case("kk-hilang-rusak", sari)
    changed(sari)
    (old,) = letters.letters_about(first)
    assert old.state == State.REVOKED


def test_a_printed_version_cannot_be_changed_or_deleted(sari: Person) -> None:
    changed(sari)
    for spoil in (lambda rows: rows.update(version=9), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            spoil(VersiKK.objects.all())


def test_a_changed_birth_date_leaves_the_nik_alone(sari: Person) -> None:
    before = sari.nik
    changed(sari, elemen="tanggal_lahir", semula="1985-03-17", menjadi="1985-03-18")
    sari.refresh_from_db()
    assert (sari.nik, sari.tanggal_lahir) == (before, date(1985, 3, 18))
    assert people_queries.former(sari, "tanggal_lahir")[0].was == "1985-03-17"


def test_a_date_nobody_can_read_is_refused_before_anything_is_written(sari: Person) -> None:
    with pytest.raises(Refusal, match="tidak terbaca"):
        changed(sari, elemen="tanggal_lahir", semula="1985-03-17", menjadi="17 Maret")
    assert not VersiKK.objects.exists()


def test_a_changed_status_ends_one_row_and_begins_another(sari: Person, family: KartuKeluarga) -> None:
    changed(sari, elemen="status_kawin", semula="Kawin tercatat", menjadi="Cerai hidup")
    rows = AnggotaKeluarga.objects.filter(person=sari).order_by("pk")
    assert [(row.status_kawin, row.until_on is None) for row in rows] == [
        (StatusKawin.KAWIN_TERCATAT, False),
        (StatusKawin.CERAI_HIDUP, True),
    ]


def test_the_card_of_another_family_is_not_changed_by_typing_its_number(family: KartuKeluarga) -> None:
    budi = cast.budi()
    with pytest.raises(Refusal, match="tidak tercatat sebagai anggota"):
        cast.a_granted_case("kk-hilang-rusak", budi, pemohon_no_kk=family.nomor_kk)


def test_the_paper_opens_for_the_family_and_the_desk_and_for_nobody_else(sari: Person) -> None:
    case = changed(sari)
    may = queries.may_open_paper
    assert may(sari, str(case.pk))
    assert may(cast.anwar(), str(case.pk))
    assert not may(cast.dimas(), str(case.pk)), "nobody has checked yet that this account is Dimas"
    people.confirm_identity(cast.dimas(), by=cast.wulan())
    assert may(cast.dimas(), str(case.pk))
    assert not may(cast.budi(), str(case.pk))


# --- members --------------------------------------------------------------------------------------


def test_a_new_member_is_recorded_and_printed(sari: Person, family: KartuKeluarga) -> None:
    case = cast.a_case("kk-tambah-anggota", sari)
    cases.decide(case, "granted", by=cast.wulan())
    assert on_card(family)["Melati Putri"] == ("anak", "belum_kawin")
    assert queries.current(family).sebab == Sebab.TAMBAH_ANGGOTA


def test_a_member_who_died_leaves_and_the_spouse_is_widowed(sari: Person, family: KartuKeluarga) -> None:
    case = changed(sari)
    versi = actions.remove_member(
        family, case, sari, on=timezone.localdate(), sebab=Sebab.KEMATIAN, by=cast.wulan()
    )
    assert on_card(family) == {"Dimas Pranata": ("kepala_keluarga", "cerai_mati")}
    assert versi.version == 2


def test_the_head_is_not_simply_removed(sari: Person, family: KartuKeluarga) -> None:
    case = changed(sari)
    with pytest.raises(Refusal, match="penggantian kepala keluarga"):
        actions.remove_member(
            family, case, cast.dimas(), on=timezone.localdate(), sebab=Sebab.KEMATIAN, by=cast.wulan()
        )


def test_when_the_last_member_goes_the_card_ends(sari: Person, family: KartuKeluarga) -> None:
    case, today, wulan = changed(sari), timezone.localdate(), cast.wulan()
    versi = actions.remove_member(family, case, sari, on=today, sebab=Sebab.PINDAH, by=wulan)
    gone = actions.remove_member(family, case, cast.dimas(), on=today, sebab=Sebab.PINDAH, by=wulan)
    versi.letter.refresh_from_db()
    assert (gone, versi.letter.state) == (None, State.REVOKED)


# --- a new head -----------------------------------------------------------------------------------


def test_a_widow_heads_the_household_once_siak_has_given_the_number(
    sari: Person, family: KartuKeluarga
) -> None:
    case = cast.a_granted_case("kk-ganti-kepala", sari)
    (waiting,) = queries.waiting_of(case)
    assert on_card(family)["Dimas Pranata"][0] == "kepala_keluarga", "until then the old card is true"
    versi = actions.give_number(waiting, NUMBER, by=cast.wulan())
    assert on_card(versi.kartu_keluarga) == {sari.name: ("kepala_keluarga", "cerai_mati")}
    assert people_queries.members(family) == []
    assert versi.nomor_kk == NUMBER
    assert cast.story_of(waiting) == ["households.number_wanted", "households.number_given"]


def test_the_paper_of_the_old_number_gives_way_to_the_new_one(sari: Person, family: KartuKeluarga) -> None:
    first = cast.a_granted_case("kk-hilang-rusak", sari)
    (old,) = letters.letters_about(first)
    documents.issue(letters.whole(old.pk))
    (waiting,) = queries.waiting_of(cast.a_granted_case("kk-ganti-kepala", sari))
    versi = actions.give_number(waiting, NUMBER, by=cast.wulan())
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == (State.REPLACED, versi.letter)


def test_a_child_cannot_head_a_household(sari: Person, family: KartuKeluarga) -> None:
    child = a_child(family)
    with pytest.raises(Refusal, match="Anak-anak tidak ditinggal"):
        actions.change_head(family, changed(sari), child, on=timezone.localdate(), by=cast.wulan())


def test_children_left_alone_go_to_a_relatives_card(sari: Person, family: KartuKeluarga) -> None:
    budi, child = cast.budi(), a_child(family)
    theirs = people.make_household(
        nomor_kk="1271112902249992", alamat="Jl. Contoh 2", kelurahan_code=cast.a_kelurahan().code, by=None
    )
    place = {"shdk": Shdk.KEPALA_KELUARGA, "status_kawin": StatusKawin.BELUM_KAWIN}
    people.join_household(theirs, budi, from_on=date(2024, 1, 2), by=None, **place)
    case = changed(sari)
    people.leave_household(sari, on=timezone.localdate(), by=cast.wulan())
    versi = actions.take_in(family, theirs, case, on=timezone.localdate(), by=cast.wulan())
    assert set(on_card(theirs)) == {"Budi Hasibuan", child.name}
    assert people_queries.members(family) == []
    assert versi.kartu_keluarga == theirs


# --- a new card, a split --------------------------------------------------------------------------


def split(sari: Person, **answers: Any) -> KKMenunggu:
    (waiting,) = queries.waiting_of(cast.a_granted_case("kk-pisah", sari, **answers))
    return waiting


def test_a_split_prints_a_card_for_those_who_leave_and_one_for_those_who_stay(
    sari: Person, family: KartuKeluarga
) -> None:
    child = a_child(family)
    waiting = split(sari, ikut=[{"nama": child.name, "shdk": "anak"}])
    versi = actions.give_number(waiting, NUMBER, by=cast.wulan())
    assert set(on_card(versi.kartu_keluarga)) == {sari.name, child.name}
    assert set(on_card(family)) == {"Dimas Pranata"}
    assert queries.current(family).sebab == Sebab.KURANG_ANGGOTA
    assert versi.kartu_keluarga.alamat == family.alamat


def test_the_head_may_leave_only_when_a_grown_member_heads_those_who_stay(
    sari: Person, family: KartuKeluarga
) -> None:
    dimas, child = cast.dimas(), a_child(family)
    case, place = changed(sari), [Tempat(cast.dimas(), Shdk.KEPALA_KELUARGA, StatusKawin.CERAI_HIDUP)]
    for head in (None, child):
        with pytest.raises(Refusal, match="kepala keluarga yang dewasa"):
            actions.split(family, case, place, kepala_lama=head, by=cast.wulan())
    waiting = actions.split(family, case, place, kepala_lama=sari, by=cast.wulan())
    actions.give_number(waiting, NUMBER, by=cast.wulan())
    assert on_card(family)[sari.name][0] == "kepala_keluarga"
    assert dimas.name not in on_card(family)


@pytest.mark.parametrize(("born", "status", "allowed"), [
    ("2009-01-01", StatusKawin.BELUM_KAWIN, True),
    ("2009-01-02", StatusKawin.BELUM_KAWIN, False),
    ("2009-06-01", StatusKawin.CERAI_MATI, True),
])  # fmt: skip
def test_a_card_is_split_from_17_on_or_once_married(born: str, status: StatusKawin, allowed: bool) -> None:
    person = Person(name="Rangga", tanggal_lahir=date.fromisoformat(born))
    assert rules.may_split(person, status, date(2026, 1, 1)) is allowed


def test_a_new_family_waits_for_its_number_and_both_old_cards_follow(
    sari: Person, family: KartuKeluarga
) -> None:
    case = cast.a_granted_case("kk-baru", sari)
    (waiting,) = queries.waiting_of(case)
    versi = actions.give_number(waiting, NUMBER, by=cast.wulan())
    assert set(on_card(versi.kartu_keluarga)) == {"Dimas Pranata", sari.name}
    assert people_queries.members(family) == []


def test_a_number_is_given_once_and_only_by_the_desk(sari: Person) -> None:
    waiting = split(sari)
    with pytest.raises(Refusal, match="petugas meja"):
        actions.give_number(waiting, NUMBER, by=cast.budi())
    actions.give_number(waiting, NUMBER, by=cast.wulan())
    with pytest.raises(Refusal, match="sudah mendapat nomor"):
        actions.give_number(waiting, "1271012511269994", by=cast.wulan())


def test_someone_in_no_register_is_recorded_with_biodata_and_without_a_nik(sari: Person) -> None:
    case = cast.a_granted_case("biodata-wni", sari)
    (letter,) = letters.letters_about(case)
    assert letter.subject.name == "Rangga Saputra"
    assert letter.subject.nik is None
    assert queries.biodata(letter.subject).rincian["nama_ibu"] == "Rahma Saputri"


def test_without_a_registered_card_nothing_is_granted(services: None) -> None:
    case = cast.a_case("kk-hilang-rusak", cast.sari())
    cases.pass_step(case, by=cast.wulan())
    with pytest.raises(Refusal, match="belum tercatat di sini"):
        cases.decide(Case.objects.get(pk=case.pk), "granted", by=cast.anwar())
