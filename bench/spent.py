"""Processor time: of this process, of those it started and waited for, and of the embedded PostgreSQL."""

import os
import resource
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Spent:
    """Seconds between `start` (or its making) and `stop`. PostgreSQL's are counted in hundredths, by process."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.start()

    def start(self) -> None:
        self._before = self._now()

    def stop(self) -> None:
        self.here, self.aside, self.database = (
            now - before for now, before in zip(self._now(), self._before, strict=True)
        )

    @property
    def total(self) -> float:
        return self.here + self.aside + self.database

    def __str__(self) -> str:
        return f"{self.total:.2f} s (here {self.here:.2f}, aside {self.aside:.2f}, PostgreSQL {self.database:.2f})"

    def _now(self) -> tuple[float, float, float]:
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time(), ended.ru_utime + ended.ru_stime, _database(self._home)


def _database(home: Path) -> float:
    """What the server and its children took, those that have ended too: it waits for each."""
    server = int((home / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(place.parent.name) == server:
            ticks += sum(map(int, fields[11:15]))
        elif int(fields[1]) == server:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS
