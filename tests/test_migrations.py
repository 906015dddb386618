"""What the models say stands in the database, however it was brought there (config/management/commands/migrate.py)."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

KEYS = """select conrelid::regclass::text, a.attname, confrelid::regclass::text from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where contype = 'f'"""
COLUMNS = "select table_name, column_name, is_nullable = 'YES' from information_schema.columns where table_schema = 'public'"
NAMES = "select conname from pg_constraint union select indexname from pg_indexes where schemaname = 'public'"
OURS = [model for model in apps.get_models() if model._meta.managed]


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_column_and_key_of_the_models_stands_in_the_database() -> None:
    columns, keys = set(_asked(COLUMNS)), set(_asked(KEYS))
    fields = [(model._meta.db_table, field) for model in OURS for field in model._meta.local_concrete_fields]
    missing = [
        f"{table}.{field.column}"
        for table, field in fields
        if (table, field.column, field.null) not in columns
    ]
    assert missing == []
    unkept = [
        f"{table}.{field.column}"
        for table, field in fields
        if field.is_relation and field.db_constraint
        and (table, field.column, field.related_model._meta.db_table) not in keys
    ]  # fmt: skip
    assert unkept == []


@pytest.mark.django_db
def test_every_constraint_and_index_of_the_models_stands_in_the_database() -> None:
    there = {name for (name,) in _asked(NAMES)}
    wanted = {each.name for model in OURS for each in (*model._meta.constraints, *model._meta.indexes)}
    assert sorted(wanted - there) == []
