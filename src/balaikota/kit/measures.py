"""How long requests and jobs took and how they ended: every process adds to a file of its own, any of them answers for all.

prometheus_client reads the files of all processes together. Two things are ours: a process that comes after one that fell
goes on in its file, so that the files stay as few as the processes; and a file has its room from the beginning, for to
write into a mapped file on a full disk would end the process (mmap(2), SIGBUS).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

import prometheus_client as prometheus
from django.conf import settings
from prometheus_client import values

#: Room for every page in three states, at 220 bytes a figure.
ROOM = 8 << 20
#: Seconds. The limits of `make bench NAME=morning` are among them.
REQUEST = (0.025, 0.1, 0.3, 0.5, 1, 3, 10)
JOB = (0.1, 0.5, 2, 10, 60, 600)

_opening = Lock()
_place: list[int] = []  # the lock on our file is kept as long as this process lives


def answered(view: str, status: int, seconds: float) -> None:
    """A request was answered; `view` is a name of `urls.py`, never an address."""
    with suppress(OSError):
        _requests(view, status // 100).observe(seconds)


def worked(task: str, outcome: str, seconds: float) -> None:
    """A job ended; `outcome` is `done` or `failed`."""
    with suppress(OSError):
        _jobs(task, outcome).observe(seconds)


def waited(seconds: float) -> None:
    """A page had to wait for a line to the database."""
    with suppress(OSError):
        _figures()["waits"].observe(seconds)


def collected(registry: prometheus.CollectorRegistry) -> None:
    """Let this registry tell what all processes have counted since the city opened."""
    from prometheus_client import multiprocess

    if settings.FIGURES_FOLDER.is_dir():
        multiprocess.MultiProcessCollector(registry, path=str(settings.FIGURES_FOLDER))  # type: ignore[no-untyped-call]


def processes() -> Iterator[tuple[str, int]]:
    """What counts here now: the name of its place, and the bytes of memory it holds (proc_pid_statm(5))."""
    for path in sorted(settings.FIGURES_FOLDER.glob("*.pid")):
        with suppress(OSError, ValueError, IndexError), path.open() as file:
            if _is_free(file.fileno(), fcntl.LOCK_SH):
                continue  # it fell; its number may be another's by now
            about = Path("/proc") / file.read()
            words = (about / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
            role = "worker" if words[-1] == b"worker" else "web"
            pages = int((about / "statm").read_text().split()[1])
            yield f"{role} {path.stem}", pages * os.sysconf("SC_PAGE_SIZE")


@cache
def _requests(view: str, hundreds: int) -> Any:
    return _figures()["requests"].labels(view, f"{hundreds}xx")


@cache
def _jobs(task: str, outcome: str) -> Any:
    return _figures()["jobs"].labels(task, outcome)


def _figures() -> dict[str, Any]:
    with _opening:
        return _opened()


@cache
def _opened() -> dict[str, Any]:
    """Only when there is something to count: whoever forks others before has no file."""
    folder = settings.FIGURES_FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = _own_place(folder)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    values.ValueClass = values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]
    told: dict[str, Any] = {"registry": None}
    return {
        "requests": prometheus.Histogram(
            "balaikota_request_seconds", "Time to an answer.", ["view", "status"], buckets=REQUEST, **told
        ),
        "jobs": prometheus.Histogram(
            "balaikota_job_seconds", "Time a job took.", ["task", "outcome"], buckets=JOB, **told
        ),
        "waits": prometheus.Histogram(
            "balaikota_pool_wait_seconds",
            "Waits for a line to the database over 10 ms.",
            buckets=JOB[:4],
            **told,
        ),
    }


def _own_place(folder: Path) -> int:
    """The first number that no living process holds, with room for its figures."""
    for number in count():
        lock = os.open(folder / f"{number}.pid", os.O_RDWR | os.O_CREAT, 0o600)
        if not _is_free(lock, fcntl.LOCK_EX):
            os.close(lock)
            continue
        _place.append(lock)
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        with (folder / f"histogram_{number}.db").open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, ROOM)
        return number
    raise AssertionError


def _is_free(lock: int, how: int) -> bool:
    """Take it, if no living process holds it."""
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
