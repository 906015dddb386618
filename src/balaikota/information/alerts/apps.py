"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Alerts(AppConfig):
    name = "balaikota.information.alerts"
    label = "alerts"

    def ready(self) -> None:
        from balaikota.engine.work.contract import also_at_the_desk
        from balaikota.information.alerts import jobs  # noqa: F401 - registers its reactions
        from balaikota.information.alerts.rules import may_raise

        also_at_the_desk(_("Peringatan"), "alerts:desk", may_raise)
        also_at_the_desk(_("Nomor darurat"), "alerts:numbers", may_raise)
