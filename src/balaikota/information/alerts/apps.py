"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Alerts(AppConfig):
    name = "balaikota.information.alerts"
    label = "alerts"

    def ready(self) -> None:
        from balaikota.engine.work.contract import also_at_the_desk
        from balaikota.foundation.people.contract import Part, own_part
        from balaikota.information.alerts import queries
        from balaikota.information.alerts.rules import may_raise

        also_at_the_desk(_("Peringatan"), "alerts:desk", may_raise)
        also_at_the_desk(_("Nomor darurat"), "alerts:numbers", may_raise)
        own_part(
            Part(
                "peringatan",
                _("Peringatan bahaya"),
                80,
                queries.at_home,
                empty=_("Anda belum meminta dikabari bila ada bahaya."),
                act=(_("Kabari saya bila ada bahaya"), "/darurat/#kabari"),
                pack=queries.pack,
            )
        )
