"""The queue in the city's database: what a job queues belongs to its transaction; jobs of a dead worker wait again."""

from django.db import connection, transaction
from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

PATIENCE = 60  # seconds without a heartbeat (one comes every ten)


class WorkersConnector(PsycopgConnector):
    """The worker fetches jobs on connections of its own; what a job queues goes through the job's.

    Procrastinate's own would queue it apart: another worker took it before the event was there, and what was
    queued stayed when the job failed and its event did not.
    """

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector()


class CitysConnector(DjangoConnector):
    """Queues within Django's transaction, in the worker too."""

    def get_worker_connector(self) -> WorkersConnector:
        return WorkersConnector(kwargs=connector_params())


def queue_within_the_transaction(app: App) -> None:
    """Called once, when Procrastinate is ready (`PROCRASTINATE_ON_APP_READY`)."""
    app.connector = app.job_manager.connector = CitysConnector()


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
        return int(cursor.rowcount)


def in_hand() -> int:
    """Jobs that are being done now."""
    return int(ProcrastinateJob.objects.filter(status="doing").count())
