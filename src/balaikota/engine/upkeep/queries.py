"""Looking at the machine. Nothing here names a person: jobs hold ids of events, statements have their values taken out."""

import json
import platform
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from balaikota.engine.upkeep import methods, rules
from balaikota.engine.upkeep.methods import Disk, Ending, Trouble
from balaikota.engine.upkeep.models import Drill
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import queries as notifications
from balaikota.foundation.people.models import Person
from balaikota.kit import clock, replicas
from balaikota.kit.errors import found
from balaikota.kit.logs import last_lines

SHOWN, REMEMBERED = 25, 1_000
#: What is too long a wait, too old a backup.
LONGEST_WAIT = 600
SIGN_OF_LIFE, LOG_BEHIND = timedelta(minutes=3), 4
BASE_AGE, DRILL_AGE = timedelta(hours=27), timedelta(days=9)
SOON = 14  # days
STEP = 60  # seconds the clock may be set by before the city says so
LONG = 5  # seconds a statement may run before it is shown
FRONT, SEEN_LATELY = "upkeep:front", timedelta(days=3)


def require_operator(viewer: Person) -> None:
    found(viewer if rules.operates(viewer) else None)


# --- drills and backups ---


def drill_of(event_id: int) -> Drill:
    return Drill.objects.get(pk=audit.event(event_id).about_id)


def drills() -> QuerySet[Drill]:
    return Drill.objects.order_by("-finished_at")[:SHOWN]


def last_drill() -> Drill | None:
    return Drill.objects.order_by("-finished_at").first()


def last_passed() -> Drill | None:
    return Drill.objects.filter(passed=True).order_by("-finished_at").first()


def backup() -> dict[str, Any]:
    """What the keeper of the continuous backup last said, with its moments as moments; empty when there is none."""
    try:
        said: dict[str, Any] = json.loads(settings.BACKUPS_STATE.read_text())
    except (OSError, ValueError):
        return {}
    moments = ("at", "wal_at", "base_at", "since", "fault_since")
    return said | {name: datetime.fromisoformat(said[name]) for name in moments if said.get(name)}


# --- the queue ---


@dataclass(frozen=True)
class Stuck:
    """A job in hand or given up, and how long."""

    pk: int
    task: str
    status: str
    attempts: int
    since: datetime | None
    may_be_freed: bool


def locked_job(job_id: int) -> ProcrastinateJob:
    """With `silence`: seconds since its worker last gave a sign of life."""
    rows = ProcrastinateJob.objects.select_for_update(no_key=True, of=("self",)).filter(pk=job_id)
    job = rows.first()
    if job is None:
        raise Http404
    job.silence = _silences([job_id]).get(job_id)
    return job


def _silences(job_ids: list[int]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select j.id, abs(extract(epoch from now() - w.last_heartbeat))::float from procrastinate_jobs j"
            " join procrastinate_workers w on w.id = j.worker_id where j.id = any(%s)",
            [job_ids],
        )
        return dict(cursor.fetchall())


def waits_already(job: ProcrastinateJob) -> bool:
    """Of some jobs only one may wait at a time."""
    others = ProcrastinateJob.objects.filter(queueing_lock=job.queueing_lock, status="todo")
    return job.queueing_lock is not None and others.exists()


def queue() -> dict[str, Any]:
    """How many wait, are in hand and gave up; the oldest wait; and each one in hand or given up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) filter (where status = 'todo' and coalesce(scheduled_at, now()) <= now()),"
            " count(*) filter (where status = 'todo' and scheduled_at > now()),"
            " count(*) filter (where status = 'doing'), count(*) filter (where status = 'failed')"
            " from procrastinate_jobs where status in ('todo', 'doing', 'failed')"
        )
        waiting, later, doing, failed = cursor.fetchone()
        cursor.execute(
            "select j.id, j.task_name, j.status::text, j.attempts, (select max(e.at) from procrastinate_events e"
            " where e.job_id = j.id) from procrastinate_jobs j where j.status in ('doing', 'failed')"
            " order by j.status desc, j.id desc limit %s",
            [SHOWN],
        )
        rows = cursor.fetchall()
    silences = _silences([row[0] for row in rows])
    stuck = [
        Stuck(pk, task, status, attempts, since, rules.may_be_freed(status, silences.get(pk)))
        for pk, task, status, attempts, since in rows
    ]
    said = {"waiting": waiting, "later": later, "doing": doing, "failed": failed, "stuck": stuck}
    return said | {"oldest": int(oldest_waiting()), "worker": heartbeat_age()}


def oldest_waiting() -> float:
    """Seconds the oldest job that could run has waited."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(extract(epoch from now() - min(coalesce(scheduled_at, e.at))), 0)::float"
            " from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'"
            " where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now()"
        )
        return float(cursor.fetchone()[0])


