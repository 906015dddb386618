"""Who runs the machine sees how it fares and sets stuck jobs free; programs that watch read figures; nobody else does."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from balaikota.engine.upkeep import actions, queries, rules
from balaikota.engine.upkeep.jobs import tell_the_operators
from balaikota.engine.upkeep.models import Drill
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.audit import queries as events
from balaikota.foundation.audit.models import Event
from balaikota.foundation.notifications import queries as inbox
from balaikota.foundation.people.models import Person
from balaikota.kit import reactions
from balaikota.kit.errors import Refusal
from balaikota.kit.logs import LastErrors, last_lines

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 7, 0, tzinfo=UTC)
PASSED: dict[str, Any] = {
    "began_at": (NOW - timedelta(seconds=20)).isoformat(), "finished_at": NOW.isoformat(), "passed": True, "why": "",
    "base_at": (NOW - timedelta(hours=5)).isoformat(), "point_at": NOW.isoformat(), "tables": 412, "rows": 98_765,
    "head": "77:abcdef", "files": 12, "sealed_files": 12,
}  # fmt: skip
FAILED = {
    "began_at": NOW.isoformat(),
    "finished_at": NOW.isoformat(),
    "passed": False,
    "why": "cases_case: 3 baris, seharusnya 4",
}


def a_job(status: str, *, silence: int | None = None, lock: str | None = None) -> int:
    """A job; `silence`: its worker last gave a sign of life so many seconds ago."""
    with connection.cursor() as cursor:
        worker = None
        if silence is not None:
            cursor.execute(
                "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s)) returning id",
                [silence],
            )
            worker = cursor.fetchone()[0]
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, worker_id, queueing_lock)"
            " values ('reactions', 'contoh', %s::procrastinate_job_status, %s, %s) returning id",
            [status, worker, lock],
        )
        return int(cursor.fetchone()[0])


def status_of(job_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs where id = %s", [job_id])
        return str(cursor.fetchone()[0])


@pytest.fixture
def backup_said(settings: Any, tmp_path: Path) -> Any:
    """What the keeper says, as the test wants it."""
    settings.BACKUPS_STATE = tmp_path / "backups.json"

    def say(**more: Any) -> None:
        now = timezone.now()
        well = {
            "folder": str(tmp_path), "fault": "", "waiting": 0, "gap": "", "bases": 7, "base_size": 1 << 20,
            "at": now.isoformat(), "wal_at": now.isoformat(), "base_at": (now - timedelta(hours=3)).isoformat(),
            "since": (now - timedelta(days=6)).isoformat(),
        }  # fmt: skip
        settings.BACKUPS_STATE.write_text(json.dumps(well | more))

    return say


def said() -> list[str]:
    return [str(one.said) for one in queries.troubles()]


# --- the page ---


def test_the_operator_sees_the_machine_on_one_page(client: Client, hasan: Person, backup_said: Any) -> None:
    backup_said()
    actions.note_drill(PASSED)
    a_job("failed")
    client.force_login(hasan)
    text = client.get("/meja/mesin/").content.decode()
    for word in (
        "Ruang mesin",
        "Latihan pemulihan",
        "98.765",
        "contoh",
        "Bebaskan",
        "PostgreSQL",
        "Pekerja tidak hidup",
    ):
        assert word in text


def test_before_there_is_a_backup_the_page_says_how_to_begin(
    client: Client, hasan: Person, settings: Any, tmp_path: Path
) -> None:
    settings.BACKUPS_STATE = tmp_path / "none"
    client.force_login(hasan)
    text = client.get("/meja/mesin/").content.decode()
    assert "BALAIKOTA_BACKUPS" in text
    assert "balaikota drill" in text
    assert "Belum pernah dilatih" in client.get("/meja/mesin/latihan/").content.decode()


@pytest.mark.parametrize("address", ["/meja/mesin/", "/meja/mesin/latihan/"])
def test_a_resident_and_the_head_of_an_office_find_nothing_there(
    client: Client, sari: Person, ratna: Person, address: str
) -> None:
    for person in (sari, ratna):
        client.force_login(person)
        assert client.get(address).status_code == 404


# --- stuck jobs ---


@pytest.mark.parametrize(
    ("status", "silence"), [("failed", None), ("doing", None), ("doing", rules.PATIENCE + 30)]
)
def test_a_job_nobody_works_on_is_set_free(
    client: Client, hasan: Person, status: str, silence: int | None
) -> None:
    job_id = a_job(status, silence=silence)
    client.force_login(hasan)
    assert client.post(f"/meja/mesin/antrean/{job_id}/bebaskan/").status_code == 303
    assert status_of(job_id) == "todo"
    event = Event.objects.get(name="upkeep.freed")
    assert event.by == hasan
    assert event.detail == {"task": "contoh", "was": status}


@pytest.mark.parametrize(("status", "silence"), [("doing", 2), ("todo", None), ("succeeded", None)])
def test_a_job_in_good_hands_stays_there(hasan: Person, status: str, silence: int | None) -> None:
    job_id = a_job(status, silence=silence)
    with pytest.raises(Refusal, match="tidak perlu dibebaskan"):
        actions.free(job_id, by=hasan)
    assert status_of(job_id) == status


def test_a_job_whose_like_waits_already_is_not_set_free_beside_it(hasan: Person) -> None:
    job_id = a_job("failed", lock="malam")
    a_job("todo", lock="malam")
    with pytest.raises(Refusal, match="sudah menunggu"):
        actions.free(job_id, by=hasan)


def test_only_who_runs_the_machine_sets_a_job_free(client: Client, hasan: Person, anwar: Person) -> None:
    job_id = a_job("failed")
    client.force_login(anwar)
    assert client.post(f"/meja/mesin/antrean/{job_id}/bebaskan/").status_code == 404
    with pytest.raises(Refusal):
        actions.free(job_id, by=anwar)
    client.force_login(hasan)
    assert client.post("/meja/mesin/antrean/987654321/bebaskan/").status_code == 404
    assert status_of(job_id) == "failed"


# --- drills ---


def test_a_failed_drill_turns_the_city_red_and_its_operators_hear_of_it(
    hasan: Person, backup_said: Any
) -> None:
    backup_said()
    actions.note_drill(FAILED)
    assert "Latihan pemulihan terakhir gagal" in said()
    tell_the_operators(Event.objects.get(name="upkeep.drilled").pk)
    assert [message.subject for message in inbox.inbox(hasan)] == ["Latihan pemulihan cadangan gagal"]


def test_nobody_is_told_of_a_drill_that_passed(hasan: Person) -> None:
    actions.note_drill(PASSED)
    tell_the_operators(Event.objects.get(name="upkeep.drilled").pk)
    assert list(inbox.inbox(hasan)) == []


def test_a_drill_that_compared_nothing_cannot_have_passed() -> None:
    for fault in ({"tables": 0}, {"why": "rusak"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.note_drill(PASSED | fault)
    assert not Drill.objects.exists()


# --- what is wrong ---


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"fault": "ruang disk habis: /backup"}, "Cadangan terhenti"),
        ({"at": "2026-01-01T00:00:00+00:00"}, "Penjaga cadangan tidak hidup"),
        ({"waiting": 9}, "Cadangan tertinggal"),
        ({"gap": "000000010000000000000007"}, "Cadangan bercelah"),
        ({"base_at": "2026-01-01T00:00:00+00:00"}, "Cadangan dasar terlalu tua"),
        ({"since": "2026-01-01T00:00:00+00:00"}, "Cadangan sudah lama tidak dilatih"),
    ],
)
def test_a_backup_that_stands_still_is_said(backup_said: Any, state: dict[str, Any], sentence: str) -> None:
    backup_said()
    assert sentence not in said()
    backup_said(**state)
    assert sentence in said()


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Disk hampir penuh" not in said() or queries.disks()[0].is_nearly_full
    monkeypatch.setattr(queries, "disks", lambda: [queries.Disk("Data kota", "/var", 5 << 20, 100 << 30)])
    assert "Disk hampir penuh" in said()


def test_a_monitor_reads_why_the_city_is_red_but_no_path(client: Client, backup_said: Any) -> None:
    a_job("doing", silence=1)
    backup_said(fault="ruang disk habis: /backup/rahasia")
    answer = client.get("/sehat/lengkap/")
    assert answer.status_code == 503
    assert "Cadangan terhenti" in answer.json()["sebab"]
    assert "rahasia" not in answer.content.decode()


def test_a_monitor_reads_that_all_is_well(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "troubles", list)
    answer = client.get("/sehat/lengkap/")
    assert (answer.status_code, answer.json()) == (200, {"keadaan": "baik", "sebab": []})


# --- figures for programs ---


def test_the_machine_itself_reads_the_figures(client: Client, backup_said: Any) -> None:
    backup_said()
    a_job("failed")
    answer = client.get("/metrik/")
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    text = answer.content.decode()
    assert 'balaikota_jobs{state="failed"} 1.0\n' in text
    assert "# TYPE balaikota_database_bytes gauge\n" in text
    assert re.search(r"^balaikota_disk_free_bytes\{place=\".+\"\} \d", text, re.M)


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer salah"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "},
    ],
)
def test_from_elsewhere_nobody_reads_them_without_the_token(
    client: Client, settings: Any, headers: dict[str, str]
) -> None:
    settings.METRICS_TOKEN = "" if headers.get("HTTP_AUTHORIZATION") == "Bearer " else "rahasia-metrik"
    answer = client.get("/metrik/", **headers)
    assert answer.status_code == 401
    assert answer.content == b""


def test_behind_a_proxy_even_this_machine_needs_the_token(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.METRICS_TOKEN = 1, "rahasia-metrik"
    assert client.get("/metrik/").status_code == 401
    assert client.get("/metrik/", HTTP_AUTHORIZATION="Bearer rahasia-metrik").status_code == 200


# --- what went wrong ---


def test_the_list_of_errors_names_kind_and_place_but_nothing_anybody_typed(tmp_path: Path) -> None:
    place = tmp_path / "errors.jsonl"
    logger = logging.Logger("balaikota.contoh")
    logger.addHandler(LastErrors(str(place)))
    with structlog.contextvars.bound_contextvars(request_id="abc12345"):
        try:
            events.event(-1)
        except Event.DoesNotExist:
            logger.exception("Siti Rahayu, NIK 1271015203929991")
    (line,) = last_lines(place, 5)
    assert (line["kind"], line["request_id"]) == ("DoesNotExist", "abc12345")
    assert line["place"].startswith("foundation/audit/queries.py:")
    assert "Siti" not in place.read_text()
    assert place.stat().st_mode & 0o077 == 0


def test_a_list_of_errors_that_grew_large_begins_anew(tmp_path: Path) -> None:
    place = tmp_path / "errors.jsonl"
    place.write_text("x" * (LastErrors.LARGE + 1))
    logger = logging.Logger("balaikota.contoh")
    logger.addHandler(LastErrors(str(place)))
    logger.error("sesuatu")
    assert len(last_lines(place, 5)) == 1
    assert place.with_suffix(".old").exists()


def test_a_job_bears_the_id_of_the_request_it_began_with(sari: Person) -> None:
    seen = []

    def react(event_id: int) -> None:
        seen.append(structlog.contextvars.get_contextvars()["request_id"])

    reactions.on("contoh.terjadi")(react)
    with structlog.contextvars.bound_contextvars(request_id="permintaan-1234"):
        event = audit.record("people.registered", sari, by=sari)
    reactions.react("contoh.terjadi", event.pk)
    assert seen == ["permintaan-1234"]
    reactions._reactions.pop("contoh.terjadi")
