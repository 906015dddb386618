"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Classes(AppConfig):
    name = "balaikota.training.classes"
    label = "classes"

    def ready(self) -> None:
        follows_the_person("classes.Enrolment", "person", called=_("kepesertaan pelatihan"))
        follows_the_person("classes.Session", "trainer", called=_("sesi yang diajar"))
