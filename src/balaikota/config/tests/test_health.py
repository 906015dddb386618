"""What the city says of itself when it is well, and when its database is away."""

import errno
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from balaikota.engine.upkeep import queries
from balaikota.foundation.notifications import queries as notifications
from balaikota.kit import clock, failures


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


def test_a_full_disk_is_a_page_that_says_come_back(rf: RequestFactory) -> None:
    try:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/rahasia")
    except OSError:
        answer = failures.server_error(rf.get("/"))
    assert answer.status_code == 503
    assert "sedang penuh" in answer.content.decode()
    assert "rahasia" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [90, -90, 86_400])
def test_a_watcher_reads_that_the_clock_was_set_and_no_longer_when_it_was_set_right(
    client: Client, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    right = clock.offset()
    monkeypatch.setattr(clock, "offset", lambda: right + seconds)
    assert "Jam mesin meloncat" in client.get("/sehat/lengkap/").json()["sebab"]
    assert "Jam mesin meloncat" in [str(one.said) for one in queries.troubles_without_database()]
    monkeypatch.setattr(
        clock, "offset", lambda: right + 1
    )  # a second added by the almanac is no leap of ours
    assert "Jam mesin meloncat" not in client.get("/sehat/lengkap/").json()["sebab"]


@pytest.mark.django_db
def test_a_watcher_reads_that_letters_do_not_leave_the_city(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifications, "ways_closed", lambda: ["email"])
    assert "Surat keluar tertahan" in client.get("/sehat/lengkap/").json()["sebab"]
    monkeypatch.undo()
    assert "Surat keluar tertahan" not in client.get("/sehat/lengkap/").json()["sebab"]
