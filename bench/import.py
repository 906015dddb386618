"""`make bench NAME=import`: a list of 100,000 businesses (.xlsx) comes into the register; beside bare python-calamine.

Counted as ours: what the job does from the bytes in the database to the last commit: reading the sheet, checking every cell,
looking for the same business in the file and in the register, sealing and indexing NIKs, and writing five tables. Bare is
`CalamineWorkbook.to_python` of the same bytes, nothing else. They take turns; the ratio is the median by the median.
Beside the clock stands the processor time of each: others on the machine lengthen the one and hardly the other.
Beside it, once: the check that announces what will come (a job of its own, before), and the parts of ours alone: reading
into lines, and writing lines that were made before. `BENCH_ROWS` and `BENCH_TURNS` shorten a run.
"""

import os
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from bench import empty, figures, spent

ROWS, TURNS = int(os.environ.get("BENCH_ROWS", "100000")), int(os.environ.get("BENCH_TURNS", "5"))
MOST_SECONDS, MOST_RATIO = 60.0, 3.0


def main() -> None:
    """Measure and print; the exit status says whether the counts were right and both limits were kept."""
    with empty.city() as home:
        kept = _measured(home)
    sys.exit(0 if kept else 1)


def who_brings_lists() -> Any:
    """Somebody who may, in a city that knows KBLI."""
    from tests import cast

    from balaikota.enterprises.kbli import actions as kbli

    kbli.load_kbli()
    cast.the_desk("umkm")
    return cast.joko()


def _measured(home: Path) -> bool:
    by = who_brings_lists()
    from balaikota.foundation.regions import queries as regions
    from bench import lists

    villages = [
        (village.name, village.parent.name) for village in regions.villages_of_city() if village.parent
    ]
    file = home / "daftar.xlsx"
    lists.write(file, ROWS, villages)
    content = file.read_bytes()
    print(
        f"{ROWS:,} rows, {len(content) / 1e6:.1f} MB .xlsx, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    bare, ours, right = [], [], True
    for turn in range(TURNS):
        alone = spent.Spent(home)
        bare.append(_bare(content))
        alone.stop()
        with_all = spent.Spent(home)
        seconds, told = _ours(content, by, with_all)
        ours.append(seconds)
        right &= told == lists.expected(ROWS)
        print(f"turn {turn + 1}: bare reading {bare[-1]:6.2f} s · ours {seconds:6.2f} s · {told}")
        print(f"  processor: bare {alone.here:.2f} s · ours {with_all}", flush=True)
    _parts(content, by)
    ratio, middle = statistics.median(ours) / statistics.median(bare), statistics.median(ours)
    peaks = [
        resource.getrusage(of).ru_maxrss / 1024 for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(f"peak memory: this process {peaks[0]:,.0f} MB, the one that reads aside {peaks[1]:,.0f} MB")
    kept = figures.within(f"{ROWS:,} rows brought in", middle, "s", most=MOST_SECONDS)
    peer = ("python-calamine", statistics.median(bare))
    kept &= figures.beside("beside bare reading", middle, "s", peer, ratio=ratio, most=MOST_RATIO)
    return kept & figures.within("counts that are wrong", int(not right), "", most=0)


def _bare(content: bytes) -> float:
    import io

    from python_calamine import CalamineWorkbook

    began = time.perf_counter()
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    seconds = time.perf_counter() - began
    assert len(rows) == ROWS + 3
    return seconds


def _ours(content: bytes, by: Any, cost: spent.Spent) -> tuple[float, dict[str, int]]:
    """Bring the list in by its job; afterwards take everything out again, so that each turn meets the same register."""
    from balaikota.enterprises.imports import actions, jobs
    from balaikota.enterprises.imports.models import Import, State
    from balaikota.enterprises.register.models import Enterprise

    brought = _brought(content, by)
    Import.objects.filter(pk=brought.pk).update(state=State.READY, announced=ROWS, total=ROWS)
    actions.begin(brought, by=by)
    event = _event("imports.begun")
    cost.start()
    seconds = _timed(lambda: jobs.bring_rows_in(event))
    cost.stop()
    brought.refresh_from_db()
    counts = {"arrived": brought.arrived - brought.noted, "noted": brought.noted, "refused": brought.refused}
    assert Enterprise.objects.count() == brought.arrived
    _emptied()
    return seconds, counts


def _brought(content: bytes, by: Any) -> Any:
    from balaikota.enterprises.imports import actions, sheets

    return actions.bring("daftar.xlsx", content, sheets.described(content, "daftar.xlsx"), by=by)


def _event(name: str) -> int:
    from balaikota.foundation.audit.models import Event

    return int(Event.objects.filter(name=name).latest("pk").pk)


def _timed(job: Any) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def _parts(content: bytes, by: Any) -> None:
    """The check before, and the undo after; and of ours what reading and writing take when nothing else is done."""
    from balaikota.enterprises.imports import actions, jobs, sheets
    from balaikota.enterprises.register import actions as register
    from balaikota.enterprises.register.models import Enterprise

    brought = _brought(content, by)
    actions.map_columns(brought, [each["mapping"] or None for each in brought.sheets], by=by)
    checking = _timed(lambda: jobs.check_rows(_event("imports.mapped")))
    brought.refresh_from_db()
    actions.begin(brought, by=by)
    brought.refresh_from_db()
    blocks, known = list[Any](), actions.Register(brought)
    reading = _timed(lambda: blocks.extend(sheets.blocks(brought, stamp=register.stamp(brought.pk))))
    writing = _timed(lambda: [actions.take_in(brought, block, known) for block in blocks])
    print(
        f"alone: the check before {checking:.2f} s · into lines {reading:.2f} s · lines into the tables {writing:.2f} s",
        flush=True,
    )
    actions.finish(brought)
    brought.refresh_from_db()
    assert brought.arrived == brought.announced
    actions.ask_undo(brought, by=by)
    print(f"taken out again in {_timed(lambda: jobs.take_rows_out(_event('imports.undo_asked'))):.2f} s")
    assert not Enterprise.objects.exists()
    _emptied()


def _emptied() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("truncate register_enterprise, imports_import cascade")
        cursor.execute("truncate register_owner, register_ware, register_condition cascade")


if __name__ == "__main__":
    main()
