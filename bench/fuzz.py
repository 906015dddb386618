"""`make bench NAME=fuzz`: hostile input against parsers, APIs, pages and lives; one table of totals. See README.md.

Each target runs in a process of its own, so that one that dies is counted and the others go on. FUZZ_MINUTES (10) are
shared out; FUZZ_ONLY="amounts apis" chooses; FUZZ_KEEP names a folder for the inputs that were faults.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench import figures
from bench.fuzz_parsers import NAMES

MINUTES = float(os.environ.get("FUZZ_MINUTES", "10"))
ONLY = os.environ.get("FUZZ_ONLY", "").split()
#: What is no parser: the tool, and how many shares of the time it gets.
OTHERS = {
    "apis": ("schemathesis", 5),
    "pages": ("forms and addresses", 8),
    "size": ("100 kB texts", 3),
    "walks": ("Hypothesis", 4),
    "flood": ("sockets", 2),
}
#: These look at one small city, which takes longest to open: one process for all of them.
IN_A_CITY = ("apis", "pages", "size")
SLOWEST = 5  # seconds of the clock a second of the processor may take, beside other work
GRACE = 900  # seconds a process may take to open its city before and to tidy up after its time
#: What all runs so far came to, by target; each run adds its own. FUZZ_LEDGER="" leaves it alone.
LEDGER = os.environ.get("FUZZ_LEDGER", str(Path(__file__).parent / "data" / "fuzzed.json"))
HOUR = 3600  # seconds of the processor that are owed to each parser


@dataclass
class Total:
    """What one target came to."""

    target: str
    tool: str
    tried: int = 0
    seconds: float = 0
    faults: list[str] = field(default_factory=list)
    note: str = ""


def main() -> None:
    """Every chosen target; the exit status says whether nothing was found."""
    chosen = [name for name in [*NAMES, *OTHERS] if not ONLY or name in ONLY]
    shares = {name: OTHERS[name][1] if name in OTHERS else 1 for name in chosen}
    seconds = {name: max(5, MINUTES * 60 * share / sum(shares.values())) for name, share in shares.items()}
    keep = Path(os.environ.get("FUZZ_KEEP") or tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    totals = []
    for group in groups(chosen):
        totals += run(group, seconds, keep)
        print(*(f"{one.target}: {one.tried} tried, {len(one.faults)} faults" for one in totals[-len(group) :]),
              sep="\n", file=sys.stderr, flush=True)  # fmt: skip
    print(table(totals))
    if LEDGER:
        print(f"\n{owed(added(Path(LEDGER), totals))}")
    print(f"\nInputs that were faults: {keep}")
    kept = [
        figures.within(f"faults, {one.target}", len(one.faults), "", most=0, note=f"{one.tried:,} inputs")
        for one in totals
    ]
    sys.exit(0 if all(kept) else 1)


def groups(chosen: list[str]) -> list[list[str]]:
    """What runs in one process: the parsers, those that share a city, and each other by itself."""
    parsers, city = ([name for name in chosen if name in kind] for kind in (NAMES, IN_A_CITY))
    alone = [[name] for name in chosen if name not in (*NAMES, *IN_A_CITY)]
    return [group for group in (parsers, city, *alone) if group]


def run(group: list[str], seconds: dict[str, float], keep: Path) -> list[Total]:
    """One process. Each target writes its totals to a file now and then, so that its death costs no count."""
    first = group[0]
    module = (
        "bench.fuzz_parsers"
        if first in NAMES
        else "bench.fuzz_city"
        if first in IN_A_CITY
        else f"bench.fuzz_{first}"
    )
    for name in group:
        (keep / f"{name}.json").unlink(missing_ok=True)
    wanted = " ".join(f"{name}={seconds[name]:.0f}" for name in group)
    with (keep / f"{first}.log").open("wb") as log:
        child = subprocess.Popen([sys.executable, "-W", "ignore", "-m", module, wanted, str(keep)],
                                 stdout=log, stderr=log, stdin=subprocess.DEVNULL)  # fmt: skip
        try:
            status = child.wait(SLOWEST * sum(seconds[name] for name in group) + GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            status = child.wait()
    totals = [told(name, keep) for name in group]
    if status:
        totals[-1].faults.append(f"the process died ({status}); see {first}.log")
    return totals


def told(name: str, keep: Path) -> Total:
    total, said = Total(name, OTHERS.get(name, ("atheris", 1))[0]), keep / f"{name}.json"
    if said.exists():
        read = json.loads(said.read_text())
        total.tried, total.seconds, total.note, total.faults = (
            read[key] for key in ("tried", "seconds", "note", "faults")
        )
    else:
        total.faults.append("it never began")
    return total


def added(ledger: Path, totals: list[Total]) -> dict[str, dict[str, Any]]:
    """What was tried before and now, written back: inputs, seconds, faults ever found, the last day."""
    known: dict[str, dict[str, Any]] = json.loads(ledger.read_text()) if ledger.exists() else {}
    for one in totals:
        before = known.get(one.target, {"tried": 0, "seconds": 0, "faults": 0})
        known[one.target] = {
            "tried": before["tried"] + one.tried,
            "seconds": round(before["seconds"] + one.seconds),
            "faults": before["faults"] + len(one.faults),
            "last": date.today().isoformat(),
        }
    ledger.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    return known


def owed(known: dict[str, dict[str, Any]]) -> str:
    """All runs together, as Markdown; an hour of the processor is owed to each parser."""
    lines = [
        "| all runs | inputs tried | minutes | of an hour | faults found | last |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in sorted(known.items()):
        share = f"{one['seconds'] / HOUR:.0%}" if name in NAMES else ""
        minutes = one["seconds"] / 60
        lines.append(
            f"| {name} | {one['tried']:,} | {minutes:.0f} | {share} | {one['faults']} | {one['last']} |"
        )
    return "\n".join(lines)


def table(totals: list[Total]) -> str:
    """The totals as Markdown, and under it one line per fault."""
    lines = ["| target | tool | inputs tried | seconds | faults |", "|---|---|---|---|---|"]
    for one in totals:
        lines.append(f"| {one.target} | {one.tool} | {one.tried:,} | {one.seconds:.0f} | {len(one.faults)} |")
    tried, took = sum(one.tried for one in totals), sum(one.seconds for one in totals)
    lines.append(f"| all | | {tried:,} | {took:.0f} | {sum(len(one.faults) for one in totals)} |")
    lines += [f"- {one.target}: {one.note}" for one in totals if one.note]
    lines += [f"- **{one.target}**: {fault}" for one in totals for fault in one.faults]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
