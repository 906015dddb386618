"""The whole sample city, filled once beside a whole run: the trees of the stories begin as copies of it.

`tools/test.sh` starts it: `python -m tests.journeys.sample FOLDER`. It ends with a home in the folder, or with `no-city`.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.journeys.tree import Tree, new_home, plant

FOLDER = "BALAIKOTA_SAMPLE_CITY"
PATIENCE = 1500  # seconds
BUSY = "select count(*) from procrastinate_jobs where status in ('todo', 'doing') and scheduled_at is null"


def await_rest(
    tree: Tree, seconds: float = 600, *, meanwhile: Callable[[Tree], None] = lambda tree: None
) -> None:
    """The sample city is filled and its pictures are packed: from here on the worker has only our work."""
    from balaikota.config import postgres

    told = f"host={postgres.socket_folder(tree.home)} dbname={postgres.DATABASE} user=postgres"
    until = time.monotonic() + seconds
    with psycopg.connect(told, autocommit=True) as link:
        while link.execute(BUSY).fetchone() != (0,):
            if time.monotonic() > until:
                raise AssertionError("the sample city was not filled in time")
            time.sleep(1)
            meanwhile(tree)


def hurry(tree: Tree) -> None:
    """Beside two busy test processes a worker that gives way would never end; only root may ask it not to."""
    for process in tree.processes():
        with suppress(psutil.Error, OSError):
            if process.nice() > 0:
                process.nice(0)
                Path(f"/proc/{process.pid}/autogroup").write_text("0")


def copied(home: Path, to: Path) -> None:
    """A city that does not run, with the owners of its files."""
    to.mkdir(mode=0o711, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", f"{home}/.", str(to)], check=True)


def plant_filled() -> Tree:
    """A tree with the whole sample city from its first page on; where none is made, it is filled meanwhile."""
    home, folder = new_home(), os.environ.get(FOLDER)
    until = time.monotonic() + PATIENCE
    while folder and time.monotonic() < until:
        if (Path(folder) / "home").exists():
            copied(Path(folder) / "home", home)
            break
        if (Path(folder) / "no-city").exists():
            break
        time.sleep(1)
    return plant(home)


@pytest.fixture(scope="session")
def tree() -> Iterator[Tree]:
    """One open city hall for all stories of this session."""
    grown = plant_filled()
    yield grown
    if grown.process.poll() is None:
        grown.stop()
    shutil.rmtree(grown.home, ignore_errors=True)


def main() -> None:
    folder = Path(sys.argv[1])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what stays behind without it
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))
    home = new_home()
    try:
        tree = plant(home)
        try:
            await_rest(tree, PATIENCE, meanwhile=hurry)
        finally:
            tree.stop()
        (home / "start.log").rename(folder / "start.log")
        copied(home, folder / "making")
        (folder / "making").rename(folder / "home")
    finally:
        shutil.rmtree(home, ignore_errors=True)
        if not (folder / "home").exists():
            (folder / "no-city").touch()


if __name__ == "__main__":
    main()
