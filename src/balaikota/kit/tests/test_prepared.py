"""Statements through libpq itself answer as all others do, on a line outside any transaction."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, connection

from balaikota.kit.prepared import Texts

Ask = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def alone(db: None) -> Iterator[Ask]:
    """Does something in a thread, which has a line of its own; the test's lies in a transaction."""
    with ThreadPoolExecutor(1) as one:
        yield lambda work: one.submit(work).result()
        one.submit(hang_up).result()


def hang_up() -> None:
    connection.close()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_texts_come_back_as_they_were_said(alone: Ask) -> None:
    told = Texts("select %s::text, null, %s::text || '%%' from generate_series(1, 2)")
    for name in ("Rina", "Sitorus “Ñ” 😀"):
        assert alone(lambda name=name: told(name, "1.500")) == [(name, None, "1.500%")] * 2
    assert alone(lambda: Texts("select 'x' where %s::text = 'y'")("z")) == []


def test_inside_a_transaction_it_is_asked_as_all_others_are(db: None) -> None:
    assert Texts("select %s::text")("Rina") == [("Rina",)]


def test_a_table_that_was_changed_is_asked_anew(alone: Ask) -> None:
    names = Texts("select name from kabar where name = %s::text")
    alone(lambda: run("create temp table kabar (name text); insert into kabar values ('Rina')"))
    assert alone(lambda: names("Rina")) == [("Rina",)]
    alone(lambda: run("alter table kabar alter name type varchar(20)"))
    assert alone(lambda: names("Rina")) == [("Rina",)]


def test_what_is_wrong_is_told_as_of_any_statement(alone: Ask) -> None:
    with pytest.raises(ProgrammingError):
        alone(lambda: Texts("select %s::text from tidak_ada")("x"))
    told = Texts("select %s::text")
    pid = alone(lambda: Texts("select pg_backend_pid()::text || %s::text")(""))[0][0]
    run(f"select pg_terminate_backend({pid}, 5000)")
    with pytest.raises(OperationalError):
        alone(lambda: told("x"))
    alone(hang_up)
    assert alone(lambda: told("x")) == [("x",)]
