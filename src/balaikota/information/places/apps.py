"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Places(AppConfig):
    name = "balaikota.information.places"
    label = "places"

    def ready(self) -> None:
        from balaikota.engine.work.contract import also_at_the_desk
        from balaikota.foundation.search.contract import register
        from balaikota.information.places import queries
        from balaikota.information.places.rules import may_edit
        from balaikota.kit import sitemap

        also_at_the_desk(_("Tempat"), "places:desk", may_edit)
        register(queries.Places())
        sitemap.register(sitemap.Section("tempat", queries.count, queries.for_sitemap))
