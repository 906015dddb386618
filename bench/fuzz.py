"""`make bench NAME=fuzz`: hostile input against parsers, APIs, pages and lives; one table of totals. See README.md.

Each target runs in a process of its own, so that one that dies is counted and the others go on. FUZZ_MINUTES (10) are
shared out; FUZZ_ONLY="amounts apis" chooses; FUZZ_KEEP names a folder for the inputs that were faults.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.fuzz_parsers import NAMES

MINUTES = float(os.environ.get("FUZZ_MINUTES", "10"))
ONLY = os.environ.get("FUZZ_ONLY", "").split()
#: What is no parser: its module, the tool, and how many shares of the time it gets.
OTHERS = {
    "apis": ("bench.fuzz_apis", "schemathesis", 5),
    "pages": ("bench.fuzz_pages", "forms and addresses", 8),
    "walks": ("bench.fuzz_walks", "Hypothesis", 4),
    "size": ("bench.fuzz_size", "100 kB texts", 2),
    "flood": ("bench.fuzz_flood", "sockets", 2),
}
GRACE = 240  # seconds a target may take to open its city before and to tidy up after its time


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
    """Every chosen target, one after the other; the exit status says whether nothing was found."""
    chosen = [name for name in [*NAMES, *OTHERS] if not ONLY or name in ONLY]
    shares = sum(OTHERS[name][2] if name in OTHERS else 1 for name in chosen)
    keep = Path(os.environ.get("FUZZ_KEEP") or tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    totals = []
    for name in chosen:
        share = OTHERS[name][2] if name in OTHERS else 1
        totals.append(run(name, max(5, MINUTES * 60 * share / shares), keep))
        print(
            f"{name}: {totals[-1].tried} tried, {len(totals[-1].faults)} faults", file=sys.stderr, flush=True
        )
    print(table(totals))
    print(f"\nInputs that were faults: {keep}")
    sys.exit(1 if any(total.faults for total in totals) else 0)


def run(name: str, seconds: float, keep: Path) -> Total:
    """One target; it writes its totals to a file now and then, so that its death costs no count."""
    module, tool, _share = OTHERS.get(name, ("bench.fuzz_parsers", "atheris", 1))
    total, said = Total(name, tool), keep / f"{name}.json"
    said.unlink(missing_ok=True)
    began = time.monotonic()
    with (keep / f"{name}.log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", module, name, f"{seconds:.0f}", str(keep)],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            status = child.wait(seconds + GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            status = child.wait()
            total.faults.append("went on after its time and was ended")
    total.seconds = time.monotonic() - began
    if said.exists():
        told = json.loads(said.read_text())
        total.tried, total.note = told["tried"], told.get("note", "")
        total.faults += told["faults"]
    if status and not total.faults:
        total.faults.append(f"the process died ({status}); see {name}.log")
    return total


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