def heartbeat_age() -> float | None:
    """Seconds since a worker last said it lives; None when there is none.

    One that said so in the future said it before the clock was set back, and a living one says it again in a moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select min(abs(extract(epoch from now() - last_heartbeat)))::float from procrastinate_workers"
        )
        age: float | None = cursor.fetchone()[0]
        return age


# --- the database ---


def database() -> dict[str, Any]:
    """Its size, its largest tables, its connections, and the log that waits to be archived."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_database_size(current_database()), (select jsonb_object_agg(state, n) from (select"
            " coalesce(state, 'other') as state, count(*) as n from pg_stat_activity where datname ="
            " current_database() group by 1) links), current_setting('max_connections')::int,"
            " (select extract(epoch from now() - min(xact_start))::float from pg_stat_activity"
            "  where datname = current_database() and state <> 'idle')"
        )
        size, states, most, oldest = cursor.fetchone()
        cursor.execute(
            "select relname, pg_total_relation_size(oid), greatest(reltuples, 0)::bigint from pg_class"
            " where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2 desc limit 8"
        )
        largest = [{"name": name, "size": bytes_, "rows": rows} for name, bytes_, rows in cursor.fetchall()]
    states = json.loads(states)
    told = {"size": size, "states": states, "links": sum(states.values()), "most": most}
    return told | {"oldest": oldest or 0, "largest": largest}


def slowest() -> list[dict[str, Any]] | None:
    """The statements that cost most in all; None when this server does not count them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select to_regclass('pg_stat_statements') is not null"
            " and exists (select from pg_settings where name = 'pg_stat_statements.track')"
        )
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(
            "select left(regexp_replace(query, '\\s+', ' ', 'g'), 300), calls, mean_exec_time, total_exec_time"
            " from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = current_database()"
            " and query is not null and query <> '<insufficient privilege>' order by total_exec_time desc limit 10"
        )
        names = ("query", "calls", "mean", "total")
        rows = [(methods.unmarked(query)[0], *more) for query, *more in cursor.fetchall()]
        return [dict(zip(names, row, strict=True)) for row in rows]


def running() -> list[dict[str, Any]]:
    """Statements that have run, and transactions that have stood open, for more than a few seconds: without their values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select query, state, coalesce(wait_event, ''), extract(epoch from now() - xact_start)::float"
            " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            " and state <> 'idle' and backend_type = 'client backend' and now() - xact_start > make_interval(secs => %s)"
            " order by xact_start limit %s",
            [LONG, SHOWN],
        )
        found = []
        for query, state, wait, seconds in cursor.fetchall():
            statement, request_id = methods.unmarked(query)
            told = {"query": methods.without_values(statement)[:300], "request_id": request_id}
            found.append(told | {"state": state, "wait": wait, "seconds": round(seconds)})
        return found


# --- the machine ---


def disks() -> list[Disk]:
    """The home's disk, and that of the backups."""
    places = [(_("Data kota"), str(settings.HOME))]
    if folder := backup().get("folder"):
        places.append((_("Cadangan"), folder))
    seen = []
    for label, place in places:
        try:
            room = shutil.disk_usage(place)
        except OSError:  # the keeper says that its folder is gone
            continue
        seen.append(Disk(label, place, room.free, room.total))
    return seen


def endings() -> list[Ending]:
    return methods.endings(Path(settings.SIGNING_FOLDER))


def front() -> Ending | None:
    """The certificate that visitors meet, if it was seen in the last three days."""
    at, pem = cache.get(FRONT) or (None, "")
    return methods.front(settings.ADDRESS, pem) if at and timezone.now() - at < SEEN_LATELY else None


def last_errors() -> list[dict[str, Any]]:
    """The last errors of all processes, those of one kind at one place together, the newest first: never what somebody
    typed."""
    together: dict[tuple[str, str], dict[str, Any]] = {}
    for line in reversed(last_lines(settings.ERRORS_FILE, REMEMBERED)):
        newest = line | {"at": datetime.fromisoformat(line["at"]), "count": 0}
        together.setdefault((line["kind"], line["place"]), newest)["count"] += 1
    return list(together.values())[:SHOWN]


def versions() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version')")
        server = cursor.fetchone()[0]
    named = [
        (name, methods.version_of(name))
        for name in ("balaikota", "django", "procrastinate", "psycopg", "granian")
    ]
    return [
        *named,
        ("PostgreSQL", server),
        ("Python", platform.python_version()),
        ("Linux", platform.release()),
    ]


# --- what is wrong ---


def troubles() -> list[Trouble]:
    """Everything that keeps the city from being well; empty when it is."""
    checks = (_room, _clock, _work, _copy, _letters, _backups, _rehearsals, _certificates, _front)
    return [each for check in checks for each in check()]


def troubles_without_database() -> list[Trouble]:
    """What can be said when the database does not answer: that, and what may be the reason."""
    mend = _("balaikota start menjalankannya lagi; lihat lognya.")
    return [
        Trouble(_("Basis data tidak menjawab"), "", mend),
        *_room(),
        *_clock(),
        *_backups(),
        *_certificates(),
    ]


