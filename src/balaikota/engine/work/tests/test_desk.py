"""The officer's desk as its officers see it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue.models import Service
from balaikota.engine.work import jobs, methods, queries
from balaikota.engine.work.models import NameIndex
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def akta(db: None) -> Service:
    return Service.objects.create(slug="akta-kelahiran", name="Akta Kelahiran", desk=cast.the_desk())


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
    monkeypatch.setattr(queries, "PAGE", 2)
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


def test_the_desk_shows_what_is_due_first_and_only_what_i_can_do(
    open_city: None, sari: Person, budi: Person, wulan: Person, anwar: Person
) -> None:
    made = [cast.a_case("akta-kelahiran", by=sari, anak_nama=f"Melati {n}") for n in ("Satu", "Dua", "Tiga")]
    Case.objects.filter(pk=made[2].pk).update(due_at=timezone.now() - timedelta(hours=1))
    Case.objects.exclude(pk=made[2].pk).update(due_at=made[0].due_at)  # as on a Sunday: one moment for all
    numbers = [row["number"] for row in queries.work_list(wulan).rows]
    assert numbers == [made[2].number, made[0].number, made[1].number]
    assert queries.work_list(anwar).rows == []
    assert len(queries.work_list(anwar, {"keadaan": "semua"}).rows) == 3
    assert queries.work_list(budi, {"keadaan": "semua"}).rows == []
    late = queries.work_list(wulan, {"keadaan": "terlambat"}).rows
    assert [row["number"] for row in late] == [made[2].number]


def test_the_desk_pages_by_key_without_losing_or_repeating(kasus: Case, wulan: Person) -> None:
    fields = {field.attname: getattr(kasus, field.attname) for field in Case._meta.concrete_fields}
    for serial in range(2, 61):
        copy = Case(**fields | {"id": None, "draft_id": None, "number": f"AKT-2026-1{serial:04d}"})
        copy.id = Case._meta.get_field("id").default()
        copy.save(force_insert=True)
    for filters in ({}, {"keadaan": "semua"}, {"nomor": "AKT-2026"}, {"layanan": "akta-kelahiran"}):
        seen, after = [], ""
        while True:
            got = queries.work_list(wulan, filters, after)
            seen += [row["number"] for row in got.rows]
            if not (after := got.after):
                break
        assert (len(seen), len(set(seen))) == (60, 60), filters


def test_a_case_is_found_by_the_beginning_of_its_number_or_its_running_number(
    client: Client, kasus: Case, wulan: Person
) -> None:
    client.force_login(wulan)
    for typed in (kasus.number, kasus.number[:8].lower(), str(int(kasus.number[-5:]))):
        response = client.post("/meja/cari/", {"cari": typed}, follow=True)
        assert kasus.number in response.content.decode(), typed
    assert kasus.number not in client.post("/meja/cari/", {"cari": "99"}, follow=True).content.decode()


def test_a_case_is_found_by_the_childs_or_the_applicants_name_and_the_list_names_nobody(
    client: Client, kasus: Case, wulan: Person
) -> None:
    cast.run_jobs()
    child = case_queries.by_id(str(kasus.pk)).subject_name
    client.force_login(wulan)
    for typed in (child, child.split()[0][:4].upper(), "sireg", "siregar sari"):
        response = client.post("/meja/cari/", {"cari": typed})
        html = response.content.decode()
        assert response.status_code == 200
        assert kasus.number in html, typed
        assert "Siregar" not in html.replace(f'value="{typed}"', "")
    assert kasus.number not in client.post("/meja/cari/", {"cari": "Hasibuan"}).content.decode()


def test_a_search_by_name_leaves_a_record_without_the_name(
    client: Client, kasus: Case, wulan: Person
) -> None:
    client.force_login(wulan)
    client.post("/meja/cari/", {"cari": "Siregar"})
    event = Event.objects.filter(name="work.searched").last()
    assert event is not None
    assert event.by == wulan
    assert "iregar" not in str(event.detail)


def test_the_name_index_holds_no_name(kasus: Case) -> None:
    cast.run_jobs()
    row = NameIndex.objects.get(case=kasus)
    assert all(isinstance(word, int) for word in row.words)
    assert set(methods.sought("siregar")) <= set(row.words)


def test_a_mended_name_is_found_and_the_old_one_no_longer(kasus: Case, sari: Person, wulan: Person) -> None:
    cases.ask_correction(kasus, {"anak_nama": "Tertulis lain di surat lahir."}, by=wulan)
    cases.repair(case_queries.by_id(str(kasus.pk)), {"anak_nama": "Kenanga Larasati"}, by=sari)
    cast.run_jobs()
    assert [row["number"] for row in queries.by_name(wulan, "kenanga").rows] == [kasus.number]
    assert queries.by_name(wulan, "melati").rows == []


def test_old_cases_become_findable_at_night(kasus: Case, wulan: Person) -> None:
    assert queries.by_name(wulan, "siregar").rows == []
    jobs.find_old_cases_by_name(0)
    assert len(queries.by_name(wulan, "siregar").rows) == 1
