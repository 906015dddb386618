"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Linkage(AppConfig):
    name = "balaikota.enterprises.linkage"
    label = "linkage"

    def ready(self) -> None:
        from balaikota.enterprises.linkage import rules
        from balaikota.enterprises.register.contract import Tool, only_guesses, tool

        only_guesses("linkage.pair")
        tool(Tool("/umkm/ganda/", _("Dugaan usaha ganda"), rules.may_settle))
