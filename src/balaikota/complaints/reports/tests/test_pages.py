"""Reporting in the browser, without JavaScript: two short pages, nothing typed or uploaded is lost."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balaikota.complaints.reports import actions, queries
from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER, settings.RENDITIONS_FOLDER = tmp_path / "files", tmp_path / "renditions"


def hidden(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}"[^>]*value="([^"]*)"', html)


def test_two_pages_and_the_report_is_sent_with_its_photos(client: Client, city: None) -> None:
    first = client.get("/lapor/").content.decode()
    (key,) = hidden(first, "key")
    said = {"key": key, "text": "Lubang besar di jalan", "address": "Jl. Karya"}
    two = [a_photo(a_street(1, (800, 600))), a_photo(a_street(2, (800, 600)))]
    second = client.post("/lapor/", said | {"photos": two})
    html = second.content.decode()
    assert second.status_code == 200
    assert not Report.objects.exists()
    kept = hidden(html, "kept")
    assert len(set(kept)) == 2
    assert '<option value="jalan-rusak" selected>' in html
    assert hidden(html, "text")[0] == said["text"]
    sent = client.post("/lapor/kirim/", said | {"kept": list(set(kept)), "topic": "jalan-rusak"}, follow=True)
    report = Report.objects.get()
    assert len(photos.of(report)) == 2
    code = queries.code_of(report)
    assert f"{code[:4]}-{code[4:]}" in sent.content.decode()
    again = client.post("/lapor/kirim/", said | {"topic": "jalan-rusak"})
    assert again["Location"] == report.get_absolute_url()
    assert Report.objects.count() == 1


def test_a_page_of_the_city_may_say_what_the_report_is_about(client: Client, city: None) -> None:
    page = client.get("/lapor/?tentang=Produk%20k7m2qd%0A%3Cb%3E").content.decode()
    assert "Produk k7m2qd &lt;b&gt;: </textarea>" in page
    assert (
        "Produk"
        not in client.get("/lapor/").content.decode().split("<textarea", 1)[1].split("</textarea>")[0]
    )


def test_what_is_wrong_is_said_and_the_good_photo_stays(client: Client, city: None) -> None:
    wrong = SimpleUploadedFile("surat.txt", b"bukan foto", content_type="text/plain")
    posted = {"text": "", "address": "Jl. Karya", "photos": [a_photo(a_street(1, (800, 600))), wrong]}
    answer = client.post("/lapor/", posted)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert len(hidden(html, "kept")) == 1
    assert "Jl. Karya" in html
    assert "Jenis berkas ini" in html or "bukan foto" in html


def test_the_place_is_taken_from_the_photo_only_inside_the_city(client: Client, city: None) -> None:
    posted = {"text": "Lubang", "photos": [a_photo(a_street(3, (800, 600)), at=(51.5, 0.1))]}
    html = client.post("/lapor/", posted).content.decode()
    assert hidden(html, "lat") in ([""], ["", ""])


def test_near_reports_are_shown_before_sending_and_joined(client: Client, hole: Report) -> None:
    html = client.post(
        "/lapor/", {"text": "Lubang di pasar", "lat": "3.5801", "lon": "98.68"}
    ).content.decode()
    assert hole.number in html
    assert "Saya juga mengalami" in html
    client.post(f"/lapor/{hole.number}/ikut/")
    client.post(f"/lapor/{hole.number}/ikut/")
    assert Report.objects.get().voices == 2


def test_what_a_phone_kept_is_sent_without_a_second_page_and_once(client: Client, city: None) -> None:
    said = {"key": str(uuid.uuid4()), "text": "Sampah menumpuk di gang"}
    for _time in range(2):
        answer = client.post("/lapor/", said, headers={"X-Luring": "1"})
        assert answer.status_code == 303
    assert Report.objects.get().topic.slug == "sampah"


def test_a_private_report_looks_like_none_without_its_code(client: Client, road: Topic, budi: Person) -> None:
    report = actions.send(actions.Letter(road, "Rahasia sekali", is_private=True), by=None)
    unknown, secret = client.get("/lapor/ADU-1999-00001/"), client.get(report.get_absolute_url())
    assert (unknown.status_code, secret.status_code) == (404, 404)
    assert "Rahasia" not in secret.content.decode()
    wrong = client.post(f"/lapor/{report.number}/kode/", {"code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    opened = client.post(f"/lapor/{report.number}/kode/", {"code": queries.code_of(report)}, follow=True)
    assert "Rahasia sekali" in opened.content.decode()
    client.force_login(budi)
    other = Client()
    other.force_login(budi)
    assert other.get(report.get_absolute_url()).status_code == 404


def test_the_name_stays_with_the_reporter(client: Client, road: Topic, sari: Person) -> None:
    report = actions.send(actions.Letter(road, "Lubang", contact="sari@contoh.id"), by=sari)
    html = client.get(report.get_absolute_url()).content.decode()
    assert sari.name not in html
    assert "sari@contoh.id" not in html


def test_a_neighbour_neither_answers_nor_judges(client: Client, hole: Report, budi: Person) -> None:
    client.force_login(budi)
    for verb in ("jawab", "beres", "belum-beres", "tampilan"):
        answer = client.post(f"/lapor/{hole.number}/{verb}/", {"text": "Bukan laporan saya"})
        assert answer.status_code in (403, 409)


def test_the_page_of_a_report_asks_little_of_the_database(
    client: Client, hole: Report, django_assert_max_num_queries: Any
) -> None:
    client.get(hole.get_absolute_url())
    with django_assert_max_num_queries(14):
        assert client.get(hole.get_absolute_url()).status_code == 200


def test_the_law_is_shown_with_its_sources(client: Client, city: None) -> None:
    html = client.get("/lapor/aturan/").content.decode()
    assert "belum terverifikasi" in html
    assert "60" in html


def test_signs_that_nobody_sees_are_no_report(client: Client, city: None) -> None:
    assert client.post("/lapor/", {"text": "\u200b\u200b\u2060"}).status_code == 422
    client.post("/lapor/kirim/", {"text": "Lubang \u202elanmron", "topic": "jalan-rusak"})
    assert Report.objects.get().text == "Lubang lanmron"


def test_who_sends_too_much_is_told_when_and_loses_nothing(
    client: Client, city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from balaikota.complaints.reports import views

    monkeypatch.setattr(views, "MOST_AN_HOUR", 1)
    key = str(uuid.uuid4())
    said = {"text": "Lubang di jalan", "topic": "jalan-rusak"}
    for _time in range(3):  # the same again takes no place
        assert client.post("/lapor/kirim/", {**said, "key": key}).status_code == 303
    full = client.post("/lapor/kirim/", {**said, "text": "Lampu padam di gang", "key": str(uuid.uuid4())})
    assert full.status_code == 429
    assert 3500 < int(full["Retry-After"]) <= 3600
    assert "60 menit" in full.content.decode()
    assert "Lampu padam di gang" in full.content.decode()


def test_who_guesses_at_one_report_does_not_close_another(client: Client, hole: Report, road: Topic) -> None:
    other = actions.send(actions.Letter(road, "Lubang lain"), by=None)
    for _time in range(10):
        client.post(f"/lapor/{hole.number}/kode/", {"code": "AAAA-AAAA"})
    assert client.post(f"/lapor/{hole.number}/kode/", {"code": "AAAA-AAAA"}).status_code == 429
    opened = client.post(f"/lapor/{other.number}/kode/", {"code": queries.code_of(other)})
    assert opened.status_code == 303
