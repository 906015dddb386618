"""The lives of things, walked at random many more times than in the tests: `python -m bench.fuzz_walks
walks=SECONDS FOLDER`. The walks themselves are tests of their rooms and say what must hold."""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bench.fuzz_tally import Tally, asked

ROOT = Path(__file__).resolve().parents[1]
#: A full run of one walk as the tests do it takes some seconds; the bench asks for so many times as fit.
AT_A_TIME = 3


def main() -> None:
    ((name, seconds),), keep = asked(sys.argv[1]).items(), Path(sys.argv[2])
    tally, steps, until = Tally(name, keep), keep / "steps", time.monotonic() + seconds
    steps.unlink(missing_ok=True)
    files = sorted(
        str(file.relative_to(ROOT)) for file in ROOT.glob("src/**/tests/test_*.py") if _walks(file)
    )
    walked: Counter[str] = Counter()
    turn = 0
    while turn == 0 or time.monotonic() < until:
        turn += 1
        told = {"FUZZ_WALKS": str(AT_A_TIME), "FUZZ_STEPS": str(steps)}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files]
        left = max(60.0, until - time.monotonic() + 120)
        try:
            done = subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, capture_output=True, text=True,
                                  timeout=left, check=False)  # fmt: skip
        except subprocess.TimeoutExpired:
            break
        if done.returncode:
            tally.fault(f"a walk broke: {_last(done.stdout)}", done.stdout)
            break
    lines = steps.read_text().splitlines() if steps.exists() else []
    for line in lines:
        machine, looks = line.split()
        walked[machine] += 1
        tally.tried += int(looks)
    tally.note = "steps of " + ", ".join(
        f"{many} walks of {machine}" for machine, many in sorted(walked.items())
    )
    tally.write()


def _walks(file: Path) -> bool:
    text = file.read_text()
    return "RuleBasedStateMachine" in text and "walk(" in text


def _last(said: str) -> str:
    return next(
        (line for line in reversed(said.splitlines()) if line.startswith(("E ", "FAILED"))), said[-200:]
    )


if __name__ == "__main__":
    main()
