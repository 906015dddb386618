"""Jobs whose worker died. Procrastinate leaves them "doing" for ever; we put them back into the queue."""

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

PATIENCE = 60  # seconds without a heartbeat (one comes every ten)


@transaction.atomic
def requeue_stalled(after_seconds: int = PATIENCE) -> int:
    """Forget workers without a heartbeat and queue their unfinished jobs again: a job may run twice.

    Of jobs that are not to wait twice (the clock's, the sample city's) one that waits already does the work of both.
    """
    with connection.cursor() as cursor:
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


def oldest_waiting_seconds() -> float:
    """How long the oldest job that could run has been waiting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(extract(epoch from now() - min(coalesce(scheduled_at, e.at))), 0)::float"
            ""
            " from procrastinate_jobs j"
            " join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'"
            " where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now()"
        )
        return float(cursor.fetchone()[0])


def failed() -> int:
    """Jobs that gave up."""
    return int(ProcrastinateJob.objects.filter(status="failed").count())


def heartbeat_age() -> float | None:
    """Seconds since a worker last said it lives; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select extract(epoch from now() - max(last_heartbeat))::float from procrastinate_workers"
        )
        age: float | None = cursor.fetchone()[0]
        return age
