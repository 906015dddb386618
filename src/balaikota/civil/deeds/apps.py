"""Opens this room."""

from pathlib import Path

from django.apps import AppConfig


class Deeds(AppConfig):
    name = "balaikota.civil.deeds"
    label = "deeds"

    def ready(self) -> None:
        from balaikota.civil.deeds import queries
        from balaikota.engine.cases import queries as cases
        from balaikota.engine.retention import contract as retention
        from balaikota.foundation.documents import contract as documents
        from balaikota.foundation.people import contract as people

        template = Path(__file__).parent / "typst" / "keterangan-pencatatan-sipil.typ"
        documents.paper("keterangan-pencatatan-sipil", template, cases.may_open, code="SKCS")
        people.register_section("deeds/_section.html", queries.shown)
        retention.kept("deeds.akta", "Register pencatatan sipil", "UU 23/2006 pasal 66 dan 68")
