"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Handling(AppConfig):
    name = "balaikota.complaints.handling"
    label = "handling"

    def ready(self) -> None:
        from balaikota.complaints.handling import queries
        from balaikota.engine.work.contract import also_at_the_desk

        also_at_the_desk(_("Meja pengaduan"), "handling:index", queries.may_enter)
