"""How our processes hang together: none outlives its parent, however that ends."""

import ctypes
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def dies_with_parent(how: int) -> Callable[[], None]:
    """For a child between fork and exec: ask the kernel to send it `how` when its parent ends."""
    parent = os.getpid()

    def ask() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, how)
        if os.getppid() != parent:  # it ended in between
            os._exit(1)

    return ask


def die_with_parent(how: int) -> None:
    """The same, asked by the child itself: for children that someone else forks."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, how)


def give_way(niceness: int = 19) -> None:
    """Who waits for a page comes before what may take a minute.

    Linux weighs sessions against each other first (autogroup, sched(7)), and each child of ours is a session of its own:
    its niceness counts inside it only, unless the session's own is set too.
    """
    os.nice(niceness)
    session = Path("/proc/self/autogroup")
    if session.exists():
        with suppress(OSError):  # too often within a moment: EAGAIN
            session.write_text(str(niceness))
