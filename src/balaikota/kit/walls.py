"""The second wall: pages of whoever holds no post are read as a role of the database that sees no row of others.

The first wall is `visible_to` in each room. Were it forgotten once, PostgreSQL still answers `ROLE` only what its policies
(`config/walls.py`) let the viewer see; a viewer that was not told is nobody. Decision 0051.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
import structlog
from django.db import connection, transaction
from psycopg.pq import ExecStatus, TransactionStatus

log = structlog.get_logger()
ROLE = "balaikota_visitor"
#: What a policy reads to know who asks: a setting of the transaction, never of the line, which serves the next visitor.
VIEWER = "balaikota.viewer"
#: The role is there, we may take it, and it has its policies: they come in one transaction (`config/walls.py`).
STANDS = f"""select 1 from pg_roles where rolname = '{ROLE}' and pg_has_role(oid, 'set')
    and exists (select from pg_policies where '{ROLE}' = any(roles))"""  # noqa: S608 – a constant of ours
AGAIN = 60.0  # seconds until one that was missing is looked for again

_passes: list[Callable[[Any], bool]] = []
_behind: ContextVar[bool] = ContextVar("behind the wall", default=False)


class _Known:
    """What this process knows of the wall."""

    stands = False
    look_at = 0.0  # on the clock that only goes forward


def passed_by(check: Callable[[Any], bool]) -> None:
    """Called once by the room that knows who holds a post: they read as the city itself does."""
    _passes[:] = [check]


def passes(person: Any) -> bool:
    return person is not None and any(check(person) for check in _passes)


@contextmanager
def read_only(viewer: uuid.UUID | None, *, walled: bool) -> Iterator[None]:
    """A transaction that PostgreSQL itself keeps read-only, and when `walled` behind the wall as `viewer` (None: nobody).

    It begins with one message: the wall costs no round trip. Inside another transaction it is a savepoint, which may
    write as far as the role may.
    """
    walled = walled and not _behind.get()
    token = _behind.set(walled or _behind.get())
    try:
        with _within(viewer, walled=walled) if connection.in_atomic_block else _begun(viewer, walled=walled):
            yield
    finally:
        _behind.reset(token)


@contextmanager
def _begun(viewer: uuid.UUID | None, *, walled: bool) -> Iterator[None]:
    """The connection is given back as it was; one that cannot be is closed. A page that asks nothing begins nothing,
    unless it is walled."""
    link = None
    try:
        with transaction.atomic():
            link = connection.connection
            link.read_only = True
            if walled:
                with connection.wrap_database_errors:
                    _begin(link.pgconn, viewer)
            yield
    finally:
        if link is not None and not link.closed:
            if link.info.transaction_status == TransactionStatus.IDLE:
                link.read_only = None
            else:
                link.close()


def _begin(line: Any, viewer: uuid.UUID | None) -> None:
    """Psycopg sees that a transaction has begun, and begins none."""
    if _stands(line):
        _said(line, f"begin read only; {_behind_it(viewer)}")


def _stands(line: Any) -> bool:
    """Asked once by each process, and again each minute while there is none: a server of the city's own may still lack
    the role. `balaikota doctor` says how to make it."""
    if not _Known.stands and time.monotonic() >= _Known.look_at:
        _Known.look_at = time.monotonic() + AGAIN
        _Known.stands = bool(_said(line, STANDS).ntuples)
        if not _Known.stands:
            log.warning("wall.missing", role=ROLE)
    return _Known.stands


@contextmanager
def _within(viewer: uuid.UUID | None, *, walled: bool) -> Iterator[None]:
    with transaction.atomic():
        line = connection.connection.pgconn
        walled = walled and _stands(line)
        if walled:
            _said(line, _behind_it(viewer))
        yield
        # What went wrong is undone with the savepoint, and with it where the visitor stood.
        if walled and line.transaction_status == TransactionStatus.INTRANS:
            _said(line, f"set local role none; set local {VIEWER} = ''")


def _behind_it(viewer: uuid.UUID | None) -> str:
    return f"set local role {ROLE}; set local {VIEWER} = '{viewer or ''}'"


def _said(line: Any, statements: str) -> Any:
    answer = line.exec_(statements.encode())
    if answer.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        raise psycopg.errors.error_from_result(answer)
    return answer
