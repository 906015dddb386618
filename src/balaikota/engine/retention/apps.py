"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Retention(AppConfig):
    name = "balaikota.engine.retention"
    label = "retention"

    def ready(self) -> None:
        from balaikota.engine.cases import contract as cases
        from balaikota.engine.retention import queries, rules
        from balaikota.engine.work import contract as work
        from balaikota.foundation.documents import contract as documents

        template = Path(__file__).parent / "typst" / "berita-acara-pemusnahan.typ"
        documents.paper(queries.PAPER, template, queries.may_open_paper, code="BAPA")
        work.also_at_the_desk(_("Retensi arsip"), "retention:index", rules.may_look)
        cases.applicants_see("retention/_notice.html", queries.notice)
        cases.officers_see("retention/_panel.html", queries.panel)
