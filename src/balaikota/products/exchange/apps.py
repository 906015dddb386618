"""Opens this room: its panel on a business's page, and what officers take out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Exchange(AppConfig):
    name = "balaikota.products.exchange"
    label = "exchange"

    def ready(self) -> None:
        from balaikota.enterprises.register.contract import Panel, Tool, panel, tool
        from balaikota.products.exchange import queries, rules

        panel(Panel("exchange", _("Produk dari dan ke toko lain"), 46, "exchange/_panel.html", queries.panel))
        tool(Tool("/katalog/petugas/ekspor/", _("Ekspor e-Katalog"), rules.may_take_all))
