"""Opens this room."""

from django.apps import AppConfig


class Waiting(AppConfig):
    name = "balaikota.engine.waiting"
    label = "waiting"

    def ready(self) -> None:
        from balaikota.engine.cases import contract as cases
        from balaikota.engine.catalogue import contract as catalogue
        from balaikota.engine.deadlines import contract as deadlines
        from balaikota.engine.waiting import queries

        cases.everybody_sees("waiting/_expected.html", queries.expected)
        catalogue.shows("waiting/_usual.html", queries.usual, queries.version)
        deadlines.foresees(queries.foresee)
