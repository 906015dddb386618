"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from balaikota.engine.likeness.contract import follows_the_person


class Evaluation(AppConfig):
    name = "balaikota.training.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from balaikota.training.classes import contract
        from balaikota.training.evaluation import queries

        follows_the_person("evaluation.Behaviour", "asked", called=_("kuesioner setelah pelatihan"))
        contract.tab(_("Evaluasi dan biaya"), "evaluation:evaluation", 40)
        contract.offer(queries.offers)
