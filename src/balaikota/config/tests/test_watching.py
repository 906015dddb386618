"""One id goes from the request through its statements to the jobs that follow; what is counted, traced and reported names
views, tasks and places in our code, and nobody."""

import asyncio
import gzip
import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import sentry_sdk
import structlog
import yaml
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from procrastinate.contrib.django import app
from tests.cast import a_draft, a_service

from balaikota.config.urls import urlpatterns as citys
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.upkeep import queries as upkeep
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.kit import measures, reactions, reporting, tracing, watching
from balaikota.kit.http import Request, reads, writes
from balaikota.kit.logs import LastErrors, last_lines

NIK, NAME = "1271015203929991", "Siti Rahayu"
KNOWN = "4bf92f3577b34da6a3ce929d0e0e4736"


@reads(anyone=True, walled=False)  # a visitor behind the wall is not told what the database runs
def whose(request: Request, number: str) -> HttpResponse:
    """What the database says of the statement it runs for this page."""
    with connection.cursor() as cursor:
        cursor.execute("select query from pg_stat_activity where pid = pg_backend_pid()")
        return HttpResponse(cursor.fetchone()[0])


@writes(anyone=True)
def fail(request: Request, number: str) -> HttpResponse:
    typed = request.POST["nik"]
    raise ValueError(f"{request.POST['nama']} {typed}")


def plain(request: HttpRequest, number: str) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("contoh/siapa/<str:number>/", whose, name="whose"),
    path("contoh/gagal/<str:number>/", fail, name="fail"),
    path("contoh/biasa/<str:number>/", plain, name="plain"),
    *citys,
]
handler500 = "balaikota.kit.failures.server_error"


# --- one id ---


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_database_knows_the_request_whose_statement_it_runs(client: Client) -> None:
    answer = client.get("/contoh/siapa/1/")
    assert answer.content.decode().startswith(f"/*{answer['X-Request-Id']}*/ select query")


@pytest.mark.django_db
def test_outside_a_request_a_statement_is_sent_as_it_was_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select query from pg_stat_activity where pid = pg_backend_pid()")
        assert cursor.fetchone()[0].startswith("select query")


@pytest.mark.parametrize("bad", ["kurang", "x" * 65, "*/ drop table x; --", "abc def ghi"])
@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_proxy_of_ours_names_a_request_only_in_plain_letters(
    client: Client, settings: Any, bad: str
) -> None:
    assert client.get("/contoh/siapa/1/", headers={"X-Request-Id": KNOWN})["X-Request-Id"] != KNOWN
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.get("/contoh/siapa/1/", headers={"X-Request-Id": KNOWN})["X-Request-Id"] == KNOWN
    carried = f"00-{KNOWN}-00f067aa0ba902b7-01"
    assert client.get("/contoh/siapa/1/", headers={"Traceparent": carried})["X-Request-Id"] == KNOWN
    answer = client.get("/contoh/siapa/1/", headers={"X-Request-Id": bad})
    assert bad not in (answer["X-Request-Id"], answer.content.decode())


@pytest.mark.django_db
def test_nothing_that_is_no_plain_id_reaches_a_statement() -> None:
    with watching.bearing("*/ drop table x"):
        assert watching.mark.get() == b""


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_every_answer_and_every_job_can_have_its_line(client: Client, settings: Any, sari: Person) -> None:
    settings.LOG_ALL = True
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        answer = client.get("/contoh/biasa/rahasia/?q=rahasia")
        with watching.bearing("abcd1234"), watching.job("contoh", "abcd1234"):
            pass
    web, job = lines
    assert (web["event"], web["view"], web["status"]) == ("answered", "plain", 200)
    assert web["request_id"] == answer["X-Request-Id"]
    assert (job["event"], job["task"], job["request_id"]) == ("job done", "contoh", "abcd1234")
    assert "rahasia" not in str(lines)


@pytest.mark.django_db
def test_the_log_of_the_database_quotes_no_statement(settings: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select 1 / (length(%s) - 11)", [NAME])
    assert "division by zero" in (said := (settings.HOME / "postgres.log").read_text())
    assert NAME not in said


# --- figures ---


def figures(client: Client) -> dict[str, float]:
    text = client.get("/metrik/").content.decode()
    rows = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in rows}


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_answers_are_counted_by_view_and_never_by_address(client: Client) -> None:
    name = 'balaikota_request_seconds_count{status="2xx",view="plain"}'
    before = figures(client).get(name, 0)
    for number in range(7):
        client.get(f"/contoh/biasa/{NIK}{number}/")
    client.get("/tidak-ada/" + NIK)
    after = figures(client)
    assert after[name] - before == 7
    assert after['balaikota_request_seconds_count{status="4xx",view="-"}'] >= 1
    assert not any(NIK in each for each in after)


