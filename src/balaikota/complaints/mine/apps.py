"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Mine(AppConfig):
    name = "balaikota.complaints.mine"
    label = "mine"

    def ready(self) -> None:
        from balaikota.complaints.mine import queries
        from balaikota.foundation.people.contract import Part, own_part

        none = _("Yang Anda laporkan atau ikuti akan ada di sini.")
        act, all_of_them = (_("Laporkan sesuatu"), "/lapor/"), "/lapor/saya/"
        part = Part(
            "pengaduan", _("Pengaduan saya"), 15, queries.own_items, all_of_them, none, act, queries.pack
        )
        own_part(part)
