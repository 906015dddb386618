"""Opens this room."""

from django.apps import AppConfig


class Parcels(AppConfig):
    name = "balaikota.engine.parcels"
    label = "parcels"

    def ready(self) -> None:
        from balaikota.engine.cases import contract
        from balaikota.engine.parcels import queries

        contract.applicants_see("parcels/_parcel.html", queries.notice)
