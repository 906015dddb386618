"""The clock of the machinery itself."""

import os
import signal
from pathlib import Path

from procrastinate.contrib.django import app

from balaikota.config import queue
from balaikota.config.demo import city
from balaikota.kit.reactions import every


@every("* * * * *")
def take_up_stalled_jobs(timestamp: int) -> None:
    queue.requeue_stalled()


#: Of a worker's own memory, in bytes; one that has drawn nothing yet takes 150 MB.
LARGE = 500 << 20


@every("* * * * *")
def begin_anew_when_large(timestamp: int) -> None:
    """Charts, pictures and linkage leave memory behind that Python does not give back: between two jobs a new worker
    takes over, which the process tree starts at once. Whoever else runs the queue's jobs does not end by it."""
    ends_in_peace = signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    if ends_in_peace and resident() > LARGE and queue.in_hand() == 1:  # this one
        os.kill(os.getpid(), signal.SIGTERM)


def resident() -> int:
    """Bytes of memory this process holds now (proc_pid_statm(5))."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def fill_demo_city() -> None:
    """The rest of the demo city, when `balaikota demo` ran out of patience."""
    city.fill(lambda line: None)


app.task(name=city.REST, queue="clock")(fill_demo_city)
