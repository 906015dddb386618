"""Opens this room."""

from django.apps import AppConfig


class Clinics(AppConfig):
    name = "balaikota.enterprises.clinics"
    label = "clinics"

    def ready(self) -> None:
        from balaikota.enterprises.clinics import queries
        from balaikota.enterprises.coaching.contract import attended

        attended(queries.attended)
