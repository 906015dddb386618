"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Register(AppConfig):
    name = "balaikota.enterprises.register"
    label = "register"

    def ready(self) -> None:
        """A business stays with its owner when two records of them become one."""
        follows_the_person("register.Owner", "person", called=_("usaha"))
