"""Opens this room."""

from django.apps import AppConfig


class Work(AppConfig):
    name = "balaikota.engine.work"
    label = "work"

    def ready(self) -> None:
        from balaikota.engine.cases.contract import officers_see
        from balaikota.engine.work.queries import panel_of

        officers_see("work/panel.html", panel_of)
