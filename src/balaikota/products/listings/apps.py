"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Listings(AppConfig):
    name = "balaikota.products.listings"
    label = "listings"

    def ready(self) -> None:
        from balaikota.enterprises.register.contract import Panel, panel
        from balaikota.foundation.files.contract import guard
        from balaikota.products.listings import queries

        guard("listings.product", queries.sees_picture)
        panel(Panel("katalog", _("e-Katalog"), 15, "listings/_panel.html", queries.panel))
