"""What a job queues in its own transaction, in the worker."""

import asyncio

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

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
