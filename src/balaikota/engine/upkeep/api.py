"""For programs that watch: Prometheus, and an uptime monitor that wants to know why."""

import hmac
import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from balaikota.engine.upkeep import methods, queries
from balaikota.engine.upkeep.methods import by_label, measure
from balaikota.kit import measures
from balaikota.kit.http import Request, even_without_database, reads

HERE = ("127.0.0.1", "::1")


@reads(anyone=True, walled=False)
def metrics(request: Request) -> HttpResponse:
    """Only for the machine itself, or for who brings the token."""
    if not _may_read(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrik"'})
    registry = CollectorRegistry()
    registry.register(methods.Now([*_work(), *_database(), *_machine(), *_backups()]))
    measures.collected(registry)
    text = generate_latest(registry)
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"})


def _may_read(request: Request) -> bool:
    """Behind a proxy everybody comes from this machine: then only the token counts."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    comes_directly = not any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via"))
    is_proxied = bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    return request.META.get("REMOTE_ADDR") in HERE and comes_directly and not is_proxied


@reads(anyone=True, walled=False)
def _wellbeing(request: Request) -> HttpResponse:
    """503 as long as something is wrong, and why: in words without paths, for anybody may ask."""
    return _said(queries.troubles())


def _said_without_database(request: Request) -> HttpResponse:
    """A full disk stops the database first: then its reason has to be told without it."""
    return _said(queries.troubles_without_database())


wellbeing = even_without_database(_wellbeing, _said_without_database)


def _said(troubles: list[methods.Trouble]) -> HttpResponse:
    told = {"keadaan": "merah" if troubles else "baik", "sebab": [str(one.said) for one in troubles]}
    answer = JsonResponse(told, status=503 if troubles else 200, headers={"Cache-Control": "no-store"})
    answer._has_been_logged = True  # type: ignore[attr-defined]  # an answer, not a fault of ours: Django would log each
    return answer


def _work() -> Iterator[GaugeMetricFamily]:
    jobs = queries.queue()
    states = [(name, jobs[name]) for name in ("waiting", "later", "doing", "failed")]
    yield by_label("balaikota_jobs", "Jobs by state.", "state", states)
    yield measure(
        "balaikota_oldest_job_seconds", "How long the oldest job that could run has waited.", jobs["oldest"]
    )
    yield measure(
        "balaikota_worker_silence_seconds", "Since a worker last gave a sign of life.", jobs["worker"]
    )


def _database() -> Iterator[GaugeMetricFamily]:
    base = queries.database()
    yield measure("balaikota_database_bytes", "Size of the database.", base["size"])
    yield by_label(
        "balaikota_database_connections", "Connections to the database.", "state", base["states"].items()
    )
    yield measure("balaikota_database_connections_max", "Connections the server allows.", base["most"])
    yield measure(
        "balaikota_oldest_transaction_seconds", "Age of the oldest open transaction.", base["oldest"]
    )


def _machine() -> Iterator[GaugeMetricFamily]:
    disks = queries.disks()
    yield measure(
        "balaikota_troubles", "Things that are wrong; /sehat/lengkap/ names them.", len(queries.troubles())
    )
    yield by_label(
        "balaikota_disk_free_bytes", "Room left.", "place", [(disk.place, disk.free) for disk in disks]
    )
    yield by_label(
        "balaikota_disk_bytes", "Room in all.", "place", [(disk.place, disk.total) for disk in disks]
    )
    held = measures.processes()
    yield by_label("balaikota_process_memory_bytes", "Memory of a process of ours.", "process", held)
    every = [*queries.endings(), *filter(None, [queries.front()])]
    ends = [(f"{one.name} {number}", one.ends_at.timestamp()) for number, one in enumerate(every)]
    yield by_label("balaikota_certificate_ends", "Unix time at which a certificate ends.", "name", ends)
    yield measure("balaikota_load1", "Load of the machine over one minute.", os.getloadavg()[0])


def _backups() -> Iterator[GaugeMetricFamily]:
    said, passed = queries.backup(), queries.last_passed()
    failing = bool(said["fault"]) if "fault" in said else None
    yield measure(
        "balaikota_backup_log_age_seconds", "Age of the newest sealed piece of log.", _age(said.get("wal_at"))
    )
    yield measure(
        "balaikota_backup_log_waiting", "Pieces of log that wait to be sealed.", said.get("waiting")
    )
    yield measure(
        "balaikota_backup_base_age_seconds", "Age of the newest base backup.", _age(said.get("base_at"))
    )
    yield measure("balaikota_backup_failing", "1 while the backup stands still.", failing)
    last = _age(passed.finished_at) if passed else None
    yield measure("balaikota_drill_age_seconds", "Since a drill last passed.", last)


def _age(moment: datetime | None) -> float | None:
    return (timezone.now() - moment).total_seconds() if moment else None
