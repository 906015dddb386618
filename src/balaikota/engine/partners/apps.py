"""Opens this room."""

from django.apps import AppConfig


class Partners(AppConfig):
    name = "balaikota.engine.partners"
    label = "partners"

    def ready(self) -> None:
        from balaikota.engine.catalogue import contract as catalogue
        from balaikota.engine.partners import queries

        # Looks different only when the service does, which the catalogue's own version already tells.
        catalogue.shows("partners/_schema_org.html", queries.schema_org, str)
