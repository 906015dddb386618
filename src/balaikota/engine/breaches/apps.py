"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Breaches(AppConfig):
    name = "balaikota.engine.breaches"
    label = "breaches"

    def ready(self) -> None:
        from balaikota.engine.breaches import rules
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.engine.work.contract import also_at_the_desk
        from balaikota.foundation.notifications.contract import sent_by_law

        also_at_the_desk(_("Kegagalan pelindungan data"), "breaches:desk", rules.keeps)
        follows_the_person("breaches.Concerned", "person", called=_("pemberitahuan kegagalan data"))
        sent_by_law("breaches")
