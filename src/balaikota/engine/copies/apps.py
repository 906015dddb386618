"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Copies(AppConfig):
    name = "balaikota.engine.copies"
    label = "copies"

    def ready(self) -> None:
        from balaikota.engine.copies import queries
        from balaikota.foundation.people.contract import Part, own_part

        none = _("Isian tersimpan sejak diketik, jadi boleh berhenti di tengah jalan.")
        act, all_of_them = (_("Lihat layanan"), "/layanan/"), "/permohonan/"
        mine = Part(
            "permohonan", _("Permohonan saya"), 10, queries.own_cases, all_of_them, none, act, queries.pack
        )
        own_part(mine)
        empty = _("Surat yang terbit untuk Anda, misalnya akta dan keterangan, akan ada di sini.")
        own_part(
            Part("surat", _("Surat saya"), 30, queries.own_letters, empty=empty, pack=queries.pack_letters)
        )
