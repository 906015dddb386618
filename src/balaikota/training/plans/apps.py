"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Plans(AppConfig):
    name = "balaikota.training.plans"
    label = "plans"

    def ready(self) -> None:
        from balaikota.training.classes import contract
        from balaikota.training.needs.contract import answered_by
        from balaikota.training.plans import queries

        contract.tab(_("Rencana tahunan"), "plans:of_class", 5)
        answered_by(queries.answers)