@pytest.mark.django_db
def test_jobs_are_counted_by_task_and_how_they_ended(client: Client) -> None:
    with watching.job("contoh.kerja", ""):
        pass
    with pytest.raises(ZeroDivisionError), watching.job("contoh.kerja", "abcd1234"):
        raise ZeroDivisionError
    after = figures(client)
    assert after['balaikota_job_seconds_count{outcome="done",task="contoh.kerja"}'] == 1
    assert after['balaikota_job_seconds_count{outcome="failed",task="contoh.kerja"}'] == 1
    assert any(
        name.startswith("balaikota_process_memory_bytes") and value > 1e7 for name, value in after.items()
    )


COUNT = """
import django; django.setup()
from balaikota.kit import measures
for _ in range({times}): measures.answered("cases:case", 200, 0.01)
"""


@pytest.mark.django_db
def test_what_another_process_counted_is_told_too_and_outlives_it(client: Client, settings: Any) -> None:
    """Processes come and go; their figures stay, and stay as few as the processes."""
    name = 'balaikota_request_seconds_count{status="2xx",view="cases:case"}'
    before = figures(client).get(name, 0)
    for times in (3, 4):
        told = {**os.environ, "DJANGO_SETTINGS_MODULE": "balaikota.config.settings"}
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", COUNT.format(times=times)], env=told, check=True
        )
    assert figures(client)[name] - before == 7
    used = list(settings.FIGURES_FOLDER.glob("histogram_*.db"))
    assert len(used) <= 1 + int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    assert all(path.stat().st_blocks * 512 >= measures.ROOM for path in used)


@pytest.mark.django_db
def test_every_figure_an_alert_or_a_page_speaks_of_is_told(client: Client) -> None:
    root = Path(__file__).parents[4]
    alerts, page = (root / "deploy/alerts.yml").read_text(), (root / "docs/operating.md").read_text()
    rules = [rule for group in yaml.safe_load(alerts)["groups"] for rule in group["rules"]]
    assert all({"alert", "expr", "annotations"} <= set(rule) for rule in rules)
    spoken = set(re.findall(r"\bbalaikota_[a-z0-9_]+", alerts + page.partition("## Figures")[2]))
    with watching.job("contoh.kerja", ""):
        measures.waited(0.02)
    client.get("/sehat/")
    told = set(re.findall(r"^# TYPE (\S+)", client.get("/metrik/").content.decode(), re.M))
    assert {re.sub("_(count|bucket)$", "", name) for name in spoken} - told == set()


def test_a_page_is_answered_though_nothing_can_be_counted(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(measures, "_figures", full)
    measures.answered("contoh:baru", 200, 0.1)
    measures.worked("contoh.baru", "done", 0.1)
    measures.waited(0.1)


# --- traces and errors leave without anybody's words ---


class Receiver(BaseHTTPRequestHandler):
    """Takes what is sent, as a collector of traces or of errors does."""

    got: list[bytes] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[bytes]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    Receiver.got = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}", Receiver.got
    server.shutdown()
    server.server_close()


