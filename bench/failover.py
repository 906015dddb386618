"""`make bench NAME=failover`: a city hall on six machines loses its primary, twice, under load.

Three database machines (PostgreSQL under Patroni, etcd), two of pages, one of jobs, all built here by `bench/cluster.py`
from the templates of `deploy/`. The first primary is killed as by a power cut, the second stands still as a frozen
virtual machine and wakes up again. No acknowledged write may be lost, writing must go on within 60 s, and whoever reads
from a replica must notice nothing. See README.md for the rule.
"""

import json
import os
import shutil
import signal
import sys
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import figures
from bench.cluster import FIRST, Cluster
from bench.load import Load, Reporters, Told, insert_rows, read_rows

CALM = float(os.environ.get("BENCH_CALM", "20"))  # seconds of load before and after each blow
RTO, SETTLED = 60.0, 5.0
ONLY_ROWS = os.environ.get("BENCH_ONLY_ROWS") == "1"


@dataclass
class Blow:
    """One primary that was lost."""

    how: str
    who: str
    at: float
    heir: str = ""
    whole_after: float = 0.0
    rejoined: str = ""


def main() -> None:
    """Build, strike twice, print; the exit status says whether every limit was kept."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    cluster = Cluster()
    try:
        build(cluster)
        kept = measure(cluster)
    finally:
        cluster.stop()
        if os.environ.get("BENCH_KEEP"):
            print(f"kept: {cluster.run}")
        else:
            shutil.rmtree(cluster.run, ignore_errors=True)
    sys.exit(0 if kept else 1)


def build(cluster: Cluster) -> None:
    began = time.monotonic()
    cluster.start(*FIRST)
    cluster.await_whole()
    say(f"three database machines in {time.monotonic() - began:.0f} s, {cluster.leader()} leads")
    for _passed in cluster.wait(30):
        try:
            with psycopg.connect(cluster.address("worker1", "write", "owner"), autocommit=True) as link:
                link.execute(
                    "create table plain (key uuid primary key, at timestamptz not null default now())"
                )
                link.execute("grant select, insert on plain to balaikota_app")
                break
        except psycopg.OperationalError:
            continue
    if not ONLY_ROWS:
        cluster.once("worker1", "prepare")
        cluster.start("web", "worker", "front")
        await_open(cluster)
        say(f"a city hall on two machines of pages and one of jobs in {time.monotonic() - began:.0f} s")


def await_open(cluster: Cluster) -> None:
    """Both machines of pages answer, a worker has shown signs of life and done what the preparation left."""
    for _passed in cluster.wait(180):
        said = []
        for machine in cluster.of("web"):
            with suppress(OSError):
                where = f"http://{machine.address}:{cluster.ports['web']}/sehat/"
                with urllib.request.urlopen(
                    urllib.request.Request(where, headers={"Host": "localhost"}), timeout=10
                ) as answer:
                    said.append(json.load(answer)["pekerja"])
        if said == ["ok", "ok"]:
            break
    with psycopg.connect(cluster.address("worker1", "write", "owner"), autocommit=True) as link:
        for _passed in cluster.wait(300):
            if link.execute(BUSY).fetchone() == (0,):
                return
    raise AssertionError(f"the city hall did not open: {said}")


def measure(cluster: Cluster) -> bool:
    rows, reports, reads = Told("plain rows", "plain"), Told("reports", "reports_report"), Told("reads")
    load = Load()
    load.begin(4, insert_rows(cluster.address("worker1", "write", "app"), rows, 0.08))
    load.begin(2, read_rows(cluster.address("worker1", "read", "app"), reads, 0.05))
    reporters = Reporters("127.0.0.1", 8574, reports)
    if not ONLY_ROWS:
        load.begin(3, reporters.work(0.4))
    let_pass(cluster, CALM)
    blows = [strike(cluster, "kill -9"), strike(cluster, "frozen")]
    let_pass(cluster, CALM)
    load.stop()
    return report(cluster, blows, [rows, reports], reads)


def strike(cluster: Cluster, how: str) -> Blow:
    """Lose the primary, wait until another leads, let it come back, wait until all three are in step again."""
    who = cluster.leader()
    machine = cluster.machines[who]
    blow = Blow(how, who, time.monotonic())
    machine.freeze() if how == "frozen" else machine.kill()
    for _passed in cluster.wait(120):
        blow.heir = next((name for name in [cluster.leader()] if name not in ("", who)), "")
        if blow.heir:
            break
    say(f"{how}: {who} is lost, {blow.heir or 'nobody'} leads after {time.monotonic() - blow.at:.1f} s")
    let_pass(cluster, CALM)
    said = (machine.folder / "balaikota-database.log").stat().st_size
    back = time.monotonic()
    machine.thaw() if how == "frozen" else machine.start()
    cluster.await_whole(without=who)
    blow.whole_after = time.monotonic() - back
    log = (machine.folder / "balaikota-database.log").read_bytes()[said:].decode(errors="replace")
    blow.rejoined = "pg_rewind" if "running pg_rewind" in log else "its own log was enough"
    say(f"{who} follows again after {blow.whole_after:.1f} s ({blow.rejoined})")
    let_pass(cluster, CALM)
    return blow


def let_pass(cluster: Cluster, seconds: float) -> None:
    for _passed in cluster.wait(seconds):
        pass


# --- what came of it ------------------------------------------------------------------------------


def report(cluster: Cluster, blows: list[Blow], writers: list[Told], reads: Told) -> bool:
    with psycopg.connect(cluster.address("worker1", "write", "owner"), autocommit=True) as link:
        each = [kept_by(link, told, blows) for told in writers if told.acknowledged]
        kept = all(each)
        if not ONLY_ROWS:
            kept &= jobs_once(cluster, link)
    by = Counter(who for _at, who in reads.acknowledged)
    say(f"\n{reads.name}: {by['replica']} answered by a replica, {by['primary']} by one that had just become the primary;"
        f" errors {len(reads.faults)} {reads.faults[:3]}")  # fmt: skip
    return kept & figures.within("errors of readers", len(reads.faults), "", most=0)


def kept_by(link: "psycopg.Connection[Any]", told: Told, blows: list[Blow]) -> bool:
    """What was acknowledged and is not there, and how long nobody could write after each blow."""
    there = {str(key) for (key,) in link.execute(f"select key from {told.table}")}
    lost = sum(key not in there for _at, key in told.acknowledged)
    acknowledged = f"of {len(told.acknowledged)} acknowledged"
    kept = figures.within(f"{told.name}, lost (RPO)", lost, "", most=0, note=acknowledged)
    for blow, until in zip(blows, [*(blow.at for blow in blows[1:]), float("inf")], strict=True):
        rto = told.silence_after(blow.at, until)
        refused = [what for at, what in told.faults if blow.at < at < until]
        late = [what for at, what in told.faults if blow.at + rto + SETTLED < at < until]
        note = f"refused until then {len(refused)}, later {len(late)} {late[:2]}"
        kept &= (
            figures.within(f"{told.name}, {blow.how}, again (RTO)", rto, "s", most=RTO, note=note)
            and not late
        )
    return kept


BUSY = "select count(*) from procrastinate_jobs where status in ('todo', 'doing') and scheduled_at is null"
JOBS = """select count(*), count(*) filter (where done = 1), count(*) filter (where done > 1),
        count(*) filter (where begun > 1)
    from audit_event event left join lateral (
        select count(*) filter (where step.type = 'succeeded') as done,
            count(*) filter (where step.type = 'started') as begun
        from procrastinate_jobs job join procrastinate_events step on step.job_id = job.id
        where job.args ->> 'event_id' = event.id::text) steps on true
    where event.name = 'reports.sent'"""
REPORTS = "select count(*) from reports_report"


def jobs_once(cluster: Cluster, link: "psycopg.Connection[Any]") -> bool:
    """Each report has one event, and what follows it was done, once; a job whose worker died is taken up again."""
    seen: tuple[int, ...] = (0, 0, 0, 0)
    began = time.monotonic()
    for _passed in cluster.wait(360):
        seen = link.execute(JOBS).fetchone() or seen
        if seen[1] + seen[2] == seen[0]:
            break
    (reports,) = link.execute(REPORTS).fetchone() or (0,)
    say(f"\njobs: {reports} reports, {seen[0]} events, done once {seen[1]}, more than once {seen[2]}, begun anew {seen[3]};"
        f" all done {time.monotonic() - began:.0f} s after the end")  # fmt: skip
    return figures.within(
        "reports not followed by one job, once", reports - seen[1] + seen[2], "", most=0
    ) and (seen[0] == reports)


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
