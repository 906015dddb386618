"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Coaching(AppConfig):
    name = "balaikota.enterprises.coaching"
    label = "coaching"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.enterprises.coaching import queries
        from balaikota.enterprises.register.contract import Panel, panel
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.notifications.contract import group

        panel(Panel("pendamping", _("Pendamping dan kesepakatan"), 20, "coaching/_panel.html", queries.panel))
        group("umkm", _("Pembinaan usaha"), "coaching", "clinics", "programmes", "ladder")
        follows_the_person("coaching.Coach", "person", called=_("tugas mendampingi"))
        guard("coaching.session", queries.let_in)
