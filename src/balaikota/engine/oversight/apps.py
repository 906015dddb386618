"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Oversight(AppConfig):
    name = "balaikota.engine.oversight"
    label = "oversight"

    def ready(self) -> None:
        from balaikota.engine.oversight import rules
        from balaikota.engine.work.contract import also_at_the_desk

        also_at_the_desk(_("Siapa membuka data warga"), "oversight:index", rules.audits)
