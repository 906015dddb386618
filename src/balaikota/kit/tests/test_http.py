"""Views read or write, and what they disclose is on record before it leaves."""

import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import F
from django.db.utils import InternalError, ProgrammingError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from balaikota.kit import http, prepared


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    written: list[dict[str, object]] = []
    monkeypatch.setattr(http, "_recorder", [written.extend])
    return written


def test_a_reading_view_takes_no_post(rf: RequestFactory) -> None:
    view = http.reads(lambda request: HttpResponse(), anyone=True)
    assert view(rf.post("/")).status_code == 405


@pytest.mark.django_db
def test_a_writing_view_takes_only_post(rf: RequestFactory) -> None:
    view = http.writes(lambda request: HttpResponse(), anyone=True)
    assert view(rf.get("/")).status_code == 405


@pytest.mark.django_db
def test_reloading_the_address_of_a_sent_form_shows_a_page_that_helps(client: Client) -> None:
    answer = client.get("/lacak/hasil/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Kembali ke halaman sebelumnya" in answer.content.decode()


def test_who_is_signed_out_while_writing_comes_back_to_the_form(rf: RequestFactory) -> None:
    view = http.writes(lambda request: HttpResponse())
    for before, back in (
        ("http://testserver/akun/?a=1", "/akun/%3Fa%3D1"),
        ("http://evil.example/akun/", "/permohonan/"),
        ("http://testserver//evil.example/", "/permohonan/"),
        ("http://testserver/akun/nik/", "/permohonan/"),
    ):
        request = rf.post("/akun/nik/", headers={"Referer": before})
        request.user = AnonymousUser()
        assert view(request)["Location"] == f"/masuk/?next={back}"


def test_a_stranger_is_sent_to_the_door_and_back(rf: RequestFactory) -> None:
    request = rf.get("/permohonan/?halaman=2")
    request.user = AnonymousUser()
    response = http.reads(lambda request: HttpResponse("isi"))(request)
    assert response.status_code == 302
    assert response["Location"] == "/masuk/?next=/permohonan/%3Fhalaman%3D2"


@pytest.mark.django_db(transaction=True)
def test_postgresql_itself_keeps_a_reading_view_from_writing(rf: RequestFactory) -> None:
    def sneaky(request: object) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("create table catatan_gelap (id int)")
        return HttpResponse()

    with pytest.raises(InternalError, match="read-only"):
        http.reads(sneaky, anyone=True)(rf.get("/"))


@pytest.mark.django_db(transaction=True)
def test_after_a_reading_view_the_connection_writes_again_whatever_happened(rf: RequestFactory) -> None:
    def broken(request: object) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("select nothing from nowhere")
        return HttpResponse()

    def idle(request: object) -> HttpResponse:
        return HttpResponse()

    with pytest.raises(ProgrammingError):
        http.reads(broken, anyone=True)(rf.get("/"))
    http.reads(idle, anyone=True)(rf.get("/"))
    with connection.cursor() as cursor:
        cursor.execute("create table catatan_terang (id int)")
        cursor.execute("drop table catatan_terang")


@pytest.mark.django_db
def test_a_prepared_statement_answers_as_any_other() -> None:
    for number in (1, 70_000, 2**40):
        told = prepared.rows(
            "select %(n)s::bigint, %(words)s::text[]", {"n": number, "words": ["satu", "dua"]}
        )
        assert told == [(number, ["satu", "dua"])]


@pytest.mark.django_db(transaction=True)
def test_what_a_page_discloses_is_recorded_once_the_page_is_made(
    rf: RequestFactory, written: list[dict[str, object]]
) -> None:
    def opened(request: object) -> HttpResponse:
        http.disclosed(name="cases.opened")
        assert written == []
        return HttpResponse("rahasia")

    http.reads(opened, anyone=True)(rf.get("/"))
    assert written == [{"name": "cases.opened"}]


@pytest.mark.django_db(transaction=True)
def test_no_record_no_page(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(events: object) -> None:
        raise RuntimeError("disk penuh")

    def opened(request: object) -> HttpResponse:
        http.disclosed(name="cases.opened")
        return HttpResponse("rahasia")

    monkeypatch.setattr(http, "_recorder", [broken])
    with pytest.raises(RuntimeError):
        http.reads(opened, anyone=True)(rf.get("/"))


def test_a_part_is_served_only_under_a_name_the_view_offers(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"HX-Request": "true", "HX-Target": "../../etc"})
    with pytest.raises(Exception, match=r"tidak-ada\.html"):
        http.page(request, "kit/tidak-ada.html", {}, parts=["timeline"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/daftar-wilayah/regency/?x-atas=%00", "/cari/?q=%00", "/verifikasi/?kode=%00"]
)
def test_a_nul_in_an_address_is_answered_with_a_page_not_a_fault(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "tidak terbaca" in answer.content.decode()


@pytest.mark.django_db
def test_a_body_beyond_all_uploads_is_refused_before_it_is_read(client: Client, settings: Any) -> None:
    settings.BODY_LIMIT = 2000
    large = client.post("/lacak/hasil/", {"number": "A" * 2001, "secret": "x"})
    assert (large.status_code, "terlalu besar" in large.content.decode()) == (413, True)
    assert client.post("/lacak/hasil/", {"number": "A", "secret": "x"}).status_code == 422


@pytest.mark.django_db
def test_a_query_that_is_planned_once_answers_as_any_other() -> None:
    people: Any = get_user_model().objects
    one, other = (people.create_user(f"Siti {n}", email=f"siti{n}@contoh.id") for n in (1, 2))
    asked: Any = prepared.Planned(
        lambda pk: people.filter(pk=pk).annotate(twice=F("assurance") * 2 + 1), "pk"
    )
    assert [asked(pk=person.pk)[0].name for person in (one, other, one)] == ["Siti 1", "Siti 2", "Siti 1"]
    assert asked(pk=uuid.uuid4()) == []
    assert asked(pk=one.pk)[0].twice == 1
    assert people.get(pk=str(other.pk)) == other
    with pytest.raises(ObjectDoesNotExist):
        people.get(pk=uuid.uuid4())
