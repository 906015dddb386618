"""`make bench`: every bench in its short form, one after the other, in under forty minutes; then a page and a chart.

Each is a process of its own with a limit of its own, and no one's failure stops the others. BENCH_ONLY="portal search"
chooses; BENCH_PAGE names the page that is written (docs/bench.md; the chart lies beside it). See README.md for the rule.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench import figures, results

ROOT = Path(__file__).resolve().parents[1]
WHOLE, LAST = 40 * 60.0, 30.0  # seconds for all of them, and for putting down the last and writing the page


@dataclass(frozen=True)
class Bench:
    """A module of this folder, the most seconds its short form may take, what shortens it, and what that comes to."""

    name: str
    limit: float
    shortened: dict[str, str] = field(default_factory=dict)
    short: str = "whole"
    needs_city: bool = True


CITY = Bench("sample", 900)  # opened once for all that follow, who each get a copy of it
BENCHES = (
    Bench("pages", 180),
    Bench("search", 120),
    Bench("portal", 240, {"BENCH_SIZE": "20000"}, "20,000 things of 100,000"),
    Bench("phone", 240),
    Bench("cases", 300, {"BENCH_SIZES": "10000 100000"}, "10,000 and 100,000 cases of 1,000,000"),
    Bench("catalogue", 420, {"BENCH_SIZES": "20000", "BENCH_ROUNDS": "3", "OSCAR": "1"},
          "20,000 products of 1,000,000, three rounds of six"),
    Bench("import", 180, {"BENCH_ROWS": "20000"}, "20,000 rows of 100,000"),
    Bench("economy", 150),
    Bench("certificates", 150, {"BENCH_CERTIFICATES": "400"}, "400 certificates of 1,000"),
    Bench("evidence", 180, {"EVIDENCE_TRIALS": "100"}, "100 trials of 1,000 for each method: told, not held", False),
    Bench("linkage", 240, {"BENCH_BUSINESSES": "0"}, "without the million businesses", False),
    Bench("exam", 300, {"BENCH_PEOPLE": "400", "BENCH_ROUNDS": "2"}, "400 people of 2,000, two rounds of six"),
    Bench("morning", 180, {"BENCH_MINUTES": "0.5"}, "half a minute of ten"),
    Bench("faults", 300, {"FAULT_KILLS": "8", "FAULT_MINUTES": "2", "FAULT_STAGES": "kills"},
          "8 kills of 100, no other stage"),
    Bench("fuzz", 120, {"FUZZ_MINUTES": "0.6", "FUZZ_ONLY": "amounts numbers dates csv xlsx prose"},
          "six parsers of twenty, six seconds of an hour each", False),
)  # fmt: skip
#: Never in the short form: it builds six machines as root, with programs of Debian's, in a quarter of an hour.
LEFT_OUT = ("failover",)


def main() -> None:
    """Run, tell, write; the exit status says whether every bench ended and every target was kept."""
    only = os.environ.get("BENCH_ONLY", "").split()
    chosen = [bench for bench in BENCHES if not only or bench.name in only]
    if unknown := set(only) - {bench.name for bench in chosen}:
        sys.exit(f"BENCH_ONLY names what is not in the list: {', '.join(sorted(unknown))}")
    begun = results.Begun.now()
    scratch = Path(tempfile.mkdtemp(prefix="bb-"))
    scratch.chmod(0o711)  # PostgreSQL's own user must pass through
    runs: list[results.Run] = []
    try:
        cities = [CITY] if any(bench.needs_city for bench in chosen) else []
        run_all([*cities, *chosen], scratch, runs)
    except KeyboardInterrupt:
        print("\nended by hand: the page tells what was seen until now", flush=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    page = Path(os.environ.get("BENCH_PAGE") or ROOT / "docs" / "bench.md")
    seen = [run for run in runs if run.name != CITY.name]
    results.write(page, begun, seen, [bench.name for bench in BENCHES], LEFT_OUT)
    for run in seen:
        print(f"  {run.name:<14}{run.seconds:6.0f} s  {run.end}")
    print(f"{page} and {page.with_suffix('.svg')}")
    sys.exit(0 if len(seen) == len(chosen) and all(run.is_kept for run in seen) else 1)


def run_all(benches: list[Bench], scratch: Path, runs: list[results.Run]) -> None:
    """One after the other; what there is no time left for is told as such."""
    began = time.monotonic()
    for place, bench in enumerate(benches, 1):
        gone = time.monotonic() - began
        limit = min(bench.limit, WHOLE - LAST - gone)
        what, then = (
            f"[{place}/{len(benches)}] {bench.name}",
            [each.name for each in benches[place:]] or ["the page"],
        )
        if limit < LAST:
            runs.append(results.Run(bench.name, bench.short, 0, "not run: the time was over", []))
        else:
            print(
                f"\n{what} ({bench.short}): {clock(gone)} gone, at most {clock(limit)} more, then {then[0]}",
                flush=True,
            )
            runs.append(run(bench, scratch, limit))
        print(f"{what}: {runs[-1].end}, {runs[-1].seconds:.0f} s", flush=True)


def run(bench: Bench, scratch: Path, limit: float) -> results.Run:
    """In a process and a folder of its own. Beyond its limit it is interrupted, so that it stops what it started."""
    place, rows = scratch / bench.name[:4], scratch / f"{bench.name}.jsonl"
    place.mkdir(mode=0o711)
    env = {
        **os.environ,
        **bench.shortened,
        "TMPDIR": str(place),
        "BENCH_FIGURES": str(rows),
        "PYTHONUNBUFFERED": "1",
    }
    env["BENCH_HOMES"] = str(scratch)
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", *module(bench)],
        cwd=ROOT, env=env, stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        status = child.wait(limit)
        end = {0: "kept", 1: "not kept"}.get(status, f"ended with {status}")
    except subprocess.TimeoutExpired:
        end = f"put down after {limit:.0f} s"
    finally:
        put_down(child)
        shutil.rmtree(place, ignore_errors=True)
    told = figures.read(rows)
    if end == "not kept" and all(figure.is_kept for figure in told):
        end = "broke off"
    return results.Run(bench.name, bench.short, time.monotonic() - began, end, told)


def module(bench: Bench) -> list[str]:
    return ["-m", f"bench.{bench.name}"]


def put_down(child: "subprocess.Popen[bytes]") -> None:
    """It and all it started: first as Ctrl-C would, after half a minute for good."""
    if child.poll() is not None:
        return
    family = [psutil.Process(child.pid), *psutil.Process(child.pid).children(recursive=True)]
    child.send_signal(signal.SIGINT)
    try:
        child.wait(30)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    _gone, alive = psutil.wait_procs(family, timeout=5)
    for process in alive:
        process.kill()


def clock(seconds: float) -> str:
    return f"{int(max(0, seconds)) // 60}:{int(max(0, seconds)) % 60:02}"


if __name__ == "__main__":
    main()
