"""A worker that died while it worked is replaced, and the next one starts."""

import signal

import pytest
from django.db import connection

from balaikota.config import jobs, queue
from balaikota.engine.upkeep import queries as upkeep
from balaikota.engine.upkeep import rules

pytestmark = pytest.mark.django_db


def put(status: str, lock: str | None = "fajar") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, queueing_lock, status)"
            " values ('clock', 'contoh', %s, %s::procrastinate_job_status)",
            [lock, status],
        )


def states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where task_name = 'contoh' order by id")
        return [status for (status,) in cursor.fetchall()]


def test_what_a_dead_worker_had_in_hand_waits_again() -> None:
    put("doing", lock=None)
    queue.requeue_stalled(after_seconds=0)
    assert states() == ["todo"]


def in_the_hands_of_one_who_died_before_the_clock_was_set_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "with w as (insert into procrastinate_workers (last_heartbeat) values (now() + interval '1 hour') returning id)"
            " update procrastinate_jobs set worker_id = (select id from w) where task_name = 'contoh'"
        )


def test_a_clock_that_was_set_back_does_not_keep_a_dead_worker_alive() -> None:
    put("doing", lock=None)
    in_the_hands_of_one_who_died_before_the_clock_was_set_back()
    age = upkeep.heartbeat_age()
    assert age is not None
    assert age > rules.PATIENCE  # the health page is red
    queue.requeue_stalled()
    assert states() == ["doing"]  # it may live, and has its minute
    queue.requeue_stalled(after_seconds=0)
    assert states() == ["todo"]


def test_the_only_worker_of_a_tree_takes_up_what_the_dead_one_had_whatever_the_clock_said() -> None:
    put("doing", lock=None)
    in_the_hands_of_one_who_died_before_the_clock_was_set_back()
    queue.requeue_stalled(after_seconds=0)
    assert states() == ["todo"]


def test_the_clock_that_waits_already_does_the_work_of_the_one_that_died() -> None:
    put("doing")
    put("doing")
    put("todo")
    queue.requeue_stalled(after_seconds=0)
    assert states() == ["todo"]
    put("doing", lock="malam")
    put("doing", lock="malam")
    queue.requeue_stalled(after_seconds=0)
    assert states() == ["todo", "todo"]


def test_a_worker_that_has_grown_large_makes_way_between_two_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(jobs.os, "kill", lambda _process, how: ended.append(how))
    put("doing", lock=None)  # the clock's own
    assert jobs.resident() > 10 << 20
    monkeypatch.setattr(jobs, "resident", lambda: jobs.LARGE)
    jobs.begin_anew_when_large(0)
    assert ended == []
    monkeypatch.setattr(jobs, "resident", lambda: jobs.LARGE + 1)
    put("doing", lock=None)  # somebody's letter
    jobs.begin_anew_when_large(0)
    assert ended == []
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where id = (select max(id) from procrastinate_jobs)")
    jobs.begin_anew_when_large(0)
    assert ended == [], "nobody here would finish what is in hand"
    monkeypatch.setattr(jobs.signal, "getsignal", lambda _which: signal.default_int_handler)
    jobs.begin_anew_when_large(0)
    assert ended == [signal.SIGTERM]
