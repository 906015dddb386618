"""Opens this room."""

from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "balaikota.engine.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from balaikota.engine.catalogue.queries import Services, places
        from balaikota.foundation.search import contract as search
        from balaikota.kit import sitemap

        search.register(Services())
        sitemap.register(sitemap.Section("layanan", lambda: len(places(0, sitemap.MOST)), places))
