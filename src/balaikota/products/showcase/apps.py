"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Showcase(AppConfig):
    name = "balaikota.products.showcase"
    label = "showcase"

    def ready(self) -> None:
        from balaikota.enterprises.register import contract as register
        from balaikota.products.showcase import queries, rules

        register.panel(
            register.Panel("toko", _("Toko di e-Katalog"), 14, "showcase/_panel.html", queries.panel)
        )
        register.tool(register.Tool("/katalog/petugas/bazar/", _("Bazar"), rules.may_arrange))
