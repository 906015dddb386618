"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Assignments(AppConfig):
    name = "balaikota.training.assignments"
    label = "assignments"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.people.contract import take_home
        from balaikota.training.assignments import queries
        from balaikota.training.classes import contract

        guard("assignments.work", queries.may_open_draft, may_move_on=True)
        guard("assignments.handin", queries.may_open_hand_in)
        contract.tab(_("Tugas"), "assignments:desk", 24, for_trainers=True)
        contract.offer(queries.offers)
        take_home(queries.pack)
