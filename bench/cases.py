"""`make bench NAME=cases`: the desk, search and a resident's list at 10,000, 100,000 and 1,000,000 cases, each beside
its own SQL through psycopg; and submitting beside a bare insert. See README.md for the rule."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg
from tests.journeys.tree import Tree

from bench import figures, sample

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000 100000 1000000").split()]
TURNS, SUBMITS, AT_ONCE = 60, int(os.environ.get("BENCH_SUBMITS", "160")), 8
FLAT = 3.0  # a path is flat when a hundred times the rows cost it less than this


@dataclass
class Path_:
    """One thing an officer or a resident waits for."""

    name: str
    ask: Callable[[], Any]


def main() -> None:
    """Measure and print; the exit status says whether every limit was kept."""
    with sample.city() as tree:
        kept = measure_lists(tree) & measure_submit(tree)
    sys.exit(0 if kept else 1)


def open_django(tree: Tree) -> None:
    """This process as one more of the city's own: the same database, as the application's role."""
    os.environ |= {"BALAIKOTA_HOME": str(tree.home), "BALAIKOTA_ADDRESS": tree.address}
    os.environ["DJANGO_SETTINGS_MODULE"] = "balaikota.config.settings"
    import django

    django.setup()


def address(tree: Tree, user: str = "") -> str:
    from balaikota.config import postgres

    where = postgres.socket_folder(tree.home)
    return f"host={where} dbname={postgres.DATABASE} user={user or postgres.APP}"


# --- lists ----------------------------------------------------------------------------------------


def measure_lists(tree: Tree) -> bool:
    from bench.filling import Filler

    with psycopg.connect(address(tree, SUPERUSER)) as link:
        link.execute("set session_replication_role = replica")  # the rows are right: 20 million look-ups less
        edition, desk = link.execute(EDITION).fetchone() or (0, 0)
        filler = Filler(link, edition, desk)
        times: dict[str, list[tuple[float, float]]] = {}
        kept = True
        for size in SIZES:
            began = time.perf_counter()
            filler.until(size)
            print(f"\n{size:,} cases (filled in {time.perf_counter() - began:.0f} s)", flush=True)
            for path in paths():
                ours, plain, ratio, queries, yard = beside_its_sql(path, tree)
                times.setdefault(path.name, []).append((ours, yard))
                name, theirs = f"{path.name}, {size:,}", ("psycopg", plain * 1000)
                kept &= figures.beside(
                    name, ours * 1000, "ms", theirs, ratio=ratio, most=3, note=f"{queries} queries"
                )
    print("\nfrom the smallest table to the largest, by the yardstick of the moment:")
    for name, each in times.items():
        (first, short), (last, long) = each[0], each[-1]
        grown = (last / long) / (first / short)
        kept &= figures.within(f"{name}, growth", grown, "times", most=FLAT)
    return kept


SUPERUSER = "postgres"
EDITION = """select e.id, s.desk_id from catalogue_edition e join catalogue_service s on s.id = e.service_id
    where s.slug = 'akta-kelahiran' order by e.number desc limit 1"""


def paths() -> list[Path_]:
    """Asked as the views ask; people come fresh, so that nothing is remembered between two turns."""
    from balaikota.engine.cases import queries as cases
    from balaikota.engine.cases.models import Case
    from balaikota.engine.work import queries as work
    from balaikota.foundation.people.models import Person
    from balaikota.foundation.people.queries import sample_person

    wulan = sample_person("wulan")
    assert wulan is not None
    work.work_list(wulan)  # her posts are asked once per request, by the middleware
    busy = Person.objects.get(pk__in=Case.objects.filter(number="LMA-2010-00007").values("applicant"))
    third = work.work_list(wulan, {"keadaan": "selesai"}, work.work_list(wulan, {"keadaan": "selesai"}).after)
    return [
        Path_("desk: what I can do now", lambda: work.work_list(wulan)),
        Path_("desk: late", lambda: work.work_list(wulan, {"keadaan": "terlambat"})),
        Path_("desk: closed, third page", lambda: work.work_list(wulan, {"keadaan": "selesai"}, third.after)),
        Path_("desk: one service, all open", lambda: work.work_list(wulan, SERVICE)),
        Path_("desk: the five counts", lambda: work.work_counts(wulan)),
        Path_("search: whole number", lambda: work.work_list(wulan, {"nomor": "LMA-2010-00777"})),
        Path_("search: beginning of a number", lambda: work.work_list(wulan, {"nomor": "LMA-2010"})),
        Path_("search: two words of a name", lambda: work.by_name(wulan, "siregar mar")),
        Path_("search: a frequent beginning", lambda: work.by_name(wulan, "mar")),
        Path_("a resident's list", lambda: cases.cases_of(busy)),
    ]


# Says how busy the machine is, whatever the table holds: times of different minutes are compared by it.
YARDSTICK = "select i, md5(i::text), now(), '[{\"a\": 1}]'::jsonb from generate_series(1, 26) i"
SERVICE = {"keadaan": "semua", "layanan": "akta-kelahiran"}


def beside_its_sql(path: Path_, tree: Tree) -> tuple[float, float, float, int, float]:
    """Ours and the same statements through psycopg, in turns; medians, and the median of the turns' ratios."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path.ask()
    with CaptureQueriesContext(connection) as seen:
        path.ask()
    statements = [query["sql"] for query in seen.captured_queries]
    rows = []
    with psycopg.connect(address(tree), autocommit=True) as link:
        link.prepare_threshold = None  # as ours: each statement is planned anew
        for turn in range(TURNS):
            began = time.perf_counter()
            path.ask()
            between = time.perf_counter()
            for statement in statements:
                link.execute(statement).fetchall()
            ended = time.perf_counter()
            for _time in range(2):
                link.execute(YARDSTICK).fetchall()
            if turn:
                rows.append((between - began, ended - between, time.perf_counter() - ended))
    ours, plain, yard = (statistics.median(column) for column in zip(*rows, strict=True))
    return ours, plain, statistics.median(row[0] / row[1] for row in rows), len(statements), yard


