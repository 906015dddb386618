"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Exams(AppConfig):
    name = "balaikota.training.exams"
    label = "exams"

    def ready(self) -> None:
        from balaikota.foundation.people.contract import take_home
        from balaikota.training.classes import contract
        from balaikota.training.exams import queries

        contract.tab(_("Tes"), "exams:exams", 20)
        contract.offer(queries.offers)
        take_home(queries.pack)
