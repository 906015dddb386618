"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Ledger(AppConfig):
    name = "balaikota.training.ledger"
    label = "ledger"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.people.contract import Part, own_part
        from balaikota.training.ledger import queries

        follows_the_person("ledger.Outside", "person", called=_("pelatihan luar"))
        guard("ledger.outside", queries.may_open_file)
        none = _("Pelatihan yang Anda ikuti dan JP Anda tahun ini akan ada di sini.")
        act, url = (_("Lihat kelas yang dibuka"), "/pelatihan/"), "/pelatihan/saya/"
        own_part(Part("pelatihan", _("Pelatihan saya"), 40, queries.own_items, url, none, act, queries.pack))
