"""Writing down how a drill went and which certificate visitors meet, and setting a stuck job free."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.upkeep import queries, rules
from balaikota.engine.upkeep.models import Drill
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

TIMES = ("began_at", "finished_at", "base_at", "point_at")


def note_front(pem: str) -> None:
    """The certificate that visitors meet. It never expires in the cache: to find a row that has, inside a page that only
    reads, would delete it there."""
    cache.set(queries.FRONT, (timezone.now(), pem), None)


@transaction.atomic
def note_drill(told: dict[str, Any]) -> Drill:
    """What `balaikota drill` found."""
    said = {name: value for name, value in told.items() if name not in TIMES}
    times = {name: datetime.fromisoformat(told[name]) for name in TIMES if told.get(name)}
    drill = Drill.objects.create(**said, **times)
    audit.record("upkeep.drilled", drill, by=None, passed=drill.passed)
    return drill


@transaction.atomic
def free(job_id: int, *, by: Person) -> str:
    """Let a job that gave up, or whose worker is gone, wait for a worker again; its name. It may run twice, as any job."""
    require(rules.operates(by), _("Pekerjaan dibebaskan oleh pengelola sistem."))
    job = queries.locked_job(job_id)
    require(
        rules.may_be_freed(job.status, job.silence),
        _("Pekerjaan ini sedang dikerjakan atau sudah selesai, jadi tidak perlu dibebaskan."),
        status=409,
    )
    require(
        not queries.waits_already(job),
        _("Pekerjaan yang sama sudah menunggu dan akan mengerjakan ini juga."),
        status=409,
    )
    with connection.cursor() as cursor:
        cursor.execute("select procrastinate_retry_job_v2(%s, now(), null, null, null)", [job.pk])
    audit.record("upkeep.freed", job, by=by, task=job.task_name, was=job.status)
    return str(job.task_name)
