"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Materials(AppConfig):
    name = "balaikota.training.materials"
    label = "materials"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.training.classes import contract
        from balaikota.training.materials import queries

        follows_the_person("materials.Done", "person", called=_("bahan yang dipelajari"))
        guard("materials.material", queries.may_open_file)
        contract.tab(_("Bahan"), "materials:materials", 22)
        contract.offer(queries.offers)
