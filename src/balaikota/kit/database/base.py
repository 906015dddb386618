"""`DATABASES["default"]["ENGINE"]`: the pool gives out only lines that still stand.

Psycopg's own check asks the server each time: half the round trips of a page that sends one statement. A server on this
machine that is gone has closed its end of the socket, which the kernel tells without asking anybody.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Differs in how a line of the pool is checked, and leaves be what is already as it should be."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
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
