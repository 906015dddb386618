"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Imports(AppConfig):
    name = "balaikota.economy.workbooks"
    label = "workbooks"

    def ready(self) -> None:
        from balaikota.economy.workbooks.rules import may_import
        from balaikota.engine.work.contract import also_at_the_desk

        also_at_the_desk(_("Angka ekonomi"), "workbooks:desk", may_import)
