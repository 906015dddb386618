"""Opens this room: it keeps the pages of products."""

from django.apps import AppConfig


class Display(AppConfig):
    name = "balaikota.products.display"
    label = "display"

    def ready(self) -> None:
        from balaikota.products.display import actions, queries
        from balaikota.products.listings.contract import Keeper, kept_by

        kept_by(Keeper(queries.face, actions.keep))
