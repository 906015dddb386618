"""The desk in the browser: who has which list, and a failed form changes nothing and loses nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from balaikota.complaints.handling import actions, queries
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports.models import Report, Status
from balaikota.complaints.topics.models import Kind, Topic
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(hole: Report, dewi: Person, yusuf: Person) -> Report:
    actions.verify(hole, hole.topic, Kind(hole.kind), by=dewi)
    actions.take_up(hole, by=yusuf)
    return Report.objects.get(pk=hole.pk)


def test_each_sees_their_own_lists(
    client: Client, hole: Report, dewi: Person, yusuf: Person, maria: Person, sari: Person
) -> None:
    client.force_login(dewi)
    assert hole.number in client.get("/meja/pengaduan/").content.decode()
    client.post(f"/meja/pengaduan/{hole.number}/verifikasi/", {"topic": "jalan-rusak", "kind": hole.kind})
    assert Report.objects.get().status == Status.TERVERIFIKASI
    client.force_login(yusuf)
    assert hole.number in client.get("/meja/pengaduan/?tampil=baru").content.decode()
    client.force_login(maria)
    assert hole.number not in client.get("/meja/pengaduan/?tampil=baru").content.decode()
    assert client.get(f"/meja/pengaduan/{hole.number}/").status_code == 404
    client.force_login(sari)
    assert client.get("/meja/pengaduan/").status_code == 404


def test_a_refused_proof_changes_nothing_and_keeps_text_and_photo(
    client: Client, at_work: Report, yusuf: Person, road: Topic
) -> None:
    client.force_login(yusuf)
    address = f"/meja/pengaduan/{at_work.number}/selesai/"
    old = a_photo(a_street(4, (800, 600)), taken="2020:01:01 08:00:00")
    said = {"reason": "diperbaiki", "text": "Sudah ditambal dua lapis."}
    refused = client.post(address, said | {"photos": [old]})
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "sebelum laporan" in html
    assert "Sudah ditambal dua lapis." in html
    assert Report.objects.get().status == Status.PROSES
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', html)
    good = a_photo(a_street(6, (800, 600)))
    done = client.post(address, said | {"kept": [kept], "drop": [kept], "photos": [good]})
    assert done.status_code == 303
    assert Report.objects.get().status == Status.SELESAI


def test_every_form_that_is_wrong_is_shown_again(client: Client, at_work: Report, yusuf: Person) -> None:
    client.force_login(yusuf)
    for verb in ("kabar", "tanya", "oper", "selesai"):
        assert client.post(f"/meja/pengaduan/{at_work.number}/{verb}/", {}).status_code == 422
    assert Report.objects.get().status == Status.PROSES


def test_the_unit_reads_the_name_and_the_reporter_reads_who_did(
    client: Client, road: Topic, sari: Person, dewi: Person, yusuf: Person
) -> None:
    shown = reports.send(reports.Letter(road, "Lubang"), by=sari)
    hidden = reports.send(reports.Letter(road, "Lubang lain", is_anonymous=True), by=sari)
    client.force_login(yusuf)
    assert sari.name in client.get(f"/meja/pengaduan/{shown.number}/").content.decode()
    assert sari.name not in client.get(f"/meja/pengaduan/{hidden.number}/").content.decode()
    looks = Event.objects.filter(name="reports.opened", subject=sari, by=yusuf)
    assert {event.purpose for event in looks} == {"menangani pengaduan warga"}


def test_the_rows_for_outside_name_nobody_and_are_no_formulas(
    client: Client, road: Topic, sari: Person, dewi: Person
) -> None:
    report = reports.send(reports.Letter(road, "=SUM(A1) jalan nasional"), by=sari)
    actions.forward(report, "Balai jalan nasional", reason="Jalan nasional.", by=dewi)
    client.force_login(dewi)
    sheet = client.get("/meja/pengaduan/sp4n.csv").content.decode()
    assert f"{report.number},Jalan rusak,'=SUM(A1)" in sheet
    assert sari.name not in sheet


def test_the_list_of_a_desk_asks_the_same_however_long(
    client: Client, road: Topic, dewi: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        reports.send(reports.Letter(road, f"Lubang {number}"), by=None)
    client.force_login(dewi)
    with django_assert_max_num_queries(24):
        html = client.get("/meja/pengaduan/").content.decode()
    assert html.count('class="paper"') == 25


def test_a_complaint_becomes_an_application_with_its_text(
    client: Client, road: Topic, sari: Person, dewi: Person
) -> None:
    from tests import cast

    from balaikota.engine.cases.tests.conftest import SERVICE
    from balaikota.engine.catalogue import actions as catalogue

    cast.the_desk()
    cast.ratna()
    service = catalogue.publish(SERVICE).service
    report = reports.send(reports.Letter(road, "Saya mau mengurus izin"), by=sari)
    client.force_login(dewi)
    said = {"service": service.slug, "text": "Ini permohonan, bukan pengaduan."}
    client.post(f"/meja/pengaduan/{report.number}/layanan/", said)
    client.force_login(sari)
    assert service.name in client.get(report.get_absolute_url()).content.decode()
    answer = client.post(f"/lapor/{report.number}/permohonan/", follow=True)
    assert report.number in answer.content.decode()
    assert "Saya mau mengurus izin" in answer.content.decode()
    assert client.post(f"/lapor/{report.number}/permohonan/").status_code == 403


def test_only_the_coordinator_takes_the_rows_for_outside(client: Client, road: Topic, yusuf: Person) -> None:
    client.force_login(yusuf)
    assert client.get("/meja/pengaduan/sp4n.csv").status_code == 404


def test_a_button_pressed_twice_leads_to_the_page_and_is_told_once(
    client: Client, hole: Report, dewi: Person, yusuf: Person
) -> None:
    desk = f"/meja/pengaduan/{hole.number}/"
    client.force_login(dewi)
    said = {"topic": "jalan-rusak", "kind": hole.kind}
    client.post(f"{desk}verifikasi/", said)
    assert "sudah diverifikasi" in client.post(f"{desk}verifikasi/", said, follow=True).content.decode()
    client.force_login(yusuf)
    client.post(f"{desk}kerjakan/")
    assert "sudah dikerjakan" in client.post(f"{desk}kerjakan/", follow=True).content.decode()
    for _time in range(2):
        client.post(f"{desk}kabar/", {"text": "Aspal sudah dipesan."})
    client.post(f"{desk}kabar/", {"text": "Aspal sudah datang."})
    assert Event.objects.filter(name="reports.progressed").count() == 2
    assert Event.objects.filter(name="reports.verified").count() == 1


def test_what_nobody_sees_is_no_reason(client: Client, at_work: Report, yusuf: Person) -> None:
    client.force_login(yusuf)
    unseen = "\u200b" * 8
    for verb, name in (("kabar", "text"), ("tanya", "text"), ("oper", "reason")):
        said = {name: unseen, "unit": "pengaduan-dlh"}
        assert client.post(f"/meja/pengaduan/{at_work.number}/{verb}/", said).status_code == 422
    client.post(f"/meja/pengaduan/{at_work.number}/kabar/", {"text": "Aspal \u202edipesan"})
    assert "\u202e" not in client.get(at_work.get_absolute_url()).content.decode()


def test_a_long_report_by_a_program_can_be_released(client: Client, road: Topic, dewi: Person) -> None:
    long = "Lubang di depan sekolah. " * 150
    report = reports.send(reports.Letter(road, f"{long} Hubungi 081234567890"), by=None)
    client.force_login(dewi)
    answer = client.post(f"/meja/pengaduan/{report.number}/teks/", {"public_text": long})
    assert answer.status_code == 303
    assert not Report.objects.get().is_withheld


def test_photos_too_many_are_not_dropped_in_silence(client: Client, at_work: Report, yusuf: Person) -> None:
    client.force_login(yusuf)
    seven = [a_photo(a_street(seed, (800, 600))) for seed in range(20, 27)]
    said = {"reason": "diperbaiki", "text": "Sudah ditambal.", "photos": seven}
    answer = client.post(f"/meja/pengaduan/{at_work.number}/selesai/", said)
    assert answer.status_code == 422
    assert "2 foto tidak disimpan" in answer.content.decode()
    assert answer.content.decode().count('name="kept"') == 5


def test_a_number_that_is_none_begins_the_list_at_the_top(client: Client, hole: Report, dewi: Person) -> None:
    client.force_login(dewi)
    for wrong in ("²", "٣", "9" * 30):
        assert client.get("/meja/pengaduan/", {"sesudah": wrong}).status_code == 200


def test_the_list_of_the_late_and_the_badge_agree(a_late_few: list[bool], dewi: Person) -> None:
    assert a_late_few == [True, False, True, False, False]
    assert queries.lists_of(dewi)["terlambat"].count() == 2
    rows, _after = queries.page_of(Report.objects.all())
    assert sum(row["is_late"] for row in rows) == 2
