"""A migration that was killed half way is finished by the next start."""

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from balaikota.kit.indexes import AddIndexBesideWork


def those_beside_work() -> list[tuple[str, AddIndexBesideWork, migrations.Migration]]:
    loader = MigrationLoader(connection)
    return [
        (app, operation, loader.disk_migrations[app, name])
        for (app, name), migration in sorted(loader.disk_migrations.items())
        for operation in migration.operations
        if isinstance(operation, AddIndexBesideWork)
    ]


@pytest.mark.django_db(transaction=True)
def test_an_index_that_is_there_already_or_only_half_is_built_anew() -> None:
    """The start was killed after the index and before the note of it, or within: nothing of it was rolled back."""
    found = those_beside_work()
    assert found
    loader = MigrationLoader(connection)
    app, operation, migration = found[0]
    after = loader.project_state((app, migration.name))
    before = after.clone()
    model = before.models[app, operation.model_name_lower]
    model.options["indexes"] = [one for one in model.options["indexes"] if one.name != operation.index.name]
    for is_whole in (True, False):
        with connection.cursor() as cursor:
            cursor.execute(
                "update pg_index set indisvalid = %s where indexrelid = %s::regclass",
                [is_whole, operation.index.name],
            )
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards(app, editor, before, after)
        with connection.cursor() as cursor:
            cursor.execute(
                "select indisvalid from pg_index where indexrelid = %s::regclass", [operation.index.name]
            )
            assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_every_migration_of_ours_that_is_not_one_transaction_may_begin_again() -> None:
    others = [
        f"{app}.{name}: {type(operation).__name__}"
        for (app, name), migration in MigrationLoader(connection).disk_migrations.items()
        if not migration.atomic and type(migration).__module__.startswith("balaikota.")
        for operation in migration.operations
        if type(operation) is not AddIndexBesideWork
    ]
    assert others == []
