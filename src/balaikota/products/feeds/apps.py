"""Opens this room: facts in the head of a product's page, and its pages in the sitemap."""

from django.apps import AppConfig


class Feeds(AppConfig):
    name = "balaikota.products.feeds"
    label = "feeds"

    def ready(self) -> None:
        from balaikota.kit import sitemap
        from balaikota.products.feeds import queries
        from balaikota.products.listings.contract import HEAD, Part, part

        part(Part("schema", "feeds/_schema.html", queries.schema_part, where=HEAD))
        sitemap.register(sitemap.Section("katalog", queries.shown_count, queries.places))
