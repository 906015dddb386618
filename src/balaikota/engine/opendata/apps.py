"""Opens this room."""

from django.apps import AppConfig


class OpenData(AppConfig):
    name = "balaikota.engine.opendata"
    label = "opendata"

    def ready(self) -> None:
        from balaikota.engine.catalogue import contract as catalogue
        from balaikota.engine.opendata import queries

        # Looks different only when the service does, which the catalogue's own version already tells.
        catalogue.shows("opendata/_schema_org.html", queries.schema_org, str)
