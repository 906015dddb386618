"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Owners(AppConfig):
    name = "balaikota.training.owners"
    label = "owners"

    def ready(self) -> None:
        from balaikota.enterprises.clinics.contract import also
        from balaikota.enterprises.coaching.contract import attended
        from balaikota.enterprises.register.contract import Panel, panel
        from balaikota.training.classes.contract import offer
        from balaikota.training.owners import queries

        panel(Panel("klinik", _("Klinik UMKM"), 24, "owners/_panel.html", queries.panel))
        attended(queries.attended)
        also(queries.coming)
        offer(queries.offers)
