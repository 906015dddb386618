"""Every argument of POST requests, in both formats: who may post, what is kept, and that nothing is made twice."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests import cast

from balaikota.complaints.georeport import actions
from balaikota.complaints.georeport.models import Posting, Reach, Rehearsal
from balaikota.complaints.georeport.tests.conftest import TEST, V2, Said, a_report, a_topic, read
from balaikota.complaints.reports.models import Report
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.models import Partner
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
Send = Callable[..., Said]


def made(said: Said) -> Report:
    assert said.status == 200, said.value
    return Report.objects.get(number=said.value[0]["service_request_id"])


# --- who may post ---------------------------------------------------------------------------------


def test_a_report_is_made_and_told_by_its_number(send: Send) -> None:
    said = send(description="Lubang di depan sekolah", account_id="warga-7")
    report = made(said)
    (row,) = said.value
    assert list(row) == ["service_request_id", "service_notice", "account_id"]  # no token beside a number
    assert row["account_id"] == "warga-7"
    assert report.get_absolute_url() in row["service_notice"]
    assert (report.text, report.topic.slug, report.source) == (
        "Lubang di depan sekolah",
        "jalan-rusak",
        "open311",
    )
    assert (report.lat, report.lon) == (3.59, 98.67)


@pytest.mark.parametrize("api_key", [None, "", "mitra_tidak-ada"])
def test_without_a_known_key_nothing_is_made(send: Send, api_key: str | None) -> None:
    said = send(api_key=api_key)
    assert said.status == 403
    assert said.errors.startswith("403 api_key ")
    assert not Report.objects.exists()


def test_the_key_may_stand_in_a_header(client: Client, key: str, kind: str) -> None:
    body = {"service_code": "jalan-rusak", "lat": "3.59", "long": "98.67"}
    made(read(client.post(f"{V2}/requests.{kind}", body, headers={"x-api-key": key}), kind))


def test_a_key_for_practice_opens_the_test_address_only(send: Send, partner: Partner) -> None:
    actions.open_access(partner, Reach.TEST, by=cast.hasan())
    assert send().status == 403
    assert send(TEST).status == 200
    actions.close_access(partner, by=cast.hasan())
    assert send(TEST).status == 403


def test_a_stopped_partner_and_a_revoked_key_are_refused(send: Send, partner: Partner) -> None:
    partners.suspend(partner, by=cast.hasan())
    assert send().status == 403
    partners.resume(partner, by=cast.hasan())
    partners.revoke_token(partner.tokens.get(), by=cast.hasan())
    assert send().status == 403


def test_too_many_posts_in_a_minute_are_refused_with_a_time(send: Send, partner: Partner) -> None:
    Partner.objects.filter(pk=partner.pk).update(per_minute=1)
    assert send().status == 200
    said = send()
    assert (said.status, said.headers["Retry-After"]) == (429, "60")
    assert said.errors.startswith("429 ")


@pytest.mark.parametrize("who", ["sari", "anwar", "mega"])
def test_only_the_operator_lets_a_partner_report(
    client: Client, partner: Partner, who: str, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(who)
    with pytest.raises(Refusal):
        actions.open_access(partner, Reach.PRODUCTION, by=person)
    client.force_login(person)
    assert client.post(f"/mitra/{partner.slug}/open311/", {"reach": "test"}).status_code == 404


def test_the_operator_lets_a_partner_report_on_its_page(client: Client, partner: Partner) -> None:
    client.force_login(cast.hasan())
    assert "Pengaduan lewat Open311" in client.get(f"/mitra/{partner.slug}/").content.decode()
    client.post(f"/mitra/{partner.slug}/open311/tutup/")
    assert "belum dapat mengirim" in client.get(f"/mitra/{partner.slug}/").content.decode()
    client.post(f"/mitra/{partner.slug}/open311/", {"reach": "test"})
    assert "hanya alamat uji" in client.get(f"/mitra/{partner.slug}/").content.decode()
    assert client.post(f"/mitra/{partner.slug}/open311/", {"reach": "semua"}).status_code == 422


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"service_code": None}, 400, "400 service_code"),
        ({"service_code": "tidak-ada"}, 404, "404 service_code"),
        ({"jurisdiction_id": "sfgov.org"}, 404, "404 jurisdiction_id"),
        ({"lat": None, "long": None}, 400, "400 Tempat wajib ada"),
        ({"long": None}, 400, "400 lat, long"),
        ({"lat": "91"}, 400, "400 lat:"),
        ({"long": "timur"}, 400, "400 long:"),
        ({"lat": "nan"}, 400, "400 lat:"),
        ({"email": "budi"}, 400, "400 email:"),
        ({"description": "a" * 4001}, 400, "400 description:"),
        ({"address_id": "99.99"}, 400, "400 address_id:"),
        ({"idempotency_key": "a b"}, 400, "400 idempotency_key:"),
        ({"attribute[dalam]": "sekali"}, 400, "400 attribute[dalam]: pilih dari: dangkal, sedang, dalam."),
        ({"attribute[lain]": "1"}, 400, "400 attribute[lain]:"),
        ({"attribute[dalam][]": ["dalam", "sedang"]}, 400, "400 attribute[dalam]: hanya satu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    send: Send, said: dict[str, Any], status: int, sentence: str
) -> None:
    answer = send(**said)
    assert answer.status == status
    assert answer.errors.startswith(sentence)
    assert not Report.objects.exists()


def test_everything_wrong_is_said_at_once(send: Send) -> None:
    said = send(lat="x", email="y", **{"attribute[dalam]": "z"})
    assert [line.split(":")[0] for line in said.errors.splitlines()] == [
        "400 lat",
        "400 email",
        "400 attribute[dalam]",
    ]


def test_another_content_type_is_refused_in_words(client: Client, key: str, kind: str) -> None:
    body = {"api_key": key, "service_code": "jalan-rusak"}
    sent = client.post(f"{V2}/requests.{kind}", body, "application/json", headers={"x-api-key": key})
    assert "application/x-www-form-urlencoded" in read(sent, kind).errors


# --- place ----------------------------------------------------------------------------------------


def test_an_address_is_place_enough(send: Send) -> None:
    report = made(send(lat=None, long=None, address_string="Jalan  Contoh 4,\nKelurahan Contoh"))
    assert (report.lat, report.address) == (None, "Jalan Contoh 4, Kelurahan Contoh")


def test_an_address_id_is_the_code_of_a_kelurahan(send: Send) -> None:
    kelurahan = cast.a_kelurahan()
    report = made(send(lat=None, long=None, address_id=kelurahan.code))
    assert report.kelurahan == kelurahan
    assert report.address == kelurahan.name


def test_empty_arguments_are_none_at_all(send: Send) -> None:
    names = ("address_string", "address_id", "email", "device_id", "account_id", "first_name", "last_name", "phone",
             "description", "media_url", "idempotency_key", "jurisdiction_id", "attribute[dalam]")  # fmt: skip
    report = made(send(**dict.fromkeys(names, "")))
    assert (report.contact, report.address, report.attributes) == (None, "", {})
    assert report.text == report.topic.name


# --- who reports ----------------------------------------------------------------------------------


def test_who_reports_is_kept_sealed_and_never_shown(send: Send, client: Client, kind: str) -> None:
    report = made(
        send(
            first_name="Sari",
            last_name="Siregar",
            email="sari@contoh.id",
            phone="081234567890",
            device_id="tt222111",
        )
    )
    assert report.contact == "Sari Siregar · 081234567890 · sari@contoh.id"
    assert not report.is_anonymous
    shown = client.get(f"{V2}/requests/{report.number}.{kind}", {"extensions": "true"}).content.decode()
    assert not any(each in shown for each in ("Sari", "Siregar", "contoh.id", "0812", "tt222111"))
    assert "tt222111" not in str(list(Report.objects.values()))


def test_who_gives_no_name_is_anonymous(send: Send) -> None:
    assert made(send()).is_anonymous


# --- answers to a topic's questions ---------------------------------------------------------------


def test_answers_are_kept_with_the_report(send: Send) -> None:
    assert made(send(**{"attribute[dalam]": "sedang"})).attributes == {"dalam": "sedang"}


QUESTIONS = [
    {"code": "BARIS", "question": "?", "datatype": "string", "required": True},
    {"code": "ANGKA", "question": "?", "datatype": "number"},
    {"code": "WAKTU", "question": "?", "datatype": "datetime"},
    {"code": "URAI", "question": "?", "datatype": "text"},
    {"code": "SATU", "question": "?", "datatype": "singlevaluelist", "values": [["a", "A"], ["b", "B"]]},
    {"code": "BANYAK", "question": "?", "datatype": "multivaluelist", "values": [["a", "A"], ["b", "B"]]},
]
FULL = {
    "attribute[BARIS]": "satu",
    "attribute[ANGKA]": "2.5",
    "attribute[WAKTU]": "2026-01-31T08:00:00+07:00",
    "attribute[URAI]": "satu\ndua",
    "attribute[SATU]": "b",
    "attribute[BANYAK][]": ["a", "b"],
}


@pytest.fixture
def asked(partner: Partner) -> None:
    topic = a_topic("jembatan")
    topic.attributes = QUESTIONS
    topic.save()


@pytest.mark.usefixtures("asked")
def test_every_datatype_is_taken_in(send: Send) -> None:
    kept = made(send(service_code="jembatan", **FULL)).attributes
    assert kept == {
        "BARIS": "satu", "ANGKA": "2.5", "WAKTU": "2026-01-31T08:00:00+07:00", "URAI": "satu\ndua", "SATU": "b",
        "BANYAK": ["a", "b"],
    }  # fmt: skip


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("code", "value"),
    [("BARIS", ""), ("BARIS", "dua\nbaris"), ("BARIS", "a" * 256), ("ANGKA", "dua"), ("ANGKA", "inf"),
     ("WAKTU", "besok"), ("URAI", "a" * 4001), ("SATU", "c"), ("BANYAK", "c")],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused(send: Send, code: str, value: str) -> None:
    said = send(service_code="jembatan", **{**FULL, f"attribute[{code}]": value})
    assert re.match(rf"400 attribute\[{code}\]: .", said.errors)


@pytest.mark.usefixtures("asked")
def test_one_value_of_several_may_come_without_brackets(send: Send) -> None:
    said = {"attribute[BARIS]": "x", "attribute[BANYAK]": "a"}
    assert made(send(service_code="jembatan", **said)).attributes == {"BARIS": "x", "BANYAK": ["a"]}


# --- once -----------------------------------------------------------------------------------------


def test_the_same_key_leads_to_the_same_request(send: Send, client: Client, key: str, kind: str) -> None:
    first = made(send(description="Lubang", idempotency_key="laporan-0001"))
    assert made(send(description="Lubang", idempotency_key="laporan-0001")) == first
    body = {
        "api_key": key,
        "service_code": "jalan-rusak",
        "lat": "3.59",
        "long": "98.67",
        "description": "Lubang",
    }
    again = client.post(f"{V2}/requests.{kind}", body, headers={"idempotency-key": "laporan-0001"})
    assert made(read(again, kind)) == first
    assert Report.objects.count() == 1


def test_the_same_key_with_another_report_is_refused(send: Send) -> None:
    send(description="Lubang", idempotency_key="laporan-0001")
    said = send(description="Pohon tumbang", idempotency_key="laporan-0001")
    assert (said.status, Report.objects.count()) == (400, 1)
    assert "Pakai kunci baru" in said.errors


def test_without_a_key_every_post_is_a_report(send: Send) -> None:
    assert made(send()) != made(send())


def test_the_key_of_a_post_is_the_token_of_its_number(send: Send, client: Client, kind: str) -> None:
    report = made(send(idempotency_key="laporan-0001"))
    said = read(client.get(f"{V2}/tokens/laporan-0001.{kind}"), kind)
    assert said.value == [{"service_request_id": report.number, "token": "laporan-0001"}]
    unknown = read(client.get(f"{V2}/tokens/laporan-0002.{kind}"), kind)
    assert (unknown.status, unknown.errors[:9]) == (404, "404 token")


def test_a_token_two_partners_chose_tells_neither(send: Send, client: Client, kind: str) -> None:
    made(send(idempotency_key="laporan-0001"))
    other = partners.enrol("Lain", purpose="melapor", agreement="PKS", by=cast.hasan())
    Posting.objects.create(partner=other, key="laporan-0001", digest="", report=a_report())
    assert read(client.get(f"{V2}/tokens/laporan-0001.{kind}"), kind).status == 404


# --- practice -------------------------------------------------------------------------------------


def test_a_rehearsal_is_read_back_and_nobody_is_told(send: Send, client: Client, kind: str) -> None:
    (row,) = send(TEST, description="Coba 0812-3456-7890", idempotency_key="latihan-0001").value
    assert row["service_request_id"].startswith("UJI-")
    assert not Report.objects.exists()
    (listed,) = read(
        client.get(f"{TEST}/requests.{kind}", {"service_code": "jalan-rusak", "status": "open"}), kind
    ).value
    assert (listed["service_request_id"], listed["description"]) == (row["service_request_id"], "Coba ••••")
    (one,) = read(client.get(f"{TEST}/requests/{listed['service_request_id']}.{kind}"), kind).value
    assert one == listed
    (token,) = read(client.get(f"{TEST}/tokens/latihan-0001.{kind}"), kind).value
    assert token["service_request_id"] == listed["service_request_id"]
    assert read(client.get(f"{V2}/requests/{listed['service_request_id']}.{kind}"), kind).status == 404


def test_a_rehearsal_is_made_once_and_forgotten_after_a_month(send: Send) -> None:
    first, again = (send(TEST, description="x", idempotency_key="latihan-0001").value for _ in range(2))
    assert first == again
    assert send(TEST, description="y", idempotency_key="latihan-0001").status == 400
    row = Rehearsal.objects.get()
    assert actions.sweep(row.sent_at + actions.REHEARSED) == 0
    assert actions.sweep(row.sent_at + actions.REHEARSED * 1.01) == 1
    assert not Rehearsal.objects.exists()


def test_signs_that_nobody_sees_are_let_go(send: Send) -> None:
    report = made(send(description="Lubang \u202e\u200bbesar"))
    assert report.text == "Lubang besar"
    assert made(send(description="\u200b\u200b")).text == report.topic.name


def test_the_key_of_a_partner_is_worked_out_by_nobody(send: Send, partner: Partner) -> None:
    import uuid

    report = made(send(idempotency_key="laporan-12345"))
    known = uuid.UUID("7d0c1a54-6d7e-5a3a-9a61-3f8c5f1e0311")  # the namespace this once was made in
    assert report.key != uuid.uuid5(known, f"{partner.slug}:laporan-12345")
