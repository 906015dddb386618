"""An owner registers on a phone, an officer at the door, and the list they work with."""

import uuid
from typing import Any

import pytest
from django.test import Client
from tests import cast

from balaikota.enterprises.register import queries
from balaikota.enterprises.register.models import Enterprise, Owner
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.contract import parts
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region

STORY: dict[str, Any] = {
    "what": "keripik singkong",
    "stage": "running",
    "started_year": "2022",
    "workers_female": "2",
    "workers_male": "1",
    "capital": "1,5 jt",
    "sales_month": "8jt",
}


@pytest.fixture
def her(client: Client, city: None, sari: Person) -> Client:
    client.force_login(sari)
    return client


@pytest.fixture
def desk(client: Client, city: None, joko: Person) -> Client:
    client.force_login(joko)
    return client


def test_an_owner_registers_in_two_pages_by_everyday_words(her: Client, kelurahan: Region) -> None:
    second = her.post("/umkm/daftar/", STORY | {"kelurahan": kelurahan.code})
    page = second.content.decode()
    assert second.status_code == 200
    assert "10794" in page
    assert "Rp96.000.000" in page
    answer = her.post("/umkm/daftar/kirim/", STORY | {"kelurahan": kelurahan.code, "kbli": "10794"})
    assert answer.status_code == 303
    made = Enterprise.objects.get()
    assert made.name == "Keripik singkong Sari"
    assert made.kbli is not None
    assert [ware.name for ware in made.wares.all()] == ["keripik singkong"]
    said = queries.latest_condition(made)
    assert said is not None
    assert (said.capital, said.sales_year, said.size, said.size_test) == (
        1_500_000,
        96_000_000,
        "mikro",
        "sales",
    )
    assert made.name in her.get(answer["Location"]).content.decode()
    assert made.number in her.get("/umkm/saya/").content.decode()


def test_a_doubtful_amount_is_asked_about_and_nothing_typed_is_lost(her: Client) -> None:
    answer = her.post("/umkm/daftar/", STORY | {"capital": "15", "name": "Kedai Sari"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Maksudnya Rp15.000?" in page
    assert "Kedai Sari" in page
    again = her.post("/umkm/daftar/ubah/", STORY | {"name": "Kedai Sari"})
    assert "Kedai Sari" in again.content.decode()


@pytest.mark.parametrize("wrong", [
    {"what": ""}, {"nib": "123"}, {"started_year": "1700"}, {"kbli": "99999"}, {"phone": "12"}, {"workers_male": "-1"},
    {"stage": "bohong"},
])  # fmt: skip
def test_a_wrong_answer_is_refused_with_a_sentence(her: Client, wrong: dict[str, str]) -> None:
    answer = her.post("/umkm/daftar/kirim/", STORY | wrong)
    assert answer.status_code == 422
    assert not Enterprise.objects.exists()


def test_the_same_form_sent_twice_is_one_business(her: Client) -> None:
    key = {"key": str(uuid.uuid4())}
    first = her.post("/umkm/daftar/kirim/", STORY | key)
    second = her.post("/umkm/daftar/kirim/", STORY | key)
    assert first["Location"] == second["Location"]
    assert Enterprise.objects.count() == 1


def test_an_officer_records_at_the_door_and_the_owner_says_that_it_is_theirs(
    desk: Client, tono: Person, wulan: Person
) -> None:
    owner = {"owner_name": "Tono S", "owner_nik": str(tono.nik), "owner_phone": "0812-6000-7000"}
    answer = desk.post("/umkm/catat/", STORY | owner, headers={"X-Luring": "1"})
    assert answer.status_code == 303
    made = Enterprise.objects.get()
    assert made.checked_at is not None
    assert Owner.objects.get().phone == "+6281260007000"
    assert not queries.to_confirm(tono).exists()  # an account that merely claims a NIK
    people.confirm_identity(tono, by=cast.anwar())
    tono.refresh_from_db()
    client = Client()
    client.force_login(tono)
    assert made.name in client.get("/umkm/saya/").content.decode()
    client.post(f"/umkm/saya/{Owner.objects.get().pk}/benar/")
    assert queries.owns(tono, made)
    assert cast.story_of(made) == ["register.recorded", "register.confirmed"]


def test_a_placeholder_nik_is_refused_at_the_door(desk: Client) -> None:
    owner = {"owner_name": "Tono", "owner_nik": "1111111111111111"}
    assert desk.post("/umkm/catat/", STORY | owner).status_code == 422


def test_only_officers_record_other_peoples_businesses(her: Client) -> None:
    assert her.get("/umkm/catat/").status_code == 200  # a blank page that every phone may keep
    assert her.post("/umkm/catat/", STORY | {"owner_name": "Budi"}).status_code == 404


def test_the_list_is_sieved_and_costs_few_queries(
    desk: Client, keripik: Enterprise, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        page = desk.get(
            "/umkm/?q=keripik&size=mikro&stage=running&source=owner&lacks=periksa"
        ).content.decode()
    assert keripik.number in page
    assert keripik.number not in desk.get("/umkm/?q=jahit").content.decode()
    assert keripik.number in desk.get(f"/umkm/?q={keripik.number.lower()}").content.decode()
    assert keripik.number in desk.post("/umkm/cari/", {"who": "Tono"}).content.decode()
    assert keripik.number not in desk.post("/umkm/cari/", {"who": "1271215703859992"}).content.decode()


def test_a_neighbour_finds_nothing(her: Client, keripik: Enterprise) -> None:
    for path in ("/umkm/", keripik.get_absolute_url(), f"{keripik.get_absolute_url()}ubah/"):
        assert her.get(path).status_code == 404


def test_an_owner_mends_what_is_known_and_an_officer_checks_it(
    client: Client, keripik: Enterprise, tono: Person, joko: Person
) -> None:
    client.force_login(tono)
    said = {
        "name": "Keripik Pak Tono",
        "what": "keripik ubi, keripik pisang, keripik ubi",
        "stage": "paused",
        "kbli": "",
    }
    assert client.get(f"/umkm/{keripik.number}/ubah/").status_code == 200
    assert client.post(f"/umkm/{keripik.number}/ubah/", said | {"words": "jahit"}).status_code == 200
    assert client.post(f"/umkm/{keripik.number}/ubah/", said).status_code == 303
    keripik.refresh_from_db()
    assert (keripik.name, keripik.stage, keripik.kbli) == ("Keripik Pak Tono", "paused", None)
    assert keripik.wares.filter(is_made=True).count() == 2
    assert client.post(f"/umkm/{keripik.number}/periksa/").status_code == 403
    client.force_login(joko)
    assert client.post(f"/umkm/{keripik.number}/periksa/").status_code == 303


def test_a_new_condition_stands_beside_the_old_one(client: Client, keripik: Enterprise, tono: Person) -> None:
    client.force_login(tono)
    address = f"/umkm/{keripik.number}/keadaan/"
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"sales_year": "2,5 miliar"}).status_code == 303
    assert [row.size for row in keripik.conditions.order_by("pk")] == ["mikro", "kecil"]


def test_the_business_stands_in_her_house_and_she_takes_it_home(keripik: Enterprise, tono: Person) -> None:
    part = next(each for each in parts() if each.slug == "usaha")
    assert [item.title for item in part.items(tono)] == ["Keripik Tono"]
    assert part.pack is not None
    ((name, content),) = part.pack(tono)
    assert name == "usaha/usaha.json"
    assert isinstance(content, bytes)
    assert b"96000000" in content
