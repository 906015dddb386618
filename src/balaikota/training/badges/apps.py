"""Opens this room."""

from django.apps import AppConfig


class Badges(AppConfig):
    name = "balaikota.training.badges"
    label = "badges"

    def ready(self) -> None:
        from balaikota.foundation.documents.contract import annex
        from balaikota.training.badges import queries
        from balaikota.training.classes import contract

        annex("sertifikat-pelatihan", queries.beside_the_paper)
        contract.offer(queries.offers)
