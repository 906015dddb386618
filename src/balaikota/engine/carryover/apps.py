"""Opens this room."""

from django.apps import AppConfig


class Carryover(AppConfig):
    name = "balaikota.engine.carryover"
    label = "carryover"

    def ready(self) -> None:
        from balaikota.engine.carryover import queries
        from balaikota.engine.cases import contract

        contract.applicants_see("carryover/_notice.html", queries.notice)
        contract.held_back_by(queries.holds_back)
        contract.read_beside_drafts(was_met=queries.met())
        contract.reminded_by(queries.earlier)
