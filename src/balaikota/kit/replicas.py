"""Public pages that may be a moment old are read from a copy of the database, where the city has one.

Only pages of nobody known, so that nobody misses what they have just done; such a page says that it was read from a copy.
A copy that is away, or follows too far behind, is left out until it is well again, and nobody notices. Decision 0052.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import structlog
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

Answer = TypeVar("Answer")

log = structlog.get_logger()
ALIAS = "replica"
#: Seconds: how far behind a copy may follow, how often it is asked, and how long one that failed is left alone.
MOST_BEHIND, ASKED_EVERY, LEFT_ALONE = 30.0, 5.0, 15.0
#: What a page that was read from a copy says of itself in `HEADER`; its foot says it in words.
HEADER = "Balaikota-Source"

_reading: ContextVar[bool] = ContextVar("reading a copy", default=False)
_age: list[Callable[[], float | None]] = []


class _Known:
    """What this process knows of the copy, and until when it need not ask again."""

    is_well = False
    until = 0.0


def aged_by(age: Callable[[], float | None]) -> None:
    """Called once by the room that knows a row which is written anew every few seconds: how old is it, in seconds?

    Asked of the copy itself that tells how far it follows behind, by whichever way it is fed.
    """
    _age[:] = [age]


def exist() -> bool:
    """Did the city name a copy (`DATABASE_REPLICA_URL`)?"""
    return ALIAS in connections.databases


def reading() -> bool:
    """Is what is asked now answered by a copy?"""
    return _reading.get()


def is_well() -> bool:
    """Does the copy answer, and is it near enough? Asked of it every few seconds."""
    if time.monotonic() >= _Known.until:
        _Known.until = time.monotonic() + ASKED_EVERY  # first: meanwhile nobody else asks
        try:
            with _instead():
                age = _age[0]() if _age else None
        except (OperationalError, InterfaceError) as fault:
            _leave_alone(fault)
        else:
            _Known.is_well = age is not None and age <= MOST_BEHIND
    return _Known.is_well


def first(look: Callable[[], Answer]) -> Answer:
    """What `look` finds in the copy; in the primary when there is none, or it fails. `look` must change nothing."""
    if not exist() or connections[DEFAULT_DB_ALIAS].in_atomic_block or not is_well():
        return look()
    token = _reading.set(True)
    try:
        with _instead():
            return look()
    except (OperationalError, InterfaceError) as fault:
        if getattr(fault.__cause__, "sqlstate", None) == "57014":
            raise  # it took too long: elsewhere it would take as long again
        _leave_alone(fault)
    finally:
        _reading.reset(token)
    return look()


def _leave_alone(fault: Exception) -> None:
    _Known.is_well, _Known.until = False, time.monotonic() + LEFT_ALONE
    log.warning("replica.away", kind=type(fault).__name__)


@contextmanager
def _instead() -> Iterator[None]:
    """Whoever asks the city's database asks its copy, by whatever way: a router of Django's would know of models alone."""
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[ALIAS]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
