"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Packages(AppConfig):
    name = "balaikota.training.packages"
    label = "packages"

    def ready(self) -> None:
        from balaikota.foundation.files.contract import guard
        from balaikota.training.classes import contract
        from balaikota.training.packages import queries

        follows_the_person("packages.Play", "person", called=_("pengerjaan paket"))
        guard("packages.package", queries.may_open_file)
        contract.tab(_("Paket"), "packages:packages", 25)
        contract.offer(queries.offers)
