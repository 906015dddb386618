"""What a job queues in its own transaction, in the worker."""

import asyncio

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from balaikota.config import queue
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        (count,) = cursor.fetchone()
        return int(count)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_takes_back_what_it_queued(sari: Person) -> None:
    """In the worker too, an event and what follows it are one transaction: seen together, or never."""

    @transaction.atomic
    def fail() -> None:
        audit.record("people.registered", sari, by=sari)
        app.configure_task("contoh", allow_unknown=True).defer()
        raise ZeroDivisionError

    def work() -> None:
        before = queued()
        with pytest.raises(ZeroDivisionError):
            fail()
        assert queued() == before
        connection.close()

    async def worker() -> None:
        async with app.open_async():
            await asyncio.to_thread(work)

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(worker())


@pytest.mark.parametrize(
    ("cause", "said"),
    [(psycopg.OperationalError("server closed the connection"), 3), (psycopg.DataError(), 1)],
)
def test_what_became_of_a_job_is_said_again_when_the_database_was_just_lost(
    monkeypatch: pytest.MonkeyPatch, cause: psycopg.Error, said: int
) -> None:
    """A job whose end nobody heard would stay in hand as long as its worker lives; what is wrong in itself stays wrong."""
    heard: list[str] = []

    async def lost_twice(_connector: PsycopgConnector, query: str, **_arguments: object) -> None:
        heard.append(query)
        if len(heard) < 3:
            raise ConnectorException from cause

    monkeypatch.setattr(PsycopgConnector, "execute_query_async", lost_twice)
    monkeypatch.setattr(queue, "AGAIN_AFTER", (0, 0, 0))
    finish = queue.WorkersConnector().execute_query_async("select finish")
    if said == 1:
        with pytest.raises(ConnectorException):
            asyncio.run(finish)
    else:
        asyncio.run(finish)
    assert len(heard) == said
