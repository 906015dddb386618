"""Persons: their NIK, how sure the city is of them, and who may look."""

from datetime import date
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import actions, contract, queries
from balaikota.foundation.people.models import Assurance, Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
NIK = "1271011201909991"
OTHER_NIK = "1271215703859992"
PURPOSE = "mencocokkan data akta kelahiran"


@pytest.fixture
def sari() -> Person:
    return actions.register("Sari Wulandari", email="Sari@Example.org")


@pytest.fixture
def budi() -> Person:
    return actions.register("Budi Santoso", phone="0812 3456 7890")


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Person:
    anwar = actions.register("Anwar Siregar", email="anwar@example.org")
    monkeypatch.setattr(contract, "_staff_checks", [lambda person: person.pk == anwar.pk])
    monkeypatch.setattr(contract, "_keeper_checks", [lambda person: person.pk == anwar.pk])
    return anwar


def test_a_person_is_found_by_either_contact_however_it_is_written(sari: Person, budi: Person) -> None:
    assert queries.by_contact("sari@EXAMPLE.org ") == sari
    assert queries.by_contact("+62 812-3456-7890") == budi
    assert queries.by_contact("081234567890") == budi
    assert queries.by_contact("bukan nomor") is None
    typed = ["sari@EXAMPLE.org ", "081234567890", "bukan nomor", "", "0"]
    assert queries.each_by_nik_or_contact(typed) == [sari, budi, None, None, None]


def test_a_nik_is_found_by_its_digits_and_lies_sealed(sari: Person) -> None:
    actions.set_nik(sari, "1271 0112 0190 9991", by=sari)
    assert queries.by_nik("1271.0112.0190.9991") == sari
    with connection.cursor() as cursor:
        cursor.execute("select nik, people_person::text from people_person where id = %s", [sari.pk])
        sealed, whole_row = cursor.fetchone()
    assert NIK.encode() not in bytes(sealed)
    assert NIK not in whole_row
    assert Person.objects.get(pk=sari.pk).masked_nik == "127101••••••9991"


def test_a_sealed_nik_moved_to_another_row_cannot_be_read(sari: Person, budi: Person) -> None:
    actions.set_nik(sari, NIK, by=sari)
    with connection.cursor() as cursor:
        cursor.execute(
            "update people_person set nik = (select nik from people_person where id = %s) where id = %s",
            [sari.pk, budi.pk],
        )
    with pytest.raises(InvalidTag):
        _ = Person.objects.get(pk=budi.pk).nik


@pytest.mark.parametrize("number", ["0", "1111111111111111", "1234567890123456", "0000000000000000"])
def test_a_placeholder_number_identifies_nobody(sari: Person, number: str) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.set_nik(sari, number, by=sari)
    assert refusal.value.status == 422
    assert queries.by_nik(number) is None


def test_a_taken_nik_is_refused_without_saying_who_holds_it(sari: Person, budi: Person) -> None:
    actions.set_nik(sari, NIK, by=sari)
    with pytest.raises(Refusal) as refusal:
        actions.set_nik(budi, NIK, by=budi)
    assert NIK not in refusal.value.sentence
    assert "Sari" not in refusal.value.sentence
    assert Person.objects.get(pk=budi.pk).nik is None


def test_an_officer_frees_a_nik_that_a_stranger_typed_into_an_unchecked_account(sari, budi, officer) -> None:
    actions.set_nik(budi, NIK, by=budi)
    actions.set_nik(sari, NIK, by=officer)
    assert queries.by_nik(NIK) == sari
    assert Person.objects.get(pk=budi.pk).nik is None


def test_an_officer_does_not_take_a_nik_from_a_checked_person(sari, budi, officer) -> None:
    actions.set_nik(budi, NIK, by=budi)
    actions.confirm_identity(budi, by=officer)
    with pytest.raises(Refusal):
        actions.set_nik(sari, NIK, by=officer)
    assert queries.by_nik(NIK) == budi


def test_once_an_officer_has_checked_the_identity_one_cannot_change_the_own_nik(sari, officer) -> None:
    actions.set_nik(sari, NIK, by=sari)
    actions.confirm_identity(sari, by=officer)
    with pytest.raises(Refusal, match="hanya dapat diubah petugas"):
        actions.set_nik(sari, OTHER_NIK, by=sari)


def test_a_neighbour_sets_nobodys_nik(sari: Person, budi: Person, officer: Person) -> None:
    with pytest.raises(Refusal):
        actions.set_nik(sari, NIK, by=budi)


