"""Opens this room."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "balaikota.foundation.search"
    label = "search"

    def ready(self) -> None:
        from balaikota.foundation.lexicon import methods as lexicon
        from balaikota.foundation.search import contract

        lexicon.adds(lambda: lexicon.Own(contract.protected(), *contract.spoken()))
