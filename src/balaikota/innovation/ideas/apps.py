"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Ideas(AppConfig):
    name = "balaikota.innovation.ideas"
    label = "ideas"

    def ready(self) -> None:
        from balaikota.engine.likeness.contract import follows_the_person

        follows_the_person("ideas.Idea", "by", called=_("ide"))
        follows_the_person("ideas.Comment", "by", called=_("komentar pada ide"))
        follows_the_person("ideas.Support", "by", called=_("dukungan pada ide"))
