"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Needs(AppConfig):
    name = "balaikota.training.needs"
    label = "needs"

    def ready(self) -> None:
        from balaikota.foundation.people.contract import take_home
        from balaikota.training.needs import queries

        take_home(queries.pack)
        follows_the_person("needs.Need", "person", called=_("kebutuhan pelatihan"))
