"""Opens this room."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "balaikota.engine.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from balaikota.engine.catalogue.queries import Services
        from balaikota.foundation.search import contract as search

        search.register(Services())
