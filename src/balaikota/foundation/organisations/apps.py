"""Opens this room."""

from django.apps import AppConfig


class Organisations(AppConfig):
    name = "balaikota.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        from balaikota.foundation.audit.contract import tell_capacity_with
        from balaikota.foundation.organisations import queries
        from balaikota.foundation.people.contract import register_keeper_check, register_staff_check
        from balaikota.kit import walls

        tell_capacity_with(queries.post_title)
        register_staff_check(queries.is_staff)
        register_keeper_check(queries.keeps_registers)
        walls.passed_by(queries.is_staff)
