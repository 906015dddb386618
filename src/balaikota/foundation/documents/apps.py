"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Documents(AppConfig):
    name = "balaikota.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from balaikota.foundation.documents import queries
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.people.contract import Part, own_part

        guard("documents.letter", queries.may_open)
        none = _("Surat yang terbit untuk Anda, misalnya akta dan keterangan, akan ada di sini.")
        own_part(Part("surat", _("Surat saya"), 30, queries.own_letters, empty=none, pack=queries.pack))
