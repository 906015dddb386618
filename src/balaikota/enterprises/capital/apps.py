"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Capital(AppConfig):
    name = "balaikota.enterprises.capital"
    label = "capital"

    def ready(self) -> None:
        from balaikota.enterprises.capital import queries
        from balaikota.enterprises.register.contract import Evidence, Panel, evidence, panel
        from balaikota.foundation.people.contract import Part, own_part

        none = _("Rencana modal Anda akan ada di sini.")
        own_part(Part("modal", _("Rencana modal"), 47, queries.own_items, empty=none, pack=queries.pack))
        panel(Panel("modal", _("Modal"), 40, "capital/_panel.html", queries.panel))
        chosen, choose = _("Sumber modal dipilih"), _("Hitung kebutuhan modal, lalu pilih sumbernya.")
        evidence(Evidence("capital.source", chosen, queries.shown_source, choose, queries.url))
        received, tell = _("Modal tambahan diterima"), _("Catat bila dananya sudah diterima.")
        evidence(Evidence("capital.received", received, queries.shown_received, tell, queries.url))
