"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class People(AppConfig):
    name = "balaikota.foundation.people"
    label = "people"

    def ready(self) -> None:
        from balaikota.foundation.people import queries
        from balaikota.foundation.people.contract import Part, own_part

        none = _("Belum ada petugas yang membuka data Anda.")
        own_part(
            Part("pembukaan", _("Siapa yang membuka data saya"), 80, queries.own_looks, "/akun/siapa-membuka/",
                 empty=none, pack=queries.pack)
        )  # fmt: skip
        own_part(Part("sesi", _("Perangkat yang sedang masuk"), 90, queries.own_sessions, "/akun/sesi/"))
