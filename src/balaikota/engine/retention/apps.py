"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Retention(AppConfig):
    name = "balaikota.engine.retention"
    label = "retention"

    def ready(self) -> None:
        from balaikota.engine.cases import contract as cases
        from balaikota.engine.retention import queries
        from balaikota.foundation.documents import contract as documents

        template = Path(__file__).parent / "typst" / "berita-acara-pemusnahan.typ"
        documents.paper(queries.PAPER, template, queries.may_open_paper, code="BAPA")
        cases.applicants_see("retention/_notice.html", queries.notice)
        cases.officers_see("retention/_panel.html", queries.panel)
