"""The queue in the city's database: what a job queues belongs to its transaction; jobs of a dead worker wait again."""

import asyncio
from typing import Any

import psycopg
import structlog
from django.db import connection, transaction
from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from balaikota.config import database
from balaikota.kit.reactions import LONGEST_WAIT

log = structlog.get_logger()

PATIENCE = 60  # seconds without a heartbeat (one comes every ten)
# Seconds; together a minute, as long as another machine may take to become the primary (docs/decisions/0047).
AGAIN_AFTER = (0.5, 1, 2, 4, 8, 16, 30)


class WorkersConnector(PsycopgConnector):
    """The worker fetches jobs on connections of its own; what a job queues goes through the job's.

    Procrastinate's own would queue it apart: another worker took it before the event was there, and what was
    queued stayed when the job failed and its event did not.
    """

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector()

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        """What became of a job is said again until a database hears it: said once, to one that is just lost, the job
        would stay in hand for as long as its worker lives."""
        for seconds in AGAIN_AFTER:
            try:
                await super().execute_query_async(query, **arguments)
                return
            except ConnectorException as fault:
                if not isinstance(fault.__cause__, psycopg.OperationalError):
                    raise
            await asyncio.sleep(seconds)
        await super().execute_query_async(query, **arguments)


class CitysConnector(DjangoConnector):
    """Queues within Django's transaction, in the worker too."""

    def get_worker_connector(self) -> WorkersConnector:
        patience = {"timeout": 10.0, "reconnect_timeout": database.RECONNECT}
        return WorkersConnector(kwargs=connector_params(), **patience)


def queue_within_the_transaction(app: App) -> None:
    """Called once, when Procrastinate is ready (`PROCRASTINATE_ON_APP_READY`)."""
    from balaikota.kit import reactions

    app.connector = app.job_manager.connector = CitysConnector()
    app.worker_defaults["task_middleware"].append(reactions.watched)


@transaction.atomic
def requeue_stalled(after_seconds: int = PATIENCE) -> int:
    """Forget workers without a heartbeat and queue their unfinished jobs again: a job may run twice.

    Of jobs that are not to wait twice (the clock's, the sample city's) one that waits already does the work of both.
    """
    with connection.cursor() as cursor:
        # A sign of life from the future: the clock was set back. A living worker says a new one within ten seconds.
        cursor.execute(
            "update procrastinate_workers set last_heartbeat = now() - interval '1 second' where last_heartbeat > now()"
        )
        # A next try beyond the longest wait there is was planned before the clock was set back: it would wait by as much.
        cursor.execute(
            "update procrastinate_jobs set scheduled_at = now() where status = 'todo' and queue_name = 'reactions'"
            " and scheduled_at > now() + make_interval(secs => %s)",
            [LONGEST_WAIT],
        )
        cursor.execute("select procrastinate_prune_stalled_workers_v1(%s)", [after_seconds])
        cursor.execute(
            "delete from procrastinate_jobs j where status = 'doing' and worker_id is null and exists ("
            " select from procrastinate_jobs other where other.queueing_lock = j.queueing_lock and"
            " (other.status = 'todo' or other.status = 'doing' and other.worker_id is null and other.id < j.id))"
        )
        cursor.execute(
            "select procrastinate_retry_job_v2(id, now(), null, null, null) from procrastinate_jobs"
            " where status = 'doing' and worker_id is null"
        )
        taken_up = int(cursor.rowcount)
    if taken_up:
        log.warning("jobs of a dead worker taken up again", taken_up=taken_up)
    return taken_up


def in_hand() -> int:
    """Jobs that are being done now."""
    return int(ProcrastinateJob.objects.filter(status="doing").count())
