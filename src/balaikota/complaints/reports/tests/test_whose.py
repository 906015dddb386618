"""Whose report it is: the one with the code gets back in, and nobody else does or writes in their name."""

import uuid

import pytest
from django.test import Client
from tests import cast

from balaikota.complaints.reports import actions, queries
from balaikota.complaints.reports.models import Report, Source
from balaikota.complaints.topics.models import Topic
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_code_opens_a_report_that_everybody_may_read(client: Client, hole: Report) -> None:
    page = client.get(hole.get_absolute_url()).content.decode()
    assert f'action="/lapor/{hole.number}/kode/"' in page
    wrong = client.post(f"/lapor/{hole.number}/kode/", {"code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    assert hole.text in wrong.content.decode()
    assert "tidak cocok" in wrong.content.decode()
    opened = client.post(f"/lapor/{hole.number}/kode/", {"code": queries.code_of(hole)}, follow=True)
    assert "Kode lacak Anda" in opened.content.decode()
    assert f'action="/lapor/{hole.number}/kode/"' not in opened.content.decode()


def test_number_and_code_open_a_report_from_the_list_and_from_the_page_for_applications(
    client: Client, hole: Report
) -> None:
    assert 'href="/lapor/lacak/"' in client.get("/pengaduan/").content.decode()
    led = client.post("/lacak/hasil/", {"number": hole.number.lower(), "secret": ""}, follow=True)
    html = led.content.decode()
    assert led.redirect_chain[0][0] == f"/lapor/lacak/?nomor={hole.number}"
    assert f'value="{hole.number}"' in html
    assert "nomor pengaduan" in html
    wrong = client.post("/lapor/lacak/", {"number": hole.number, "code": "AAAAAAAA"})
    assert wrong.status_code == 422
    said = {"number": hole.number.lower(), "code": queries.code_of(hole)}
    assert "Kode lacak Anda" in client.post("/lapor/lacak/", said, follow=True).content.decode()


def test_a_partners_key_opens_nothing_to_who_guesses_it(client: Client, road: Topic) -> None:
    key = uuid.uuid4()
    letter = actions.Letter(road, "Lubang besar", is_private=True)
    report = actions.send(letter, key=key, source=Source.OPEN311, by=None)
    said = {"key": str(key), "text": "Ini laporan saya", "topic": "jalan-rusak"}
    answer = client.post("/lapor/kirim/", said)
    assert answer.status_code == 303
    assert answer["Location"] != report.get_absolute_url()
    assert client.get(report.get_absolute_url()).status_code == 404
    assert Report.objects.count() == 2


def test_nobody_writes_onto_a_strangers_application(
    client: Client, road: Topic, sari: Person, budi: Person
) -> None:
    case = cast.a_case(cast.a_service(SERVICE), by=sari)
    for by in (None, budi):
        report = actions.send(actions.Letter(road, "Permohonan ini palsu", case_number=case.number), by=by)
        assert report.case_number == ""
    own = actions.send(actions.Letter(road, "Permohonan saya tidak jalan", case_number=case.number), by=sari)
    assert own.case_number == case.number
    assert [each.pk for each in queries.about_case(case)["reports"]] == [own.pk]


def test_an_application_number_that_is_no_address_makes_no_link(client: Client, road: Topic) -> None:
    report = actions.send(actions.Letter(road, "Lubang"), by=None)
    Report.objects.update(case_number="../../keluar?x=")
    client.post(f"/lapor/{report.number}/kode/", {"code": queries.code_of(report)})
    page = client.get(report.get_absolute_url())
    assert page.status_code == 200
    assert 'href="/permohonan/../' not in page.content.decode()


def test_what_was_sent_without_a_name_is_not_the_next_persons(
    client: Client, city: None, budi: Person
) -> None:
    said = {"key": str(uuid.uuid4()), "text": "Rahasia sekali", "topic": "jalan-rusak", "is_private": "on"}
    sent = client.post("/lapor/kirim/", said)
    assert "Rahasia sekali" in client.get(sent["Location"]).content.decode()
    client.force_login(budi)
    assert client.get(sent["Location"]).status_code == 404


def test_who_writes_without_a_network_chooses_on_the_first_page_who_reads_it(
    client: Client, city: None, sari: Person
) -> None:
    first = client.get("/lapor/").content.decode()
    assert 'name="is_private"' in first
    assert 'name="is_anonymous"' not in first
    assert 'name="is_anonymous"' in client.get("/lapor/?luring").content.decode()
    client.force_login(sari)
    said = {"text": "Lubang di depan rumah", "is_private": "on", "is_anonymous": "on"}
    client.post("/lapor/", {**said, "key": str(uuid.uuid4())}, headers={"X-Luring": "1"})
    report = Report.objects.get()
    assert (report.is_private, report.is_anonymous) == (True, True)


def test_what_the_first_page_hides_stays_hidden_on_the_second_and_back(
    client: Client, city: None, sari: Person
) -> None:
    client.force_login(sari)
    said = {"text": "Lubang di depan rumah", "is_private": "on", "is_anonymous": "on"}
    second = client.post("/lapor/", said).content.decode()
    assert second.count(" checked") == 2
    assert 'type="hidden" name="is_private" value="on"' in second
    assert client.post("/lapor/ubah/", said).content.decode().count(" checked") == 2


def test_a_hidden_key_that_is_none_is_replaced(client: Client, city: None) -> None:
    said = {"key": "bukan-kunci", "text": "Lubang di jalan", "topic": "jalan-rusak"}
    assert client.post("/lapor/kirim/", said).status_code == 303
