"""Opens this room."""

from django.apps import AppConfig


class Agenda(AppConfig):
    name = "balaikota.information.agenda"
    label = "agenda"

    def ready(self) -> None:
        from balaikota.foundation.search import contract as search
        from balaikota.information.agenda import queries
        from balaikota.kit import sitemap

        sitemap.register(sitemap.Section("agenda", queries.count_public, queries.places))
        search.register(queries.Happenings())
