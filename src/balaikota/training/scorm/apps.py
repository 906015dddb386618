"""Opens this room."""

from django.apps import AppConfig


class Scorm(AppConfig):
    name = "balaikota.training.scorm"
    label = "scorm"

    def ready(self) -> None:
        from balaikota.training.packages import contract
        from balaikota.training.scorm import actions, queries

        for standard in queries.STANDARDS:
            contract.speaks(standard, contract.Runtime(queries.address, begun=actions.begun))
