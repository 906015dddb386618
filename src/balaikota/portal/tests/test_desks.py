"""Permohonan saya."""

import pytest
from django.test import Client
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.foundation.people.models import Person
from balaikota.portal import queries

pytestmark = pytest.mark.django_db


def test_permohonan_saya_wants_a_login(client: Client) -> None:
    response = client.get("/permohonan/")
    assert response.status_code == 302
    assert response["Location"] == "/masuk/?next=/permohonan/"


def test_who_has_no_application_is_told_where_to_begin(client: Client, akta: Service, sari: Person) -> None:
    client.force_login(sari)
    html = client.get("/permohonan/").content.decode()
    assert "Belum ada permohonan" in html
    assert 'href="/layanan/"' in html


def test_permohonan_saya_states_its_query_ceiling(
    client: Client, akta: Service, sari: Person, django_assert_max_num_queries
) -> None:
    """Session, person, second factor, tenures, unread, drafts, cases, the city and the transaction's own."""
    client.force_login(sari)
    with django_assert_max_num_queries(16):
        client.get("/permohonan/")


def test_an_officer_is_shown_the_way_to_the_desk(client: Client, akta: Service, wulan: Person) -> None:
    client.force_login(wulan)
    assert 'href="/meja/"' in client.get("/permohonan/").content.decode()


# --- with real cases ------------------------------------------------------------------------------


@pytest.fixture
def open_city(db: None) -> None:
    cast.saris_family()
    cast.the_desk()
    catalogue.load_services()


@pytest.fixture
def kasus(open_city: None, sari: Person) -> Case:
    return cast.a_case("akta-kelahiran", by=sari)


def test_a_draft_waits_to_be_resumed(client: Client, open_city: None, sari: Person) -> None:
    draft = cast.a_draft("akta-kelahiran", by=sari)
    client.force_login(sari)
    html = client.get("/permohonan/").content.decode()
    assert "Belum dikirim" in html
    assert f'href="{draft.get_absolute_url()}"' in html


def test_a_running_case_shows_its_step_and_its_due_time(client: Client, kasus: Case, sari: Person) -> None:
    client.force_login(sari)
    html = client.get("/permohonan/").content.decode()
    assert "Sedang diproses" in html
    assert kasus.number in html
    assert "Paling lambat" in html


def test_what_must_be_mended_stands_first(client: Client, kasus: Case, sari: Person, wulan: Person) -> None:
    cases.ask_correction(kasus, {"anak_nama": "Tertulis lain di surat lahir."}, by=wulan)
    client.force_login(sari)
    html = client.get("/permohonan/").content.decode()
    assert "Perlu tindakan Anda" in html
    assert "perlu diperbaiki" in html


def test_a_neighbour_sees_nothing_of_it(client: Client, kasus: Case, budi: Person) -> None:
    client.force_login(budi)
    assert kasus.number not in client.get("/permohonan/").content.decode()


def test_closed_applications_are_turned_page_by_page_and_open_ones_stand_on_the_first(
    client: Client, open_city: None, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CLOSED", 2)
    names = ("Satu", "Dua", "Tiga", "Empat")
    made = [cast.a_case("akta-kelahiran", by=sari, anak_nama=f"Melati {name}") for name in names]
    for case in made[:3]:
        cases.withdraw(case, by=sari)
    client.force_login(sari)
    first = client.get("/permohonan/").content.decode()
    assert [one.number in first for one in made] == [False, True, True, True]
    second = client.get(f"/permohonan/?sesudah={made[1].number}").content.decode()
    assert [f'"number">{one.number}' in second for one in made] == [True, False, False, False]
