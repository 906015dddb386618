"""`make bench NAME=failover`: a city hall on six machines loses its primary, twice, under load.

Three database machines (PostgreSQL under Patroni, etcd), two of pages, one of jobs, all built here by `bench/cluster.py`
from the templates of `deploy/`. The first primary is killed as by a power cut, the second stands still as a frozen
virtual machine and wakes up again. No acknowledged write may be lost, writing must go on within 60 s, and whoever reads
from a replica must notice nothing. See README.md for the rule.
"""

import os
import shutil
import signal
import sys
import time
from dataclasses import dataclass

import psycopg

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
        say(f"a city hall on two machines of pages and one of jobs in {time.monotonic() - began:.0f} s")


def measure(cluster: Cluster) -> bool:
    rows, reports, reads = Told("plain rows"), Told("reports"), Told("reads of a replica")
    load, again = Load(), Told("")
    load.begin(4, insert_rows(cluster.address("worker1", "write", "app"), rows, 0.08))
    load.begin(2, read_rows(cluster.address("worker1", "read", "app"), reads, 0.05))
    reporters = Reporters("127.0.0.1", 8574, reports, again)
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
    cluster.await_whole()
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
    kept = True
    with psycopg.connect(cluster.address("worker1", "write", "owner"), autocommit=True) as link:
        there = {
            "plain rows": {str(key) for (key,) in link.execute("select key from plain")},
            "reports": set()
            if ONLY_ROWS
            else {str(key) for (key,) in link.execute("select key from reports_report")},
        }
    for told in writers:
        if not told.acknowledged:
            continue
        lost = sum(key not in there[told.name] for _at, key in told.acknowledged)
        kept &= lost == 0
        say(f"\n{told.name}: {len(told.acknowledged)} acknowledged, lost (RPO) {lost}")
        for blow, next_ in zip(blows, [*blows[1:], None], strict=True):
            until = next_.at if next_ else float("inf")
            of = Told(told.name, [one for one in told.acknowledged if one[0] < until], told.faults)
            rto = of.silence_after(blow.at)
            faults = [what for at, what in told.faults if blow.at < at < until]
            late = [what for at, what in told.faults if blow.at + rto + SETTLED < at < until]
            kept &= rto <= RTO and not late
            say(
                f"  {blow.how:<8} RTO {rto:5.1f} s   refused meanwhile {len(faults)}, later {len(late)} {late[:2]}"
            )
    at = {what: sum(key == what for _at, key in reads.acknowledged) for what in ("replica", "primary")}
    say(f"\nreads: {at['replica']} answered by a replica, {at['primary']} by one that had become the primary;"
        f" errors {len(reads.faults)} {reads.faults[:3]}")  # fmt: skip
    return kept and not reads.faults


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
