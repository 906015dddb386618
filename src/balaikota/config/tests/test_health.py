"""What the city says of itself when it is well, and when its database is away."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from balaikota.engine.upkeep import queries
from balaikota.kit import failures


@pytest.mark.django_db
def test_a_watcher_reads_that_the_city_is_well(client: Client) -> None:
    answer = client.get("/sehat/")
    assert answer.status_code == 200
    assert answer.json()["basis_data"] == "ok"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_watcher_reads_that_no_worker_lives(client: Client) -> None:
    assert client.get("/sehat/").json()["pekerja"] == "tidak ada"


def away(*_args: Any) -> Any:
    raise OperationalError("connection to server on socket failed: No space left on device")


@pytest.mark.django_db
def test_a_watcher_reads_why_the_city_is_red_even_when_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk takes the database with it: just then the monitor must be told of the disk."""
    monkeypatch.setattr(queries, "disks", lambda: [queries.Disk("Data kota", "/var", 5 << 20, 100 << 30)])
    for what in ("troubles", "heartbeat_age"):
        monkeypatch.setattr(queries, what, away)
    answer = client.get("/sehat/lengkap/")
    assert answer.status_code == 503
    assert answer.json()["sebab"][:2] == ["Basis data tidak menjawab", "Disk hampir penuh"]
    assert "/var" not in answer.content.decode()
    brief = client.get("/sehat/")
    assert (brief.status_code, brief.json()) == (503, {"basis_data": "tidak menjawab"})


def test_a_lost_database_is_a_page_that_says_come_back_and_no_stack_trace(rf: RequestFactory) -> None:
    try:
        raise OperationalError("connection to server on socket failed")
    except OperationalError:
        answer = failures.server_error(rf.get("/"))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "socket" not in answer.content.decode()


def test_our_own_mistake_is_a_500_and_no_stack_trace(rf: RequestFactory) -> None:
    try:
        raise ValueError("rahasia")
    except ValueError:
        answer = failures.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "rahasia" not in answer.content.decode()
