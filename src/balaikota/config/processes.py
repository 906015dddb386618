"""How our processes hang together: none outlives its parent, however that ends."""

import ctypes
import os
from collections.abc import Callable

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
