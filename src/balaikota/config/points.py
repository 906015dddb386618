"""A point of the database that can be found again in its log: the position, the rows of each table, the chain's head."""

import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from balaikota.config import postgres

TRIES = 400  # at 25 ms: ten seconds for a moment in which nobody is writing


def link(place: Path, database: str = postgres.DATABASE, **more: Any) -> Any:
    """To the embedded server, as its superuser, behind the private socket."""
    import psycopg

    where = str(postgres.socket_folder(place))
    return psycopg.connect(host=where, user="postgres", dbname=database, connect_timeout=5, **more)


def count_statements(place: Path) -> None:
    """Let the operator's page see what statements cost. The extension is no part of the city: no dump holds it."""
    import psycopg

    with suppress(psycopg.Error), link(place) as server:
        server.execute("create extension if not exists pg_stat_statements")


def system(place: Path) -> str:
    """The number PostgreSQL gave this cluster when it was made; a restored one keeps it."""
    with link(place, "postgres") as server:
        return str(server.execute("select system_identifier from pg_control_system()").fetchone()[0])


def segment(place: Path) -> str:
    """The WAL file that is being written."""
    with link(place, "postgres") as server:
        return str(server.execute("select pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()[0])


def take(place: Path) -> dict[str, Any] | None:
    """Count in a snapshot that is the log up to a position, no more and no less; None when it never grew quiet.

    In PostgreSQL a commit is in the log before it is seen. The two agree when no transaction holds a number and the
    log did not grow while the snapshot was taken: then what is seen is what replaying up to there brings.
    """
    import psycopg

    from balaikota.config import backup

    with link(place, autocommit=True) as watch, link(place) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for _try in range(TRIES):
            before = watch.execute("select pg_current_wal_insert_lsn()::text").fetchone()[0]
            seen = "pg_snapshot_xmin(s)::text = pg_snapshot_xmax(s)::text"
            quiet, lsn = reader.execute(
                f"select {seen}, pg_current_wal_insert_lsn()::text from pg_current_snapshot() s"  # noqa: S608
            ).fetchone()
            if quiet and lsn == before:
                return {"lsn": lsn, "at": datetime.now(UTC).isoformat(), **backup.facts(reader)}
            reader.rollback()
            time.sleep(0.025)
    return None


def close_segment(place: Path) -> str:
    """Finish the piece of the log that is being written, so that it is archived; its name.

    First a mark is written: without a record after it, replaying to a point at the very end would never arrive.
    """
    with link(place, "postgres", autocommit=True) as server:
        server.execute("select pg_create_restore_point('balaikota')")
        return str(server.execute("select pg_walfile_name(pg_switch_wal() - 1)").fetchone()[0])
