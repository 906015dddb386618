"""Opens this room."""

from django.apps import AppConfig


class Counter(AppConfig):
    name = "balaikota.engine.counter"
    label = "counter"

    def ready(self) -> None:
        from balaikota.engine.cases import contract
        from balaikota.engine.counter import queries

        contract.applicants_see("counter/_typed.html", queries.typed_notice)
        contract.applicants_see("counter/_appointment.html", queries.appointment_notice)
