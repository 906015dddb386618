"""Opens this room."""

from django.apps import AppConfig


class Dashboard(AppConfig):
    name = "balaikota.economy.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        from balaikota.economy.dashboard import queries
        from balaikota.foundation.search.contract import register
        from balaikota.kit import sitemap

        register(queries.Pages())
        sitemap.register(sitemap.Section("ekonomi", queries.count, queries.for_sitemap))
