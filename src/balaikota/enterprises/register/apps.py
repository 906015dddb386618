"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Register(AppConfig):
    name = "balaikota.enterprises.register"
    label = "register"

    def ready(self) -> None:
        """A business stays with its owner when two records of them become one."""
        from balaikota.enterprises.register import queries
        from balaikota.foundation.offline.contract import send_later
        from balaikota.foundation.people.contract import Part, own_part

        follows_the_person("register.Owner", "person", called=_("usaha"))
        none = _("Punya usaha, atau baru berencana? Daftarkan dalam lima menit.")
        act, all_of_them = (_("Daftarkan usaha"), "/umkm/daftar/"), "/umkm/saya/"
        own_part(Part("usaha", _("Usaha saya"), 12, queries.own_items, all_of_them, none, act, queries.pack))
        send_later("/umkm/catat/", posts=("/umkm/catat/",), to="/umkm/catat/")
