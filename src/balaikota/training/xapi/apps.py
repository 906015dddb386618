"""Opens this room."""

from django.apps import AppConfig


class Xapi(AppConfig):
    name = "balaikota.training.xapi"
    label = "xapi"

    def ready(self) -> None:
        from balaikota.training.packages import contract
        from balaikota.training.xapi import actions, queries

        runtime = contract.Runtime(
            queries.address, begun=actions.begun, left=actions.left, waived=actions.waived
        )
        contract.speaks("cmi5", runtime)
