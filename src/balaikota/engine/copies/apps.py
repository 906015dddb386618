"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Copies(AppConfig):
    name = "balaikota.engine.copies"
    label = "copies"

    def ready(self) -> None:
        from balaikota.engine.copies import queries
        from balaikota.foundation.people.contract import Part, own_part

        none, act = (
            _("Isian tersimpan sejak diketik, jadi boleh berhenti di tengah jalan."),
            (_("Lihat layanan"), "/layanan/"),
        )
        own_part(
            Part(
                "permohonan",
                _("Permohonan saya"),
                10,
                queries.own_cases,
                "/permohonan/",
                none,
                act,
                queries.pack,
            )
        )
