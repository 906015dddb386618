"""Statements that very many pages send alike: PostgreSQL plans them once for each connection, not each time."""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Cursor


class _Prepared(Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(query, params, prepare=True)


def rows(sql: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What the statement answers. PostgreSQL binds the values itself, so each needs a type it can see: `%(codes)s::text[]`.

    Worth it only where one plan is right for every value: along an index, never for words or limits that vary.
    """
    city = connections[DEFAULT_DB_ALIAS]  # looked up once: behind `connection` each word costs a look-up
    with city.cursor() as cursor:
        # While statements are recorded they are sent with their values in them, as they are to be read.
        if not city.queries_logged:
            cursor.cursor = _Prepared(city.connection)
        cursor.execute(sql, given)
        return list(cursor.fetchall())