def test_assurance_rises_by_contact_then_by_an_officer_never_by_oneself(sari, budi, officer) -> None:
    assert sari.assurance == Assurance.UNCONFIRMED
    actions.confirm_contact(sari)
    assert sari.assurance == Assurance.CONTACT
    for someone in (sari, budi):
        with pytest.raises(Refusal):
            actions.confirm_identity(sari, by=someone)
    actions.confirm_identity(sari, by=officer)
    assert Person.objects.get(pk=sari.pk).assurance == Assurance.IDENTITY
    actions.confirm_contact(sari)
    assert Person.objects.get(pk=sari.pk).assurance == Assurance.IDENTITY, "a new contact takes nothing away"
    with pytest.raises(Refusal):
        actions.confirm_identity(officer, by=officer)


def test_an_officer_opens_a_nik_with_a_purpose_and_the_resident_can_read_it(sari, officer) -> None:
    actions.set_nik(sari, NIK, by=sari)
    assert actions.reveal_nik(sari, purpose=PURPOSE, by=officer) == NIK
    event = audit.looked_at(sari).get()
    assert (event.name, event.by, event.purpose, event.detail) == (
        "people.opened",
        officer,
        PURPOSE,
        {"what": "nik"},
    )


@pytest.mark.parametrize("purpose", ["", "perlu", "a b c", "cek cek"])
def test_a_nik_stays_closed_without_a_purpose_one_can_judge(sari, officer, purpose) -> None:
    actions.set_nik(sari, NIK, by=sari)
    with pytest.raises(Refusal, match="tujuan"):
        actions.reveal_nik(sari, purpose=purpose, by=officer)
    assert not audit.looked_at(sari).exists()


def test_a_resident_opens_nobodys_nik(sari: Person, budi: Person, officer: Person) -> None:
    actions.set_nik(sari, NIK, by=sari)
    with pytest.raises(Refusal):
        actions.reveal_nik(sari, purpose=PURPOSE, by=budi)


def test_no_event_holds_a_nik_a_name_or_a_contact(sari, budi, officer) -> None:
    actions.set_nik(sari, NIK, by=sari)
    actions.describe(sari, tempat_lahir="Medan", tanggal_lahir=date(1990, 1, 12), by=officer)
    actions.record_person(name="Melati Wulandari", nik=OTHER_NIK, by=officer)
    actions.reveal_nik(sari, purpose=PURPOSE, by=officer)
    told = str([{**row, "id": "", "at": ""} for row in Event.objects.values()])  # whose numbers are nobody's
    for secret in (NIK, OTHER_NIK, NIK[:6] + "•", "Melati", "Wulandari", "example.org", "3456"):
        assert secret not in told


def test_a_person_without_login_is_recorded_by_officers_only(budi: Person, officer: Person) -> None:
    melati = actions.record_person(name="Melati", jenis_kelamin="perempuan", by=officer)
    assert not melati.has_login
    assert not melati.has_usable_password()
    with pytest.raises(Refusal):
        actions.record_person(name="Melati", by=budi)


def test_a_recorded_person_gets_a_login_at_the_desk_once(sari: Person, officer: Person) -> None:
    melati = actions.record_person(name="Melati", by=officer)
    with pytest.raises(Refusal, match="tidak dapat dipakai"):
        actions.give_login(melati, email="SARI@example.org", by=officer)
    actions.give_login(melati, email="Melati@example.org", by=officer)
    assert queries.by_contact("melati@example.org") == melati
    with pytest.raises(Refusal, match="sudah mempunyai akun"):
        actions.give_login(melati, phone="081234567899", by=officer)


def test_the_database_refuses_an_index_without_a_nik_and_a_second_spelling_of_an_email(sari: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=sari.pk).update(nik_index="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person(id=uuid4(), name="Sari", email="SARI@example.org").save()


def test_a_changed_name_keeps_the_one_before(monkeypatch: pytest.MonkeyPatch, sari: Person) -> None:
    officer = actions.register("Wulan Lestari")
    monkeypatch.setattr(contract, "_keeper_checks", [lambda person: person == officer])
    changed = actions.change(sari, basis="NAM-2026-00001", by=officer, name="Sari Lestari")
    assert changed == ["name"]
    sari.refresh_from_db()
    assert (sari.name, [row.was for row in queries.former(sari)]) == ("Sari Lestari", ["Sari Wulandari"])
    assert "Lestari" not in str(audit.story(sari).last().detail)  # type: ignore[union-attr]
    with pytest.raises(Refusal):
        actions.change(sari, basis="NAM-2026-00001", by=sari, name="Ratu Sari")
