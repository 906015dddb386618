"""Opens this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Cases(AppConfig):
    name = "balaikota.engine.cases"
    label = "cases"

    def ready(self) -> None:
        from balaikota.engine.cases import contract, queries
        from balaikota.engine.catalogue import contract as catalogue
        from balaikota.foundation.files import contract as files

        files.guard("cases.case", queries.may_open)
        files.guard("cases.draft", queries.may_open_draft, may_move_on=True)
        catalogue.remarks_by(contract.remarks_on)
        autodiscover_modules("handlers")
