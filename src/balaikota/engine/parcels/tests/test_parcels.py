"""A card lies at the counter until its owner, somebody for them, or a courier has it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.parcels import actions
from balaikota.engine.parcels.models import Parcel, Place, Relation
from balaikota.foundation.notifications import queries as messages
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
SENT = {"address": "Jalan Durian 12", "courier": "Pos Indonesia", "resi": "P2611280001"}


@pytest.fixture
def case(db: None, sari: Person) -> Case:
    return cast.a_granted_case(cast.a_service(SERVICE), by=sari)


@pytest.fixture
def parcel(case: Case, wulan: Person) -> Parcel:
    return actions.lay_ready(case, "surat", "Surat asli", by=wulan)


def now(parcel: Parcel) -> Parcel:
    return Parcel.objects.get(pk=parcel.pk)


def test_laying_it_ready_twice_is_once(case: Case, parcel: Parcel, wulan: Person) -> None:
    assert actions.lay_ready(case, "surat", "Surat asli", by=wulan) == parcel
    assert cast.story_of(case).count("parcels.ready") == 1


def test_its_owner_fetches_it_once(parcel: Parcel, sari: Person, wulan: Person) -> None:
    actions.hand_over(parcel, {}, by=wulan)
    there = now(parcel)
    assert (there.place, there.relation, there.received_by) == (Place.RECEIVED, Relation.OWNER, sari.name)
    with pytest.raises(Refusal, match="sudah diserahkan"):
        actions.hand_over(parcel, {}, by=wulan)


def test_somebody_else_is_named_and_the_owner_is_told(parcel: Parcel, sari: Person, wulan: Person) -> None:
    with pytest.raises(Refusal, match="nama orang"):
        actions.hand_over(parcel, {"relation": "proxy", "name": " "}, by=wulan)
    actions.hand_over(parcel, {"relation": "proxy", "name": "Budi Hasibuan"}, by=wulan)
    cast.run_jobs()
    assert any("Budi Hasibuan" in message.body for message in messages.inbox(sari))


def test_a_courier_brings_it_back_and_brings_it_again(parcel: Parcel, sari: Person, wulan: Person) -> None:
    actions.send(parcel, **SENT, by=wulan)
    cast.run_jobs()
    with pytest.raises(Refusal, match="sedang dikirim"):
        actions.hand_over(parcel, {}, by=wulan)
    actions.note_returned(parcel, why="Rumah kosong", by=wulan)
    assert (now(parcel).place, now(parcel).ready_at) == (Place.READY, parcel.ready_at)
    with pytest.raises(Refusal, match="tidak sedang dikirim"):
        actions.note_returned(parcel, why="lagi", by=wulan)
    actions.send(parcel, **{**SENT, "resi": "P2"}, by=wulan)
    actions.note_delivered(parcel, {"relation": "family", "name": "Dimas"}, by=wulan)
    cast.run_jobs()
    told = " ".join(message.body for message in messages.inbox(sari))
    assert "P2611280001" in told
    assert "Kurir tidak dapat menyerahkannya" in told
    assert "Dimas" in told
    assert cast.story_of(parcel.case)[-5:] == [
        f"parcels.{each}" for each in ("ready", "sent", "returned", "sent", "received")
    ]


def test_its_owner_asks_for_it_to_be_brought(
    parcel: Parcel, sari: Person, budi: Person, wulan: Person, client: Client
) -> None:
    here = f"/permohonan/{parcel.case.number}/kirim/"
    client.force_login(budi)
    assert client.get(here).status_code == 404
    assert client.post(f"{here}minta/", {"address": "Jalan Lain"}).status_code == 404
    client.force_login(sari)
    assert client.get(here).status_code == 200
    assert client.post(f"{here}minta/", {"address": ""}).status_code == 422
    assert client.post(f"{here}minta/", {"address": "Jalan Durian 12"}).status_code == 303
    assert "nomor resinya" in client.get(parcel.case.get_absolute_url()).content.decode()
    client.force_login(wulan)
    assert "minta dikirim" in client.get("/loket/serah/").content.decode()
    assert "Jalan Durian 12" in client.get(parcel.get_absolute_url()).content.decode()
    actions.send(parcel, **SENT, by=wulan)
    with pytest.raises(Refusal, match="sedang dikirim"):
        actions.ask_to_send(parcel, address="Jalan Lain", by=sari)


def test_only_the_counter_of_its_office_gives_it_out(parcel: Parcel, sari: Person) -> None:
    for person in (sari, cast.hasan(), cast.mega()):
        for act in (
            lambda by: actions.hand_over(parcel, {}, by=by),
            lambda by: actions.send(parcel, **SENT, by=by),
        ):
            with pytest.raises(Refusal, match="petugas loket"):
                act(person)


def test_address_and_receiver_are_sealed(parcel: Parcel, wulan: Person) -> None:
    from django.db import connection

    actions.send(parcel, **SENT, by=wulan)
    with connection.cursor() as cursor:
        cursor.execute("select address::text from parcels_parcel")
        assert "Durian" not in cursor.fetchone()[0]


# --- the pages ------------------------------------------------------------------------------------


def test_the_shelf_is_sorted_by_age_names_nobody_and_goes_on(
    parcel: Parcel, wulan: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    Parcel.objects.update(ready_at=timezone.now() - timedelta(days=40))
    client.force_login(wulan)
    with django_assert_max_num_queries(12):
        page = client.get("/loket/serah/").content.decode()
    assert parcel.case.number in page
    assert "Siregar" not in page
    assert "1\xa0bulan" in page or "1 bulan" in page
    assert client.get("/loket/serah/?sesudah=omong-kosong").status_code == 200


def test_the_counter_sends_and_receives_on_the_page(
    parcel: Parcel, sari: Person, wulan: Person, client: Client
) -> None:
    client.force_login(wulan)
    here = parcel.get_absolute_url()
    assert "Sari Wulandari" in client.get(here).content.decode()
    wrong = client.post(f"{here}kirim/", {**SENT, "resi": ""})
    assert wrong.status_code == 422
    assert "Jalan Durian 12" in wrong.content.decode()
    assert client.post(f"{here}kirim/", SENT).status_code == 303
    assert client.post(f"{here}sampai/", {"relation": "family"}).status_code == 422
    assert client.post(f"{here}kembali/", {"why": "Rumah kosong"}).status_code == 303
    client.force_login(sari)
    assert "siap diambil di" in client.get(parcel.case.get_absolute_url()).content.decode()
    client.force_login(wulan)
    assert client.post(f"{here}serahkan/", {"relation": "owner"}).status_code == 303
    client.force_login(sari)
    assert "sudah diterima" in client.get(parcel.case.get_absolute_url()).content.decode()


def test_for_others_nothing_lies_there(parcel: Parcel, sari: Person, client: Client) -> None:
    for person in (sari, cast.budi(), cast.hasan()):
        client.force_login(person)
        assert client.get("/loket/serah/").status_code == 404
        assert client.get(parcel.get_absolute_url()).status_code == 404
        assert client.post(f"{parcel.get_absolute_url()}kirim/", SENT).status_code == 404
