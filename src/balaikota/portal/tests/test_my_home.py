""" "Rumah saya": what waits for me first, then everything every room keeps for me."""

import uuid
from typing import Any

import pytest
from django.test import Client
from tests import cast

from balaikota.engine.rights import actions as rights
from balaikota.engine.rights import methods
from balaikota.foundation.people import contract
from balaikota.foundation.people.contract import Item, Part
from balaikota.foundation.people.models import Person
from balaikota.portal import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_city(sari: Person, ratna: Person) -> None:
    from balaikota.engine.catalogue.actions import load_services

    cast.the_desk()
    cast.saris_family()
    load_services()


def test_an_empty_home_says_what_to_do(client: Client, budi: Person) -> None:
    client.force_login(budi)
    page = client.get("/rumah-saya/").content.decode()
    assert "Tidak ada yang menunggu Anda." in page
    assert "Lihat layanan" in page
    assert "/hak-data/unduhan/" in page
    assert "/hak-data/penghapusan/" in page


def test_cases_letters_messages_and_rights_are_at_home(client: Client, a_city: None, sari: Person) -> None:
    case = cast.a_granted_case("akta-kelahiran", sari)
    cast.run_jobs()
    asked = rights.ask(methods.rights()["akses"], "Semua.", by=sari)
    client.force_login(sari)
    page = client.get("/rumah-saya/").content.decode()
    assert case.number in page
    assert "/surat/" in page
    assert "data-keep=" in page
    assert asked.number in page


def test_what_waits_for_me_comes_first(a_city: None, sari: Person) -> None:
    cast.a_case("akta-kelahiran", sari)
    draft = cast.a_draft("akta-kelahiran", sari, anak_ke=3, anak_nama="Kenanga")
    home = queries.my_home(sari)
    assert [item.url for item in home.waiting] == [draft.get_absolute_url()]


def test_limits_are_reminded_of_in_order(a_city: None, sari: Person) -> None:
    cast.a_case("akta-kelahiran", sari)
    rights.ask(methods.rights()["penghapusan"], "Draf.", by=sari)
    rights.ask(methods.rights()["akses"], "Semua.", by=sari)
    due = [item.due_at for item in queries.my_home(sari).reminders]
    assert len(due) >= 3
    assert due == sorted(due)


def test_a_room_that_comes_later_joins_by_registering(
    client: Client, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract, "_parts", dict(contract._parts))
    row = Item("Keripik Sari", "/usaha/1/", number="NIB 1", is_waiting=True)
    contract.own_part(Part("usaha", "Usaha saya", 15, lambda person: [row]))
    client.force_login(sari)
    page = client.get("/rumah-saya/").content.decode()
    assert page.count("Keripik Sari") == 2  # waiting, and in its own part


def test_nothing_of_a_neighbour_is_at_home(client: Client, a_city: None, sari: Person, budi: Person) -> None:
    case = cast.a_case("akta-kelahiran", sari)
    client.force_login(budi)
    assert case.number not in client.get("/rumah-saya/").content.decode()


def test_home_asks_the_database_little(
    client: Client, a_city: None, sari: Person, django_assert_max_num_queries: Any
) -> None:
    for place in range(3, 6):
        cast.a_case("akta-kelahiran", sari, anak_ke=place, anak_nama="Melati " + "I" * place)
    cast.run_jobs()
    client.force_login(sari)
    with django_assert_max_num_queries(
        13 + len(contract.parts())
    ):  # one for each room that shows something here
        client.get("/rumah-saya/")


def test_a_report_of_mine_is_at_home_and_in_the_copy(client: Client, sari: Person) -> None:
    from balaikota.complaints.reports import actions as reports
    from balaikota.complaints.topics import actions as topics
    from balaikota.complaints.topics import queries as known

    for code in ("pengaduan", "pengaduan-dinas-pu", "pengaduan-dlh"):
        cast.the_desk(code)
    topics.load_topics()
    topic = known.topics()[0]
    report = reports.send(
        reports.Letter(text="Lubang di depan sekolah", topic=topic), key=uuid.uuid4(), by=sari
    )
    client.force_login(sari)
    assert report.number in client.get("/rumah-saya/").content.decode()
    packed = {name: said for part in contract.parts() if part.pack for name, said in part.pack(sari)}
    assert report.number.encode() in bytes(packed["pengaduan/pengaduan.json"])
