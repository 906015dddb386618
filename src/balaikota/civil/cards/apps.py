"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Cards(AppConfig):
    name = "balaikota.civil.cards"
    label = "cards"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from balaikota.engine.cases import queries as cases
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.foundation.documents import contract

        template = Path(__file__).parent / "typst" / "surat-kartu.typ"
        for kind, code in (
            ("surat-keterangan-ktp", "SKP"),
            ("tanda-terima-kia", "TTK"),
            ("surat-janji-ikd", "IKD"),
        ):
            contract.paper(kind, template, cases.may_open, code=code)
        follows_the_person("cards.Kartu", "person", called=_("kartu"))
