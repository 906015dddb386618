"""A report that is not the city's reaches the other office's server once, and what it says comes back."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System

from balaikota.complaints.forwarding import actions, gateway, jobs, methods
from balaikota.complaints.forwarding.contract import Endpoint, Parcel, Receipt
from balaikota.complaints.forwarding.models import Relay, Server, State
from balaikota.complaints.forwarding.tests.conftest import NONE, RECORDED, Forward, a_report, story, the_relay
from balaikota.complaints.handling import actions as handling
from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics.models import Kind
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.outbound import NotTaken, Unsure

pytestmark = pytest.mark.django_db


# --- the gateway ----------------------------------------------------------------------------------


def posted(system: System, *answers: Played, format: str = "json") -> Receipt:
    system.plays(*answers)
    seconds = 0.5 if answers[0].fault in ("silence", "drip") else 20
    server = Endpoint(f"{system.url}/v2", format, "jalan.example", "kunci", inside=True, seconds=seconds)
    return gateway.post(server, Parcel("ADU-1", "f" * 32, {"service_code": "001", "description": "Lubang"}))


@pytest.mark.parametrize(
    ("name", "format", "receipt"),
    [("taken_json", "json", Receipt("293944")), ("taken_json_number", "json", Receipt("293944")),
     ("taken_xml", "xml", Receipt("293944")), ("token", "json", Receipt(token="12345"))],
)  # fmt: skip
def test_the_answers_of_the_standard_are_understood(
    system: System, name: str, format: str, receipt: Receipt
) -> None:
    assert posted(system, RECORDED[name], format=format) == receipt
    (asked,) = system.asked
    assert asked.path == f"/v2/requests.{format}"
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert parse_qs(asked.body.decode()) == {
        "api_key": ["kunci"], "jurisdiction_id": ["jalan.example"], "service_code": ["001"], "description": ["Lubang"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "is_final"),
    [(RECORDED["wrong_key_json"], False), (RECORDED["no_such_service"], True), (Played(400, b"x"), True),
     (Played(429, b""), False)],
)  # fmt: skip
def test_a_refusal_took_nothing(system: System, answer: Played, is_final: bool) -> None:
    with pytest.raises(NotTaken) as refused:
        posted(system, answer)
    assert refused.value.is_final == is_final


@pytest.mark.parametrize(
    "answer",
    [Played(fault="silence"), Played(fault="cut"), Played(fault="drip"), Played(fault="long"), Played(500, b""),
     Played(200, b"<html>"), Played(200, b"[]"), Played(200, b'[{"code": 1, "description": "?"}]'), Played(302, b"")],
    ids=["silence", "cut", "drip", "long", "500", "html", "empty", "fault", "redirect"],
)  # fmt: skip
def test_whatever_else_comes_leaves_us_unsure(system: System, answer: Played) -> None:
    with pytest.raises(Unsure):
        posted(system, answer)


def test_a_server_that_is_away_took_nothing() -> None:
    with pytest.raises(NotTaken):
        gateway.post(Endpoint("http://127.0.0.1:9/v2", inside=True), Parcel("ADU-1", "f" * 32))


def test_the_citys_own_network_is_closed() -> None:
    for url in ("http://127.0.0.1/v2", "https://127.0.0.1/v2", "https://10.0.0.1/v2", "https://[::1]/v2"):
        with pytest.raises(NotTaken):
            gateway.post(Endpoint(url), Parcel("ADU-1", "f" * 32))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_entities_is_not_read(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE errors [<!ENTITY a "aaaa">]><errors/>'
    with pytest.raises(ValueError, match="declarations"):
        methods.rows(bomb.encode(encoding), "xml")


@pytest.mark.parametrize("sent", [b"[" * 100_000, b"<?xml version='1.0' encoding='kata'?><errors/>"])
def test_an_answer_made_to_overwhelm_is_no_answer(sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"deep|unknown"):
        methods.rows(sent, "json" if sent.startswith(b"[") else "xml")


# --- once -----------------------------------------------------------------------------------------


def test_a_forwarded_report_reaches_the_other_server(
    server: Server, system: System, forward: Forward
) -> None:
    system.plays(RECORDED["taken_json"])
    report = forward()
    relay = the_relay()
    assert (relay.state, relay.remote_id) == (State.SENT, "293944")
    (asked,) = system.asked
    said = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
    assert said["service_code"] == "001"
    assert said["email"] == "balai@kota.example"
    assert said["api_key"] == "kunci-mereka"
    assert (said["lat"], said["long"], said["address_string"]) == ("3.59", "98.67", "Jalan Lintas")
    assert report.number in said["description"]
    assert "forwarding.taken" in story(report)


def test_nothing_about_who_reported_leaves(server: Server, system: System, forward: Forward) -> None:
    system.plays(RECORDED["taken_json"])
    forward()
    body = system.asked[0].body.decode()
    assert not any(
        each in body for each in ("Sari", "Siregar", "81234567890", "siregar@", "phone", "first_name")
    )


def test_the_history_of_the_report_tells_it(
    server: Server, system: System, forward: Forward, client: Client
) -> None:
    system.plays(RECORDED["taken_json"])
    report = forward()
    text = client.get(report.get_absolute_url()).content.decode()
    assert "Diterima oleh Balai Jalan Nasional. Nomor di sana: 293944." in text


def test_another_topic_has_the_code_for_the_rest(server: Server, system: System, forward: Forward) -> None:
    system.plays(RECORDED["taken_json"])
    forward(a_report("pohon"))
    assert parse_qs(system.asked[0].body.decode())["service_code"] == ["999"]


@pytest.mark.parametrize("to", ["balai jalan  NASIONAL ", "Balai Jalan Nasional"])
def test_the_office_is_known_however_it_was_typed(
    server: Server, system: System, forward: Forward, to: str
) -> None:
    system.plays(RECORDED["taken_json"])
    forward(to=to)
    assert the_relay().state == State.SENT


def test_an_office_without_a_server_gets_nothing(server: Server, system: System, forward: Forward) -> None:
    forward(to="Gubernur")
    actions.arrange(server, {"name": server.name, "url": server.url, "is_open": False}, by=cast.hasan())
    forward(a_report())
    assert (system.asked, Relay.objects.count()) == ([], 0)


def test_a_private_report_never_leaves(server: Server, system: System, forward: Forward) -> None:
    forward(a_report(is_private=True))
    assert (system.asked, Relay.objects.count()) == ([], 0)


def test_a_withheld_text_leaves_only_after_review(server: Server, system: System, forward: Forward) -> None:
    system.plays(RECORDED["taken_json"])
    report = forward(a_report(text="Hubungi 0812-3456-7890"))
    assert system.asked == []
    handling.review(report, "Lubang di jalan nasional", by=cast.dewi())
    cast.run_jobs()
    assert b"0812" not in system.asked[0].body
    assert the_relay().state == State.SENT


def test_the_jobs_may_run_twice_and_it_is_sent_once(server: Server, system: System, forward: Forward) -> None:
    system.plays(RECORDED["taken_json"])
    forward()
    jobs._hand_over(the_relay())
    assert len(system.asked) == 1


# --- unsure ---------------------------------------------------------------------------------------


def found(report: Report) -> Played:
    return Played(
        200, f'[{{"service_request_id": 77, "status": "open", "description": "{report.number}"}}]'.encode()
    )


def test_when_unsure_it_asks_first_and_finds_it(server: Server, system: System, forward: Forward) -> None:
    report = a_report()
    system.plays(Played(500, b""), found(report))
    forward(report)
    assert [asked.method for asked in system.asked] == ["POST", "GET"]
    query = parse_qs(urlsplit(system.asked[1].path).query)
    assert query["service_code"] == ["001"]
    assert "start_date" in query
    assert (the_relay().state, the_relay().remote_id) == (State.SENT, "77")


@pytest.mark.parametrize("answer", [NONE, Played(503, b""), Played(404, b"")])
def test_what_cannot_be_found_is_held_and_the_coordinator_is_told(
    server: Server, system: System, forward: Forward, answer: Played
) -> None:
    system.plays(Played(500, b""), answer)
    forward()
    relay = the_relay()
    assert (relay.state, relay.why) == (State.HELD, "http_500")
    assert [asked.method for asked in system.asked].count("POST") == 1
    assert Message.objects.filter(to=cast.dewi(), url__contains="/penerusan/").count() == 1


def test_a_worker_that_died_in_between_sends_nothing_again(
    server: Server, system: System, forward: Forward
) -> None:
    system.plays(NONE)
    report = a_report()
    Report.objects.filter(pk=report.pk).update(status="bukan_wewenang", forwarded_to=server.name,
                                               closed_reason="bukan_wewenang", closed_at=timezone.now())  # fmt: skip
    relay = actions.plan(Report.objects.get(pk=report.pk))
    assert relay is not None
    assert actions.begin(relay) == (True, False)
    jobs._hand_over(relay)
    assert [asked.method for asked in system.asked] == ["GET"]
    assert (the_relay().state, the_relay().why) == (State.HELD, "interrupted")


def test_what_was_not_taken_is_tried_again_and_then_fails(
    server: Server, system: System, forward: Forward
) -> None:
    system.plays(RECORDED["wrong_key_json"])
    forward()
    assert (the_relay().state, the_relay().why) == (State.WAITING, "http_403")
    for _ in range(actions.PATIENCE - 2):
        with pytest.raises(NotTaken):
            jobs._hand_over(the_relay())
    jobs._hand_over(the_relay())
    assert the_relay().state == State.FAILED


def test_a_final_refusal_fails_at_once(server: Server, system: System, forward: Forward) -> None:
    system.plays(RECORDED["no_such_service"])
    forward()
    assert (the_relay().state, the_relay().why) == (State.FAILED, "http_404")


# --- the coordinator decides ----------------------------------------------------------------------


@pytest.fixture
def held(server: Server, system: System, forward: Forward) -> Relay:
    system.plays(Played(500, b""), NONE)
    forward()
    return the_relay()


def test_the_coordinator_sends_it_again(held: Relay, system: System, client: Client) -> None:
    system.plays(RECORDED["taken_json"])
    client.force_login(cast.dewi())
    assert "tertahan" in client.get("/penerusan/?tampil=tertahan").content.decode()
    client.post(f"/penerusan/{held.pk}/ulang/")
    cast.run_jobs()
    assert the_relay().state == State.SENT
    with pytest.raises(Refusal):
        actions.send_again(the_relay(), by=cast.dewi())


def test_the_coordinator_knows_that_it_arrived(held: Relay, system: System, client: Client) -> None:
    client.force_login(cast.dewi())
    assert client.post(f"/penerusan/{held.pk}/diterima/", {"remote_id": " "}).status_code == 422
    client.post(f"/penerusan/{held.pk}/diterima/", {"remote_id": "A-9"})
    assert (the_relay().state, the_relay().remote_id) == (State.SENT, "A-9")


@pytest.mark.parametrize("who", ["sari", "yusuf", "mega"])
def test_nobody_else_sees_or_decides(held: Relay, client: Client, who: str) -> None:
    person: Person = getattr(cast, who)()
    with pytest.raises(Refusal):
        actions.send_again(held, by=person)
    client.force_login(person)
    for address in ("/penerusan/", "/penerusan/lembaga/", f"/penerusan/lembaga/{held.server_id}/"):
        assert client.get(address).status_code == 404
    for address in (
        f"/penerusan/{held.pk}/ulang/",
        f"/penerusan/{held.pk}/diterima/",
        "/penerusan/lembaga/tambah/",
    ):
        assert client.post(address, {"remote_id": "1"}).status_code == 404


# --- servers --------------------------------------------------------------------------------------


def test_the_operator_arranges_servers(client: Client, server: Server) -> None:
    client.force_login(cast.hasan())
    said = {"name": "Provinsi", "url": "https://provinsi.example/v2", "format": "xml", "codes": "jalan-rusak = 7",
            "api_key": "rahasia-baru", "is_open": "on"}  # fmt: skip
    assert client.post("/penerusan/lembaga/tambah/", said).status_code == 303
    made = Server.objects.get(name="Provinsi")
    assert (made.codes, made.api_key) == ({"jalan-rusak": "7"}, "rahasia-baru")
    page = client.get(f"/penerusan/lembaga/{made.pk}/").content.decode()
    assert "jalan-rusak = 7" in page
    assert "rahasia-baru" not in page
    client.post(f"/penerusan/lembaga/{made.pk}/ubah/", {**said, "api_key": "", "name": "Provinsi Baru"})
    made = Server.objects.get(pk=made.pk)
    assert (made.name, made.api_key) == ("Provinsi Baru", "rahasia-baru")
    assert (
        client.post("/penerusan/lembaga/tambah/", {**said, "name": "lain", "codes": "x"}).status_code == 422
    )
    assert client.post("/penerusan/lembaga/tambah/", {**said, "name": "provinsi baru"}).status_code == 409
    assert "Provinsi Baru" in client.get("/penerusan/lembaga/").content.decode()
    assert client.get("/penerusan/lembaga/baru/").status_code == 200


def test_outside_the_demo_city_only_https_is_called(server: Server, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(Refusal, match="https://"):
        actions.arrange(server, {"name": server.name, "url": "http://provinsi.example"}, by=cast.hasan())


def test_a_page_of_relays_costs_few_questions(
    sent: Relay, client: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client.force_login(cast.dewi())
    with django_assert_max_num_queries(12):
        assert client.get("/penerusan/").status_code == 200


def test_a_report_forwarded_once_more_is_not_sent_twice(sent: Relay, system: System) -> None:
    report = Report.objects.get(pk=sent.report_id)
    handling.verify(report, report.topic, Kind.TIDAK_BERKADAR, by=cast.dewi())
    handling.forward(report, sent.server.name, reason="Jalan nasional", by=cast.dewi())
    cast.run_jobs()
    assert [asked.method for asked in system.asked].count("POST") == 1
