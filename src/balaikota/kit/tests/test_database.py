"""A line to the database is used again only while it stands."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from balaikota.kit.database.base import _stands


@pytest.fixture
def line(db: None) -> Iterator[psycopg.Connection]:
    given = connection.get_connection_params() | {"autocommit": True}
    with psycopg.connect(**given) as link:
        yield link


def test_a_quiet_line_is_used_again(line: psycopg.Connection) -> None:
    line.execute("select 1")
    assert _stands(line)


def test_a_line_whose_server_is_gone_is_not(line: psycopg.Connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [line.info.backend_pid])
    assert not _stands(line)


def test_a_line_with_a_message_on_it_still_stands(line: psycopg.Connection) -> None:
    line.execute("listen kabar")
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("notify kabar")
    assert _stands(line)


def test_beside_a_pool_how_to_connect_is_still_told_whole(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker asks for it and connects by itself, to be told of new jobs."""
    before, other = connection.get_connection_params(), connection.copy()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "pool", True)
    monkeypatch.setitem(other.settings_dict["OPTIONS"], "pool", True)
    for _line in range(2):
        assert connection.get_connection_params() == before
        assert other.get_connection_params() == before
