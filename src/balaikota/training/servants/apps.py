"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Servants(AppConfig):
    name = "balaikota.training.servants"
    label = "servants"

    def ready(self) -> None:
        follows_the_person("servants.Pegawai", "person", called=_("data pegawai"))
