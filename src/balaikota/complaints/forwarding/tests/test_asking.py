"""Another office's server is asked what became of a report, less and less, and a silent one holds up nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.recorded import Played, System

from balaikota.complaints.forwarding import jobs, methods
from balaikota.complaints.forwarding.models import Relay, Server
from balaikota.complaints.forwarding.tests.conftest import NONE, RECORDED, Forward, a_report, story, the_relay

pytestmark = pytest.mark.django_db


def test_their_answer_is_written_in_the_history_once(sent: Relay, system: System, client: Client) -> None:
    system.plays(RECORDED["closed_json"])
    jobs.ask_the_others(0)
    assert system.asked[-1].path.startswith("/open311/v2/requests/293944.json")
    relay = the_relay()
    assert (relay.remote_status, relay.remote_notes) == ("closed", "Duplicate request. Call ••••.")
    Relay.objects.update(next_at=timezone.now())
    jobs.ask_the_others(0)
    assert story(sent.report).count("forwarding.answered") == 1
    text = client.get(sent.report.get_absolute_url()).content.decode()
    assert "Balai Jalan Nasional menutup laporan ini. Ditutup belum tentu diperbaiki." in text


def test_a_token_becomes_a_number(server: Server, system: System, forward: Forward) -> None:
    system.plays(RECORDED["token"])
    forward()
    system.plays(RECORDED["token_answered"], NONE)
    jobs.ask_the_others(0)
    assert "/tokens/12345.json" in system.asked[1].path
    assert the_relay().remote_id == "638344"
    assert "forwarding.numbered" in story(the_relay().report)


@pytest.mark.parametrize("answer", [Played(500, b""), Played(404, b""), Played(200, b"{"), NONE])
def test_a_server_that_says_nothing_is_asked_later(sent: Relay, system: System, answer: Played) -> None:
    system.plays(answer)
    jobs.ask_the_others(0)
    relay = the_relay()
    assert relay.remote_status == ""
    assert relay.next_at is not None
    assert relay.next_at > timezone.now()
    count = len(system.asked)
    jobs.ask_the_others(0)
    assert len(system.asked) == count


def test_a_server_that_is_away_is_asked_about_one_report_and_not_about_fifty(
    sent: Relay, system: System, forward: Forward
) -> None:
    system.plays(RECORDED["taken_json"])
    forward(a_report(text="Bahu jalan longsor"))
    Relay.objects.update(next_at=timezone.now())
    count = len(system.asked)
    system.plays(Played(fault="cut"), Played(fault="cut"))
    jobs.ask_the_others(0)
    assert len(system.asked) == count + 1
    assert Relay.objects.filter(next_at__gt=timezone.now(), remote_status="").count() == 2


def test_it_is_asked_less_and_less_and_then_no_more() -> None:
    start = timezone.now()
    for days, pause in ((1, timedelta(hours=1)), (8, timedelta(days=1))):
        now = start + timedelta(days=days)
        assert methods.next_question(start, now) == now + pause
    assert methods.next_question(start, start + timedelta(days=366)) is None
