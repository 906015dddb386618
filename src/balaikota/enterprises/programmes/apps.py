"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Programmes(AppConfig):
    name = "balaikota.enterprises.programmes"
    label = "programmes"

    def ready(self) -> None:
        from balaikota.enterprises.programmes import queries
        from balaikota.enterprises.register.contract import Panel, panel
        from balaikota.foundation.search import contract as search

        panel(Panel("program", _("Program"), 30, "programmes/_panel.html", queries.panel))
        search.register(queries.Cohorts())
