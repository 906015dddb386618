"""Opens this room."""

from django.apps import AppConfig


class Georeport(AppConfig):
    name = "balaikota.complaints.georeport"
    label = "georeport"

    def ready(self) -> None:
        from balaikota.complaints.georeport import queries
        from balaikota.engine.partners import contract

        contract.operators_see("georeport/_access.html", queries.panel)
