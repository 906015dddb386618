"""The sample city for one measurement: the real process tree at rest, this process one more of its own; nothing stays.

`python -m bench.sample` opens both kinds of city once and lays their homes into BENCH_HOMES, for benches that run after it.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys import tree as journeys
from tests.journeys.sample import await_rest, copied
from tests.journeys.tree import Tree, new_home, plant

from bench import empty

PATIENCE = 1800  # seconds: whoever looks on does not give up because the machine is busy


@contextmanager
def city() -> Iterator[Tree]:
    """The sample city is filled, its pictures are packed: from here on the worker has only what we give it."""
    from bench.cases import open_django

    journeys.PATIENCE = PATIENCE
    tree = plant(empty.home_like("sample"))
    try:
        open_django(tree)
        await_rest(tree, PATIENCE)
        yield tree
    finally:
        tree.stop()
        shutil.rmtree(tree.home, ignore_errors=True)


def main() -> None:
    """An empty city and, grown out of it, the sample city at rest."""
    journeys.PATIENCE = PATIENCE
    home, kept, began = new_home(), Path(os.environ["BENCH_HOMES"]), time.monotonic()
    try:
        with empty.opened(home):
            print(f"  an empty city in {time.monotonic() - began:.0f} s", flush=True)
        copied(home, kept / "empty")
        tree = plant(home)
        try:
            print(f"  the sample city answers after {time.monotonic() - began:.0f} s", flush=True)
            await_rest(tree, PATIENCE)
        finally:
            tree.stop()
        copied(home, kept / "sample")
        print(f"  filled and at rest after {time.monotonic() - began:.0f} s", flush=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
