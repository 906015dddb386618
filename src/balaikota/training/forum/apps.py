"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Forum(AppConfig):
    name = "balaikota.training.forum"
    label = "forum"

    def ready(self) -> None:
        from balaikota.foundation.notifications.contract import group
        from balaikota.foundation.people.contract import take_home
        from balaikota.training.classes import contract
        from balaikota.training.forum import queries

        follows_the_person("forum.Topic", "by", called=_("topik forum kelas"))
        follows_the_person("forum.Post", "by", called=_("tulisan di forum kelas"))
        follows_the_person("forum.Seen", "person", called=_("tanda terbaca di forum kelas"))
        follows_the_person("forum.Digest", "person", called=_("rangkuman forum kelas"))
        group("forum-kelas", _("Forum kelas pelatihan"), "forum")
        contract.tab(_("Forum"), "forum:forum", 26, for_trainers=True)
        contract.offer(queries.offers)
        take_home(queries.pack)
