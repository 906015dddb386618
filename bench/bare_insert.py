"""The barest submission there is: one row of a case's size, one commit, an answer."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from psycopg_pool import ConnectionPool

POOL = ConnectionPool(os.environ["BARE_DATABASE"], min_size=1, max_size=8, open=True)
BODY = os.urandom(2000)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Insert and commit."""
    with POOL.connection() as link:
        link.execute("insert into bench_insert (body) values (%s)", [BODY])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
