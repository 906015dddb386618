"""`DATABASES["default"]["ENGINE"]`: the pool gives out only lines that still stand.

Psycopg's own check asks the server each time: half the round trips of a page that sends one statement. A server on this
machine that is gone has closed its end of the socket, which the kernel tells without asking anybody.
"""

import select
import time
from typing import Any

from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool

from balaikota.kit import measures, tracing, watching

NOTICED = 0.01  # seconds a page may wait for a line without anybody being told


class Cursor(base.Cursor):
    """Its statements begin with the id of the request they serve: `pg_stat_activity` and the server's log show it.

    Put there after psycopg has read the statement and knows it again; no statement of its own, as a name of the session
    would be. What is planned once (`kit/prepared.py`) is sent under a name and bears none.
    """

    def _execute_send(self, query: Any, **how: Any) -> None:
        if marked := watching.mark.get():
            query.query = marked + query.query
        super()._execute_send(query, **how)  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    """Differs in how a line of the pool is checked, and leaves be what is already as it should be."""

    #: How to connect: the same for each line of a pool, and asked for with each of them.
    told: dict[str, Any] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        if not self.told or not self.settings_dict["OPTIONS"].get("pool"):
            self.told = {**super().get_connection_params(), "cursor_factory": Cursor}
        return dict(self.told)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if tracing.is_on() and tracing.statement not in self.execute_wrappers:
            self.execute_wrappers.append(tracing.statement)
        began = time.perf_counter()
        link = self._standing(conn_params)
        if (took := time.perf_counter() - began) > NOTICED:
            measures.waited(took)
        return link

    def _standing(self, conn_params: dict[str, Any]) -> Any:
        link = super().get_new_connection(conn_params)
        while self.pool and not _stands(link):
            link.close()
            self.pool.putconn(link)  # the pool brings another in its place
            link = super().get_new_connection(conn_params)
        return link

    def _set_autocommit(self, autocommit: bool) -> None:
        if self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)  # type: ignore[misc]


def _stands(link: Any) -> bool:
    """Nothing waits to be read on a line that stands idle; where something does, the server is asked what it means."""
    waiting = select.poll()
    waiting.register(link.pgconn.socket, select.POLLIN)
    if not waiting.poll(0):
        return True
    try:
        ConnectionPool.check_connection(link)
    except Exception:
        return False
    return True