def _room() -> list[Trouble]:
    mend = _("Kosongkan ruang atau tambah disk; yang sudah diterima tetap tersimpan.")
    return [
        Trouble(_("Disk hampir penuh"), f"{disk.place}: {disk.free >> 20} MiB ({disk.percent} %)", mend)
        for disk in disks()
        if disk.is_nearly_full
    ]


def _clock() -> list[Trouble]:
    """What is written meanwhile bears the wrong time; nobody but a person knows which of the two was right."""
    stepped = clock.offset() - settings.CLOCK
    if abs(stepped) < STEP:
        return []
    mend = _(
        "Setel jam yang benar (timedatectl set-ntp true); bila jam sekarang yang benar, jalankan lagi balaikota start."
    )
    return [Trouble(_("Jam mesin meloncat"), f"{stepped:+.0f} s", mend)]


def _work() -> list[Trouble]:
    age, oldest = heartbeat_age(), oldest_waiting()
    if age is None or age > rules.PATIENCE:
        mend = _("Pekerja dijalankan lagi oleh balaikota start; lihat lognya.")
        return [Trouble(_("Pekerja tidak hidup"), "" if age is None else f"{age:.0f} s", mend)]
    if oldest > LONGEST_WAIT:
        mend = _("Lihat pekerjaan yang gagal di bawah.")
        return [Trouble(_("Antrean tersendat"), f"{oldest / 60:.0f} min", mend)]
    return []


def _copy() -> list[Trouble]:
    """A dead worker makes a copy look old; that is told already."""
    if not replicas.exist() or replicas.is_well() or _work():
        return []
    mend = _("Semua halaman dibaca dari basis data induk. Periksa server yang disebut DATABASE_REPLICA_URL.")
    return [Trouble(_("Salinan basis data tidak menjawab atau tertinggal"), "", mend)]


def _letters() -> list[Trouble]:
    ways = notifications.ways_closed()
    mend = _(
        "Periksa server surat (BALAIKOTA_EMAIL_URL); yang menunggu berangkat sendiri, tidak ada yang hilang."
    )
    return [Trouble(_("Surat keluar tertahan"), ", ".join(ways), mend)] if ways else []


def _backups() -> list[Trouble]:
    """Only where a continuous backup is on. With `DATABASE_URL` the server's own tool watches over it."""
    said = backup()
    if not said:
        return []
    now = timezone.now()
    if said.get("fault"):
        mend = _(
            "Perbaiki sebabnya; sampai itu catatan perubahan menunggu di disk data, tidak ada yang hilang."
        )
        return [Trouble(_("Cadangan terhenti"), said["fault"], mend)]
    if not said.get("at") or now - said["at"] > SIGN_OF_LIFE:
        return [Trouble(_("Penjaga cadangan tidak hidup"), "", _("Lihat log balaikota start."))]
    if said.get("waiting", 0) > LOG_BEHIND:
        return [Trouble(_("Cadangan tertinggal"), str(said["waiting"]), _("Folder cadangan terlalu lambat?"))]
    if said.get("gap"):
        mend = _("Kembalikan potongan itu dari salinan; cadangan dasar berikutnya menutup celahnya.")
        return [Trouble(_("Cadangan bercelah"), said["gap"], mend)]
    if said.get("base_at") and now - said["base_at"] > BASE_AGE:
        return [Trouble(_("Cadangan dasar terlalu tua"), "", _("Lihat log balaikota start."))]
    return []


def _rehearsals() -> list[Trouble]:
    last, said = last_drill(), backup()
    if last and not last.passed:
        mend = _("Jalankan balaikota drill, dan baca sebabnya.")
        return [Trouble(_("Latihan pemulihan terakhir gagal"), last.why, mend)]
    since = last.finished_at if last else said.get("since")
    if said and since and timezone.now() - since > DRILL_AGE:
        return [Trouble(_("Cadangan sudah lama tidak dilatih"), "", _("Jalankan balaikota drill."))]
    return []


def _certificates() -> list[Trouble]:
    """Past their end only: a local certificate is renewed by itself when it is used."""
    now = timezone.now()
    mend = _("Sertifikat diganti saat surat berikutnya ditandatangani.")
    return [Trouble(_("Sertifikat habis"), one.name, mend) for one in endings() if one.ends_at < now][:1]


def _front() -> list[Trouble]:
    """Whoever renews it does so a month before; two weeks before the end nobody has."""
    seen = front()
    if seen is None or seen.days_left(timezone.now()) >= SOON:
        return []
    mend = _("Perbarui sertifikat HTTPS di proksi; biasanya itu terjadi sendiri sebulan sebelumnya.")
    return [Trouble(_("Sertifikat HTTPS segera habis"), f"{seen.name}: {seen.ends_at:%Y-%m-%d}", mend)]
