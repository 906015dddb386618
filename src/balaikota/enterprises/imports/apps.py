"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Imports(AppConfig):
    name = "balaikota.enterprises.imports"
    label = "imports"

    def ready(self) -> None:
        from balaikota.enterprises.imports import rules
        from balaikota.enterprises.register.contract import Tool, tool

        tool(Tool("/umkm/impor/", _("Masukkan daftar"), rules.may_import))
