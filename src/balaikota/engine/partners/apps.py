"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Partners(AppConfig):
    name = "balaikota.engine.partners"
    label = "partners"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person

        follows_the_person("partners.Consent", "person", called=_("izin untuk mitra"))
