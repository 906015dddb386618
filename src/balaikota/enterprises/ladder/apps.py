"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LadderRoom(AppConfig):
    name = "balaikota.enterprises.ladder"
    label = "ladder"

    def ready(self) -> None:
        from balaikota.enterprises.ladder import queries
        from balaikota.enterprises.register.contract import Panel, evidence, panel
        from balaikota.foundation.files.contract import guard

        panel(Panel("langkah", _("Langkah berikutnya"), 5, "ladder/_panel.html", queries.panel))
        for each in queries.facts():
            evidence(each)
        guard("ladder.paper", queries.let_in)
