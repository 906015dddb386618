"""Statements that very many pages send alike: PostgreSQL plans them once for each connection, not each time."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property
from hashlib import sha256
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from psycopg import Cursor
from psycopg.pq import ExecStatus

Row = TypeVar("Row")  # a model, or what `values()` gives


class _Prepared(Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(query, params, prepare=True)


def rows(sql: str, given: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """What the statement answers. PostgreSQL binds the values itself, so each needs a type it can see: `%(codes)s::text[]`.

    Worth it only where one plan is right for every value: along an index, never for words or limits that vary.
    """
    city = connections[DEFAULT_DB_ALIAS]  # looked up once: behind `connection` each word costs a look-up
    if city.queries_logged or city.execute_wrappers:
        with city.cursor() as cursor:
            # While statements are recorded they are sent with their values in them, as they are to be read.
            if not city.queries_logged:
                cursor.cursor = _Prepared(city.connection)
            cursor.execute(sql, given)
            return list(cursor.fetchall())
    city.validate_no_broken_transaction()
    with city.wrap_database_errors:  # a cursor of Django's, and its layers, would cost as much again
        city.ensure_connection()
        return list(_Prepared(city.connection).execute(sql, given).fetchall())


class Texts:
    """A statement of texts alone (`%s::text`), sent through libpq itself: psycopg's way from values to rows takes longer
    than PostgreSQL's answer. For what a visitor waits for; inside a transaction it is asked as all others are.
    """

    def __init__(self, sql: str) -> None:
        self.sql, parts = sql, sql.split("%s")
        told = "".join(f"{part}${at}" for at, part in enumerate(parts[:-1], 1)) + parts[-1]
        self.told = told.replace("%%", "%").encode()
        self.name = f"texts_{sha256(self.told).hexdigest()[:24]}".encode()

    def __call__(self, *values: str) -> list[tuple[Any, ...]]:
        city, said = connections[DEFAULT_DB_ALIAS], [value.encode() for value in values]
        is_watched = city.queries_logged or city.execute_wrappers
        if city.in_atomic_block or is_watched or any(b"\0" in value for value in said):
            return rows(self.sql, values)
        with city.wrap_database_errors:
            city.ensure_connection()
            link = city.connection.pgconn
            answer = link.exec_prepared(self.name, said)
            if answer.status != ExecStatus.TUPLES_OK:  # new on this line, or its tables were changed
                link.exec_(b"deallocate " + self.name)
                link.prepare(self.name, self.told)
                answer = link.exec_prepared(self.name, said)
        if answer.status != ExecStatus.TUPLES_OK:
            return rows(self.sql, values)  # says why not
        width = range(answer.nfields)
        return [
            tuple(None if (cell := answer.get_value(row, at)) is None else cell.decode() for at in width)
            for row in range(answer.ntuples)
        ]


class Planned(Generic[Row]):
    """A query whose keys alone change. Django writes its statement once, PostgreSQL plans it once for each connection;
    to compile and plan a few joins takes longer than to answer them.

    `ask` is given a UUID for each of `keys` and returns the query with what it selects beside, rows of a model or
    `values()`; nothing else in it may depend on the day or on who asks (`Now()` is PostgreSQL's own).
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]], *keys: str) -> None:
        self.ask, self.keys = ask, keys

    @cached_property
    def compiled(self) -> tuple[QuerySet[Any, Row], Any, str, list[Callable[[Mapping[str, uuid.UUID]], Any]]]:
        """The query, its compiler, its statement, and where each value of that comes from."""
        marks = {uuid.uuid4(): key for key in self.keys}
        query = self.ask(**{key: mark for mark, key in marks.items()})
        compiler = query.query.get_compiler(query.db)
        sql, values = compiler.as_sql()
        places = [marks.get(value) if isinstance(value, uuid.UUID) else None for value in values]
        return query, compiler, sql, [_taken(*pair) for pair in zip(places, values, strict=True)]

    def __call__(self, **keys: uuid.UUID) -> list[Row]:
        query, compiler, sql, values = self.compiled
        mine = copy(compiler)  # several threads ask at once, each over its own connection
        mine.connection = connections[query.db]
        mine.execute_sql = lambda *_kind, **_how: [rows(sql, [value(keys) for value in values])]
        told = {"db": query.db, "model": query.model, "_known_related_objects": {}}
        ready = SimpleNamespace(query=_Compiled(query.query, mine), **told)
        found: Any = query._iterable_class(cast(Any, ready))
        return list(found)


class _Compiled:
    """A query that is compiled already: `values()` asks it for its names."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, using: str) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


def _taken(key: str | None, value: Any) -> Callable[[Mapping[str, uuid.UUID]], Any]:
    return (lambda keys: value) if key is None else (lambda keys: keys[key])
