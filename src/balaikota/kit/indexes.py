"""Indexes of a migration that is not one transaction."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently


class AddIndexBesideWork(AddIndexConcurrently):
    """Builds an index while people work, and may be killed: what an earlier try left of it, whole or not, goes first.

    Nothing is rolled back there (CREATE INDEX CONCURRENTLY leaves an invalid index behind), so that the next start would
    find its own index and refuse it.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        name = schema_editor.quote_name(self.index.name)
        schema_editor.execute(f"drop index concurrently if exists {name}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)
