"""Counting what was tried and keeping each fault once, with the input that showed it."""

import hashlib
import json
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Tally:
    """Written to `<keep>/<name>.json` every few seconds and at the end. Its seconds are of the clock, or of the processor
    where one process does nothing else (`begin`): so an hour is an hour on a busy machine too."""

    def __init__(self, name: str, keep: Path) -> None:
        self.name, self.keep = name, keep
        self.tried, self.note = 0, ""
        self.faults: dict[str, str] = {}
        self.begin(time.monotonic)

    def begin(self, now: Callable[[], float], spent: float = 0) -> None:
        """From here on seconds are those of `now`; so many were spent before."""
        self.now, self.began_at, self.written_at = now, now() - spent, 0.0

    def count(self, many: int = 1) -> None:
        self.tried += many
        if self.now() - self.written_at > 3:
            self.write()

    def fault(self, what: str, shown_by: bytes | str = b"", said: str = "") -> None:
        """Once for each `what`, with what was `said` first; the input lies beside the totals."""
        if what in self.faults or len(self.faults) >= 60:
            return
        content = shown_by if isinstance(shown_by, bytes) else shown_by.encode("utf-8", "surrogatepass")
        file = self.keep / f"{self.name}-{hashlib.sha256(what.encode()).hexdigest()[:10]}"
        file.write_bytes(content)
        self.faults[what] = f"{said} ({file.name})" if said else f"({file.name})"
        self.write()

    def broke(self, error: BaseException, shown_by: bytes | str = b"", where: str = "") -> None:
        """An exception nobody promised, known by its kind and the line of ours that raised it."""
        frames = traceback.extract_tb(error.__traceback__)
        ours = [each for each in frames if "balaikota" in each.filename or "/bench/" in each.filename]
        last = (ours or frames)[-1]
        place = f"{'/'.join(Path(last.filename).parts[-3:])}:{last.lineno}"
        said = " ".join(str(error).split())[:100]
        self.fault(f"{where}{type(error).__name__} at {place}", shown_by, said)

    def write(self) -> None:
        told: dict[str, Any] = {
            "tried": self.tried,
            "note": self.note,
            "seconds": self.now() - self.began_at,
        }
        told["faults"] = [f"{what} {shown}" for what, shown in self.faults.items()]
        place = self.keep / f"{self.name}.json"
        fresh = place.with_suffix(".new")
        fresh.write_text(json.dumps(told))
        fresh.replace(place)
        self.written_at = self.now()


def asked(words: str) -> dict[str, float]:
    """`apis=60 pages=120`: what to do, and for how many seconds."""
    return {name: float(seconds) for name, seconds in (word.split("=") for word in words.split())}