# --- submitting -----------------------------------------------------------------------------------


def measure_submit(tree: Tree) -> bool:
    """Whole submissions by POST, eight at a time, in turns with a bare page that inserts one row and commits."""
    from bench import applicant

    asked = [applicant._ready() for _turn in range(SUBMITS)]
    process, port = bare_insert(tree)
    took: list[float] = []
    rates: list[tuple[float, float]] = []
    try:
        for begin in range(0, SUBMITS, 4 * AT_ONCE):
            part = asked[begin : begin + 4 * AT_ONCE]
            mine = rate(part, lambda one: took.append(post(tree.port, *one)))
            rates.append((mine, rate([("/", {}, "")] * 400, lambda one: post(port, *one, wanted=200))))
    finally:
        process.terminate()
        process.wait()
    mine, plain = (statistics.median(column) for column in zip(*rates, strict=True))
    share, late = statistics.median(a / b for a, b in rates), statistics.quantiles(took, n=20)[-1]
    lost = SUBMITS - arrived([path for path, _headers, _body in asked])
    print(f"\nsubmitting, {AT_ONCE} at a time")
    kept = figures.beside("submitted", mine, "/s", ("bare insert", plain), ratio=share, least=1 / 20)
    note = f"median {statistics.median(took) * 1000:.0f} ms"
    kept &= figures.within("p95 of a submission", late * 1000, "ms", most=500, note=note)
    return kept & figures.within("submissions lost", lost, "", most=0)


def rate(asked: list[Any], send: Callable[[Any], Any]) -> float:
    with ThreadPoolExecutor(AT_ONCE) as people:
        began = time.perf_counter()
        list(people.map(send, asked))
        return len(asked) / (time.perf_counter() - began)


def post(port: int, path: str, headers: dict[str, str], body: str, *, wanted: int = 303) -> float:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    link.request("POST", path, body=body, headers=headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    assert answer.status == wanted, (path, answer.status)
    return time.perf_counter() - began


def arrived(paths: list[str]) -> int:
    """How many of these drafts became a case with a number of its own."""
    from balaikota.engine.cases.models import Case

    drafts = [path.split("/")[3] for path in paths]
    return Case.objects.filter(draft__in=drafts).values("number").distinct().count()


def bare_insert(tree: Tree) -> "tuple[subprocess.Popen[bytes], int]":
    with psycopg.connect(address(tree, SUPERUSER), autocommit=True) as link:
        link.execute("create table if not exists bench_insert (id bigserial primary key, body bytea)")
        link.execute("grant all on bench_insert, bench_insert_id_seq to public")
    port = tree.port + 1
    options = f"--interface wsgi --port {port} --workers 2 --blocking-threads 8 --backpressure 64 --no-ws"
    granian = [sys.executable, "-m", "granian", *options.split(), "--log-level", "error"]
    env = {**os.environ, "BARE_DATABASE": address(tree)}
    process = subprocess.Popen([*granian, "bench.bare_insert:application"], env=env)
    for _try in waiting():
        try:
            post(port, "/", {}, "", wanted=200)
            return process, port
        except OSError:
            continue
    raise AssertionError("the bare insert did not open")


def waiting(seconds: float = 20) -> Iterator[None]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield
        time.sleep(0.1)


if __name__ == "__main__":
    main()
