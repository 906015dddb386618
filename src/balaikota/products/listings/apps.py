"""Opens this room."""

from django.apps import AppConfig


class Listings(AppConfig):
    name = "balaikota.products.listings"
    label = "listings"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.products.listings import queries

        guard("listings.product", queries.sees_picture)
