"""The centre is asked by recorded traffic: answers, wrong answers, faults and silence. Nothing is sent twice."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from tests import cast

from balaikota.civil.records import gateway, jobs, queries
from balaikota.civil.records.contract import Pertanyaan
from balaikota.civil.records.methods import patience
from balaikota.civil.records.models import Jawaban, Pemeriksaan
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

QUESTION = Pertanyaan("kunci-1", "1271215703859992", "Sari Wulandari Siregar", date(1985, 3, 17))
YES, NO = (200, b'{"sesuai": true}'), (200, b'{"sesuai": false}')


class Siak:
    """Plays recorded answers in order, the last one for ever, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes] | None] = [YES]
        self.asked: list[dict[str, Any]] = []
        siak = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                siak.asked.append({"key": self.headers["Idempotency-Key"], **body})
                answer = siak.answers.pop(0) if len(siak.answers) > 1 else siak.answers[0]
                if answer is None:  # silence
                    siak.silence.wait(5)
                    return
                self.send_response(answer[0])
                self.end_headers()
                self.wfile.write(answer[1])

            def log_message(self, *_: Any) -> None:
                pass

        self.silence = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/verify"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.silence.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def siak() -> Iterator[Siak]:
    siak = Siak()
    yield siak
    siak.close()


@pytest.mark.parametrize(
    ("answer", "expected", "why"),
    [
        (YES, Jawaban.SESUAI, ""),
        (NO, Jawaban.TIDAK_SESUAI, ""),
        ((503, b"down"), Jawaban.TIDAK_TERJANGKAU, "http_503"),
        ((401, b"who are you"), Jawaban.TIDAK_TERJANGKAU, "http_401"),
        ((302, b""), Jawaban.TIDAK_TERJANGKAU, "http_302"),
        ((200, b" " * 20_000), Jawaban.TIDAK_TERJANGKAU, "broken_off"),
        ((200, b"<html>login</html>"), Jawaban.TIDAK_TERJANGKAU, "wrong_answer"),
        ((200, b'{"sesuai": "ya"}'), Jawaban.TIDAK_TERJANGKAU, "wrong_answer"),
        ((200, b"[]"), Jawaban.TIDAK_TERJANGKAU, "wrong_answer"),
        (None, Jawaban.TIDAK_TERJANGKAU, "timeout"),
    ],
)
def test_every_answer_is_told_apart(siak: Siak, answer: Any, expected: str, why: str) -> None:
    siak.answers = [answer]
    reply = gateway.verify(QUESTION, url=siak.url, token="rahasia", timeout=0.5)
    assert (reply.jawaban, reply.why) == (expected, why)


def test_a_centre_that_is_not_there_is_no_fault_of_ours() -> None:
    reply = gateway.verify(QUESTION, url="http://127.0.0.1:9/", token="", timeout=0.5)
    assert (reply.jawaban, reply.why) == (Jawaban.TIDAK_TERJANGKAU, "unreachable")


@pytest.mark.parametrize("url", ["http://siak.example/", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_a_nik_does_not_leave_in_the_open(url: str) -> None:
    assert gateway.verify(QUESTION, url=url, token="").why == "unsafe_address"


@given(st.integers(0, 10_000))
def test_patience_grows_and_has_an_end(attempts: int) -> None:
    assert timedelta(minutes=10) <= patience(attempts) <= timedelta(hours=6)
    assert patience(attempts) <= patience(attempts + 1)


def a_case_at_the_centre(sari: Person) -> Case:
    case = cast.a_case("konsolidasi-nik", sari)
    cases.pass_step(case, by=cast.wulan())
    return case


def later(case: Case) -> None:
    """Its time has come."""
    Pemeriksaan.objects.filter(case=case).update(next_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_off_nothing_is_asked(sari: Person, siak: Siak) -> None:
    case = a_case_at_the_centre(sari)
    cast.run_jobs()
    jobs.ask_what_waits(0)
    assert queries.check_of(case) is None
    assert siak.asked == []


@pytest.mark.django_db
def test_the_centre_is_asked_once_and_its_yes_lets_the_case_end(
    sari: Person, siak: Siak, settings: Settings
) -> None:
    settings.SIAK_URL = siak.url
    case = a_case_at_the_centre(sari)
    with pytest.raises(Refusal, match="Pusat belum menjawab"):
        cases.decide(case, "granted", by=cast.anwar())
    cast.run_jobs()
    jobs.ask_what_waits(0)
    jobs.ask_what_waits(0)
    assert [asked["nik"] for asked in siak.asked] == [sari.nik]
    cases.decide(Case.objects.get(pk=case.pk), "granted", by=cast.anwar())
    (event,) = audit.story(case).filter(name="records.checked")
    assert event.detail == {"answer": "sesuai", "why": ""}
    assert "1271" not in str(event.detail)


@pytest.mark.django_db
def test_while_the_centre_is_down_the_case_waits_and_says_so(
    sari: Person, siak: Siak, settings: Settings, client: Client
) -> None:
    settings.SIAK_URL = siak.url
    siak.answers = [(503, b""), YES]
    case = a_case_at_the_centre(sari)
    cast.run_jobs()
    jobs.ask_what_waits(0)
    assert len(siak.asked) == 1, "not before its time"
    client.force_login(sari)
    assert "Pusat belum dapat dihubungi" in client.get(case.get_absolute_url()).content.decode()
    later(case)
    jobs.ask_what_waits(0)
    assert len({asked["key"] for asked in siak.asked}) == 1, "the same question carries the same key"
    check = queries.check_of(case)
    assert check is not None
    assert check.jawaban == Jawaban.SESUAI


@pytest.mark.django_db
def test_a_no_is_asked_again_the_next_day_as_a_new_question(
    sari: Person, siak: Siak, settings: Settings
) -> None:
    settings.SIAK_URL = siak.url
    siak.answers = [NO, YES]
    case = a_case_at_the_centre(sari)
    cast.run_jobs()
    check = queries.check_of(case)
    assert check is not None
    assert check.next_at > timezone.now() + timedelta(hours=23)
    later(case)
    jobs.ask_what_waits(0)
    assert len({asked["key"] for asked in siak.asked}) == 2


@pytest.mark.django_db
def test_a_closed_case_is_asked_about_no_more(sari: Person, siak: Siak, settings: Settings) -> None:
    settings.SIAK_URL = siak.url
    siak.answers = [(503, b"")]
    case = a_case_at_the_centre(sari)
    cast.run_jobs()
    cases.withdraw(case, by=sari)
    later(case)
    jobs.ask_what_waits(0)
    assert len(siak.asked) == 1
