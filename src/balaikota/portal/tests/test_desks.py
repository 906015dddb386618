"""Permohonan saya, and the officer's desk."""

import re

import pytest
from django.test import Client
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.foundation.people.models import Person

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


def test_the_desk_does_not_exist_for_residents(client: Client, akta: Service, sari: Person) -> None:
    client.force_login(sari)
    assert client.get("/meja/").status_code == 404


@pytest.mark.parametrize("state", ["", "saya", "terlambat", "menunggu", "semua", "selesai", "omong-kosong"])
def test_an_officer_sees_every_filter_of_the_desk(
    client: Client, akta: Service, wulan: Person, state: str
) -> None:
    client.force_login(wulan)
    response = client.get("/meja/", {"keadaan": state, "nomor": "AKT", "layanan": "akta-kelahiran"})
    assert response.status_code == 200
    assert "Tidak ada berkas di sini" in response.content.decode()


@pytest.mark.parametrize("after", ["omong-kosong", "2026-01-01T00:00:00+07:00_x", "_", "' or 1=1"])
def test_a_strange_page_key_starts_at_the_top(
    client: Client, akta: Service, wulan: Person, after: str
) -> None:
    client.force_login(wulan)
    assert client.get("/meja/", {"sesudah": after}).status_code == 200


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


def test_the_desk_lists_what_is_due_without_naming_anyone(client: Client, kasus: Case, wulan: Person) -> None:
    """Names are shown when a case is opened, which is recorded; a list would disclose 25 people at once."""
    client.force_login(wulan)
    html = client.get("/meja/").content.decode()
    assert kasus.number in html
    assert "Siregar" not in html
    assert f'action="/permohonan/{kasus.number}/ambil/"' in html


def test_what_a_colleague_holds_is_not_offered(client: Client, kasus: Case, wulan: Person) -> None:
    cases.claim(kasus, by=wulan)
    client.force_login(wulan)
    html = client.get("/meja/?keadaan=saya").content.decode()
    assert kasus.number in html
    assert "/ambil/" not in html


def test_the_desk_is_turned_page_by_page(
    client: Client, open_city: None, sari: Person, wulan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_queries, "PAGE", 2)
    numbers = {
        cast.a_case("akta-kelahiran", by=sari, anak_nama=f"Melati {name}").number
        for name in ("Satu", "Dua", "Tiga")
    }
    client.force_login(wulan)
    seen: list[str] = []
    address = "/meja/?keadaan=semua&layanan=akta-kelahiran"
    for _page in range(2):
        html = client.get(address).content.decode()
        seen += re.findall(r'<span class="number">([^<]+)</span>', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = "/meja/" + following[1].replace("&amp;", "&") if following else ""
    assert address == ""
    assert set(seen) == numbers
    assert len(seen) == 3


def test_the_desk_states_its_query_ceiling(
    client: Client, kasus: Case, wulan: Person, django_assert_max_num_queries
) -> None:
    """The same for 1 or 25 rows: session, person, tenures, the list, five counts, services, unread, city."""
    client.force_login(wulan)
    with django_assert_max_num_queries(22):
        client.get("/meja/")
