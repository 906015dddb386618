"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Rights(AppConfig):
    name = "balaikota.engine.rights"
    label = "rights"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.engine.rights import queries, rules
        from balaikota.engine.work.contract import also_at_the_desk
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.people.contract import Part, own_part

        also_at_the_desk(_("Hak atas data"), "rights:desk", rules.answers)
        follows_the_person("rights.Request", "person", called=_("permintaan hak data"))
        follows_the_person("rights.TakeHome", "person", called=_("unduhan data"))
        guard("rights.takehome", queries.may_open)
        none, act = _("Anda belum meminta apa pun."), (_("Hak Anda atas data"), "/hak-data/")
        own_part(
            Part(
                "hak-data",
                _("Hak atas data saya"),
                70,
                queries.own_requests,
                "/hak-data/",
                none,
                act,
                queries.pack,
            )
        )
