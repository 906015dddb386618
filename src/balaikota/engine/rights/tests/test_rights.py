"""Everybody may ask about their own data, and is answered in time, with reasons."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.rights import actions, methods, queries, rules
from balaikota.engine.rights.jobs import watch
from balaikota.engine.rights.models import Outcome, Request, TakeHome
from balaikota.foundation.audit.models import Event
from balaikota.foundation.notifications import queries as inbox
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
ARTICLES = {f"UU 27/2022 pasal {number}" for number in range(5, 14)}


@pytest.fixture
def asked(sari: Person) -> Request:
    return actions.ask(methods.rights()["penghapusan"], "Hapus draf lama saya.", by=sari)


def a_request(slug: str, by: Person) -> Request:
    return actions.ask(methods.rights()[slug], "Tolong diperiksa.", by=by)


# --- the law --------------------------------------------------------------------------------------


def test_every_right_of_the_law_can_be_used() -> None:
    assert {right.article for right in methods.rights().values()} == ARTICLES


def test_every_right_says_where_it_was_read_and_has_one_clock() -> None:
    for right in methods.rights().values():
        assert right.source.startswith("https://")
        assert bool(right.hours) != bool(right.days)


def test_every_right_can_be_refused_by_some_law() -> None:
    assert all(methods.grounds_for(slug) for slug in methods.rights())


@pytest.mark.parametrize("slug", ["perbaikan", "akses", "tarik-persetujuan", "pembatasan"])
def test_three_times_24_hours_are_hours_of_the_clock(sari: Person, slug: str) -> None:
    request = a_request(slug, sari)
    assert request.due_at - request.asked_at == timedelta(hours=72)
    assert request.is_law


def test_where_the_law_names_no_time_the_city_promises_working_days(sari: Person) -> None:
    request = a_request("informasi", sari)
    assert not request.is_law
    assert request.due_at - request.asked_at >= timedelta(days=5)


# --- asking and answering -------------------------------------------------------------------------


def test_whoever_asks_gets_a_receipt_and_the_office_is_told(
    sari: Person, hasan: Person, asked: Request
) -> None:
    cast.run_jobs()
    assert asked.number in inbox.inbox(sari)[0].subject
    assert asked.number in inbox.inbox(hasan)[0].subject
    assert asked.number.startswith("HAK-")


def test_the_same_right_is_not_asked_twice_at_once(sari: Person, asked: Request) -> None:
    with pytest.raises(Refusal) as refused:
        a_request("penghapusan", sari)
    assert refused.value.status == 409


def test_an_answer_says_why_and_reaches_the_person(sari: Person, hasan: Person, asked: Request) -> None:
    actions.answer(asked, Outcome.PARTLY, reason="Draf dihapus; akta tetap.", ground="register", by=hasan)
    cast.run_jobs()
    assert "dipenuhi sebagian" in inbox.inbox(sari)[0].subject
    assert "Draf dihapus" not in "".join(each.body for each in mail.outbox)
    assert cast.story_of(asked) == ["rights.asked", "rights.answered"]


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [(Outcome.REFUSED, ""), (Outcome.REFUSED, "data-orang-lain"), (Outcome.PARTLY, "karangan")],
)
def test_a_no_without_a_law_that_fits_is_refused(
    hasan: Person, asked: Request, outcome: Outcome, ground: str
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.answer(asked, outcome, reason="Tidak bisa.", ground=ground, by=hasan)
    assert refused.value.status == 422


def test_an_answer_without_words_is_refused(hasan: Person, asked: Request) -> None:
    with pytest.raises(Refusal):
        actions.answer(asked, Outcome.GRANTED, reason="  ", by=hasan)


def test_nobody_answers_themselves(hasan: Person) -> None:
    own = a_request("akses", hasan)
    with pytest.raises(Refusal):
        actions.answer(own, Outcome.GRANTED, reason="Baik.", by=hasan)


def test_nobody_else_answers(anwar: Person, asked: Request) -> None:
    with pytest.raises(Refusal) as refused:
        actions.answer(asked, Outcome.GRANTED, reason="Baik.", by=anwar)
    assert refused.value.status == 403


def test_what_was_answered_is_not_answered_again_or_withdrawn(
    sari: Person, hasan: Person, asked: Request
) -> None:
    actions.answer(asked, Outcome.GRANTED, reason="Sudah.", by=hasan)
    with pytest.raises(Refusal):
        actions.answer(asked, Outcome.GRANTED, reason="Sudah.", by=hasan)
    with pytest.raises(Refusal):
        actions.withdraw(asked, by=sari)


def test_the_office_is_reminded_once_when_a_day_is_left(hasan: Person, asked: Request) -> None:
    Request.objects.filter(pk=asked.pk).update(due_at=timezone.now() + timedelta(hours=20))
    watch(0)
    watch(0)
    cast.run_jobs()
    assert sum("belum dijawab" in each.subject for each in inbox.inbox(hasan)) == 1


def test_what_is_asked_lies_sealed(asked: Request) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select text from rights_request")
        assert b"draf" not in bytes(cursor.fetchone()[0])


# --- the pages ------------------------------------------------------------------------------------


def test_the_page_names_every_right_with_its_clock(client: Client, sari: Person) -> None:
    client.force_login(sari)
    page = client.get("/hak-data/").content.decode()
    assert all(right.name in page for right in methods.rights().values())
    assert "72 jam" in page
    assert "belum terverifikasi" in page
    assert "undang-undang tidak menyebut waktu" in page


def test_asking_on_the_page_shows_the_request_with_its_limit(client: Client, sari: Person) -> None:
    client.force_login(sari)
    assert client.post("/hak-data/perbaikan/ajukan/", {"text": ""}).status_code == 422
    answer = client.post("/hak-data/perbaikan/ajukan/", {"text": "Nama ibu salah."}, follow=True)
    page = answer.content.decode()
    assert "Nama ibu salah." in page
    assert "menunggu jawaban" in page
    assert "Permintaan diajukan." in page


def test_the_answer_shows_the_law_and_the_next_step(
    client: Client, sari: Person, hasan: Person, asked: Request
) -> None:
    actions.answer(asked, Outcome.REFUSED, reason="Akta tidak dapat dihapus.", ground="register", by=hasan)
    client.force_login(sari)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "UU 23/2006" in page
    assert "Tidak setuju?" in page
    assert "Ombudsman" in page


def test_a_faulty_answer_comes_back_with_what_was_typed(
    client: Client, hasan: Person, asked: Request
) -> None:
    client.force_login(hasan)
    url = f"{asked.get_absolute_url()}jawab/"
    answer = client.post(url, {"outcome": "refused", "ground": "", "reason": "Panjang sekali"})
    assert answer.status_code == 422
    assert "Panjang sekali" in answer.content.decode()
    assert (
        client.post(url, {"outcome": "refused", "ground": "arsip", "reason": "Masih disimpan"}).status_code
        == 303
    )


def test_opening_a_request_is_on_record_with_its_purpose(
    client: Client, hasan: Person, sari: Person, asked: Request
) -> None:
    client.force_login(hasan)
    client.get("/meja/hak-data/")
    assert not Event.objects.filter(name="rights.opened").exists()
    client.get(asked.get_absolute_url())
    assert Event.objects.get(name="rights.opened", subject=sari).purpose.endswith(asked.number)


def test_neighbours_and_other_officers_find_nothing(
    client: Client, budi: Person, anwar: Person, asked: Request
) -> None:
    for person in (budi, anwar):
        client.force_login(person)
        assert client.get(asked.get_absolute_url()).status_code == 404
        assert client.get("/meja/hak-data/").status_code == 404
        assert client.post(f"{asked.get_absolute_url()}jawab/", {}).status_code == 404


def test_the_desk_names_nobody_and_shows_the_nearest_limit_first(
    client: Client, hasan: Person, sari: Person, asked: Request
) -> None:
    soon = a_request("akses", sari)
    client.force_login(hasan)
    page = client.get("/meja/hak-data/").content.decode()
    assert page.index(soon.number) < page.index(asked.number)
    assert sari.name not in page


def test_the_lists_ask_the_database_little(
    client: Client, sari: Person, hasan: Person, django_assert_max_num_queries: Any
) -> None:
    for slug in list(methods.rights())[:6]:
        a_request(slug, sari)
    client.force_login(sari)
    with django_assert_max_num_queries(12):
        client.get("/hak-data/")
    client.force_login(hasan)
    with django_assert_max_num_queries(14):
        client.get("/meja/hak-data/")


# --- taking everything home -----------------------------------------------------------------------


def packed(person: Person) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(queries.packed(person)))


@pytest.fixture
def ready(sari: Person) -> TakeHome:
    row = actions.ask_take_home(by=sari)
    cast.run_jobs()
    return TakeHome.objects.get(pk=row.pk)


def test_everything_is_in_the_copy(sari: Person, ratna: Person) -> None:
    from balaikota.engine.catalogue.actions import load_services

    cast.the_desk()
    cast.saris_family()
    load_services()
    case = cast.a_granted_case("akta-kelahiran", sari)
    cast.run_jobs()
    with packed(sari) as pack:
        names = pack.namelist()
        said = json.loads(pack.read("data-saya.json"))
        page = pack.read("index.html").decode()
    assert said["name"] == sari.name
    assert said["nik"] == sari.nik
    assert f"permohonan/{case.number}.zip" in names
    assert any(name.startswith("surat/") and name.endswith(".pdf") for name in names)
    assert {"kotak-masuk.json", "siapa-membuka-data-saya.json"} <= set(names)
    assert all(name in page for name in names if "/" not in name and name != "index.html")


def test_nothing_of_a_neighbour_is_in_the_copy(sari: Person, budi: Person) -> None:
    a_request("akses", budi)
    with packed(sari) as pack:
        whole = b"".join(pack.read(name) for name in pack.namelist())
    assert budi.name.encode() not in whole


def test_the_copy_is_ready_after_a_job_and_its_owner_is_told(sari: Person, ready: TakeHome) -> None:
    assert ready.until_at is not None
    assert "siap diunduh" in inbox.inbox(sari)[0].subject


def test_its_owner_downloads_it_and_that_is_on_record(client: Client, sari: Person, ready: TakeHome) -> None:
    client.force_login(sari)
    answer = client.post(f"/hak-data/unduhan/{ready.pk}/")
    body = b"".join(answer.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    assert answer["Cache-Control"] == "private, no-store"
    assert cast.story_of(ready)[-1] == "rights.taken_home"


def test_nobody_else_downloads_it(client: Client, budi: Person, hasan: Person, ready: TakeHome) -> None:
    for person in (budi, hasan):
        client.force_login(person)
        assert client.post(f"/hak-data/unduhan/{ready.pk}/").status_code == 404
        assert client.get(f"/berkas/{ready.file_id}/").status_code == 404


def test_a_second_copy_on_the_same_day_is_refused(client: Client, sari: Person, ready: TakeHome) -> None:
    client.force_login(sari)
    assert client.post("/hak-data/unduhan/minta/").status_code == 429
    TakeHome.objects.filter(pk=ready.pk).update(asked_at=timezone.now() - timedelta(days=2))
    assert client.post("/hak-data/unduhan/minta/").status_code == 303
    assert TakeHome.objects.get(pk=ready.pk).ended_at is not None


def test_a_copy_that_is_over_is_erased(client: Client, sari: Person, ready: TakeHome) -> None:
    TakeHome.objects.filter(pk=ready.pk).update(until_at=timezone.now() - timedelta(hours=1))
    watch(0)
    row = TakeHome.objects.select_related("file").get(pk=ready.pk)
    assert row.ended_at is not None
    assert row.file is not None
    assert row.file.erased_at is not None
    client.force_login(sari)
    assert client.post(f"/hak-data/unduhan/{ready.pk}/").status_code == 404


def test_packing_twice_makes_one_copy(ready: TakeHome) -> None:
    actions.pack(ready)
    assert cast.story_of(ready).count("rights.take_home_ready") == 1


def test_who_may_answer_is_a_matter_of_duty(hasan: Person, ratna: Person) -> None:
    assert rules.answers(hasan)
    assert not rules.answers(ratna)
