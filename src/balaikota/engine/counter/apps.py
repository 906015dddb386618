"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Counter(AppConfig):
    name = "balaikota.engine.counter"
    label = "counter"

    def ready(self) -> None:
        from balaikota.engine.cases import contract
        from balaikota.engine.counter import queries
        from balaikota.foundation.people.contract import Part, own_part

        contract.applicants_see("counter/_typed.html", queries.typed_notice)
        contract.applicants_see("counter/_appointment.html", queries.appointment_notice)
        own_part(Part("janji", _("Janji temu"), 20, queries.own_appointments, pack=queries.pack))
