"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Projects(AppConfig):
    name = "balaikota.training.projects"
    label = "projects"

    def ready(self) -> None:
        from balaikota.training.classes import contract
        from balaikota.training.projects import queries

        contract.tab(_("Proyek aksi"), "projects:desk", 25, for_trainers=True)
        contract.offer(queries.offers)
