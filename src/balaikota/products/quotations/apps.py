"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Quotations(AppConfig):
    name = "balaikota.products.quotations"
    label = "quotations"

    def ready(self) -> None:
        from balaikota.enterprises.register.contract import Panel, panel
        from balaikota.foundation.people.contract import Part, own_part
        from balaikota.products.quotations import queries

        panel(Panel("penawaran", _("Permintaan penawaran"), 16, "quotations/_panel.html", queries.panel))
        none = _("Permintaan harga dari kantor kota kepada usaha Anda akan ada di sini.")
        own_part(Part("penawaran", _("Permintaan penawaran"), 48, queries.own_items, empty=none))