@pytest.fixture
def traced(receiver: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://{receiver[0]}")
    connection.close()  # a line that is opened now is traced
    tracing.start()
    yield receiver[1]
    tracing._tracer[1].shutdown()
    tracing._tracer.clear()
    connection.execute_wrappers.clear()


def spans(sent: list[bytes]) -> list[Any]:
    tracing.flush()
    told = [ExportTraceServiceRequest.FromString(each) for each in sent]
    return [
        span
        for each in told
        for part in each.resource_spans
        for scope in part.scope_spans
        for span in scope.spans
    ]


@pytest.mark.django_db(transaction=True)
def test_a_submission_is_one_trace_of_its_page_its_statements_and_its_jobs(
    client: Client, sari: Person, traced: list[bytes]
) -> None:
    draft = a_draft(a_service(SERVICE), sari)
    client.force_login(sari)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'cancelled' where status = 'todo'")
    answer = client.post(f"{draft.get_absolute_url()}kirim/?q={NIK}", {"declare_benar": "on", "nik": NIK})
    assert answer.status_code == 303
    request_id = answer["X-Request-Id"]
    connection.close()
    work_off()
    found = [span for span in spans(traced) if span.trace_id.hex() == request_id]
    (page,) = [span for span in found if span.name == "POST cases:submit"]
    assert page.parent_span_id == b""
    jobs = [
        span for span in found if span.parent_span_id == page.span_id and span.name.startswith("balaikota.")
    ]
    assert jobs
    statements = [span for span in found if span.name in ("SELECT", "INSERT", "UPDATE")]
    assert {span.parent_span_id for span in statements} >= {page.span_id, jobs[0].span_id}
    assert Event.objects.filter(name="cases.submitted", request_id=request_id).exists()
    everything = b"".join(traced)
    for personal in (NIK, sari.name, sari.email, str(sari.pk), "Jalan"):
        assert personal.encode() not in everything


def work_off() -> None:
    """The city's own worker, until nothing waits."""

    def work() -> None:
        async def run() -> None:
            async with app.open_async():
                await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

        with app.replace_connector(app.connector.get_worker_connector()):
            asyncio.run(run())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(240)


def test_whoever_names_no_collector_loads_nothing_of_it() -> None:
    code = (
        "import sys, django; django.setup(); import balaikota.config.wsgi; from balaikota.kit import tracing;"
        " tracing.start(); print([n for n in sys.modules if n.split('.')[0] in ('opentelemetry', 'sentry_sdk')])"
    )
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "balaikota.config.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=told, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


@pytest.fixture
def reported(receiver: tuple[str, list[bytes]], settings: Any) -> Iterator[list[bytes]]:
    settings.SENTRY_DSN = f"http://kunci@{receiver[0]}/1"
    handler = reporting.Reports()
    logging.getLogger().addHandler(handler)
    yield receiver[1]
    logging.getLogger().removeHandler(handler)
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def events(sent: list[bytes]) -> list[dict[str, Any]]:
    sentry_sdk.flush(5)
    return [json.loads(line) for each in sent for line in each.split(b"\n") if b'"exception"' in line]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_mistake_of_ours_is_reported_without_what_was_typed(reported: list[bytes], sari: Person) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(sari)
    answer = client.post(f"/contoh/gagal/{NIK}/?nik={NIK}", {"nik": NIK, "nama": NAME})
    assert answer.status_code == 500
    (event,) = events(reported)
    (raised,) = event["exception"]["values"]
    assert (raised["type"], raised["value"]) == ("ValueError", "")
    last = raised["stacktrace"]["frames"][-1]
    assert last["function"] == "fail"
    assert last["context_line"].strip().startswith("raise ValueError")
    assert event["tags"]["request_id"] == answer["X-Request-Id"]
    everything = b"".join(reported).decode()
    for personal in (NIK, NAME, sari.name, str(sari.pk), "sessionid", "127.0.0.1:"):
        assert personal not in everything.replace(os.uname().nodename, "")


@pytest.mark.django_db
def test_a_job_that_failed_is_on_the_list_with_the_request_it_began_with(
    tmp_path: Path, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(event_id: int) -> None:
        raise ValueError(NAME)

    reactions.on("contoh.rusak")(break_down)
    with watching.bearing("abcd1234"):
        event = audit.record("people.registered", sari, by=sari)
    (task,) = reactions._reactions.pop("contoh.rusak")

    class Context:
        class job:
            task_name, task_kwargs = task.name, {"event_id": event.pk}

    logger = logging.Logger("procrastinate.worker")
    logger.addHandler(LastErrors(str(tmp_path / "errors.jsonl")))
    for _time in range(2):
        try:
            reactions.watched(lambda: task(event_id=event.pk), Context, None)  # type: ignore[arg-type]
        except ValueError:
            logger.exception("Job contoh ended with status: Error")
    lines = last_lines(tmp_path / "errors.jsonl", 5)
    assert [(line["kind"], line["request_id"]) for line in lines] == [("ValueError", "abcd1234")] * 2
    monkeypatch.setattr("django.conf.settings.ERRORS_FILE", tmp_path / "errors.jsonl")
    (shown,) = upkeep.last_errors()
    assert (shown["count"], shown["request_id"]) == (2, "abcd1234")
    assert NAME not in (tmp_path / "errors.jsonl").read_text()
