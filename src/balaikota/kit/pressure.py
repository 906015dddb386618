"""Who waits for the processor of this machine, as Linux tells it (pressure stall information, PSI)."""

import time
from pathlib import Path

TOLD = Path("/proc/pressure/cpu")
RUSH = 25.0  # percent of the last ten seconds in which somebody who could have run had to wait
MOST, LOOK = 1.0, 0.1  # seconds


def waited() -> float:
    """Percent of the last ten seconds; 0 where the kernel does not tell."""
    try:
        some = TOLD.read_text().split("avg10=", 1)[1]
        return float(some.split(None, 1)[0])
    except (OSError, IndexError, ValueError):
        return 0.0


def let_pass() -> None:
    """In a rush those who wait for a page come first: a job makes way for a moment, and goes on in any case.

    Niceness alone does not do it: what a job asks of PostgreSQL is done by PostgreSQL, which is as eager for all.
    """
    until = time.monotonic() + MOST
    while waited() > RUSH and time.monotonic() < until:
        time.sleep(LOOK)
