"""The bare page to compare with: the same queries, the same number of bytes, and nothing else.

`BARE` names a JSON file: for each path the statements (with their parameters already in them) and the size.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from psycopg_pool import ConnectionPool

# Written rows are taken back, so that they can be written again; this keeps the price of one real commit.
ONE_COMMIT = "select pg_logical_emit_message(true, 'bench', 'x')"
PAGES: dict[str, Any] = json.loads(Path(os.environ["BARE"]).read_text())
POOL = ConnectionPool(os.environ["BARE_DATABASE"], min_size=1, max_size=8, open=True)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request."""
    page = PAGES[environ["PATH_INFO"]]
    with POOL.connection() as link:
        for statement in page["statements"]:
            cursor = link.execute(statement)
            if cursor.description:
                cursor.fetchall()
        if page["rolls_back"]:
            link.execute("set constraints all immediate")
            link.rollback()
            link.execute(ONE_COMMIT)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [b"x" * page["size"]]
