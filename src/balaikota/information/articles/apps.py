"""Opens this room."""

from django.apps import AppConfig


class Articles(AppConfig):
    name = "balaikota.information.articles"
    label = "articles"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.search import contract as search
        from balaikota.information.articles import queries
        from balaikota.kit import sitemap

        guard("articles.article", queries.may_open_file)
        sitemap.register(sitemap.Section("informasi", queries.count_public, queries.places))
        search.register(queries.Articles())
