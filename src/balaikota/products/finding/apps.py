"""Opens this room."""

from django.apps import AppConfig


class Finding(AppConfig):
    name = "balaikota.products.finding"
    label = "finding"

    def ready(self) -> None:
        from balaikota.enterprises.register.contract import Tool, tool
        from balaikota.foundation.search.contract import register
        from balaikota.kit import sitemap
        from balaikota.products.finding import queries, rules

        register(queries.Shelves())
        tool(Tool("/katalog/petugas/keterlihatan/", queries.EXPOSURE, rules.may_see_exposure))
        sitemap.register(sitemap.Section("katalog", queries.count_of_shelves, queries.shelves_for_sitemap))
