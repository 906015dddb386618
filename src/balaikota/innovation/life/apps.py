"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Life(AppConfig):
    name = "balaikota.innovation.life"
    label = "life"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.engine.work.contract import also_at_the_desk
        from balaikota.foundation.people.contract import Part, own_part
        from balaikota.foundation.search import contract as search
        from balaikota.innovation.life import queries, rules

        also_at_the_desk(_("Meja inovasi"), "life:desk", rules.is_reviewer)
        none = _("Usulan inovasi dan tim Anda akan ada di sini.")
        act = (_("Usulkan inovasi"), "/inovasi/usul/")
        own_part(Part("inovasi", _("Inovasi saya"), 40, queries.own_items, "/inovasi/saya/", none, act))
        search.register(queries.Innovations())
        follows_the_person("life.Innovation", "proposer", called=_("usulan inovasi"))
        follows_the_person("life.Member", "person", called=_("tim inovasi"))
