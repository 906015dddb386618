"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Reports(AppConfig):
    name = "balaikota.complaints.reports"
    label = "reports"

    def ready(self) -> None:
        from balaikota.complaints.reports import queries
        from balaikota.engine.cases.contract import applicants_see, everybody_sees, tracked_elsewhere
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.foundation.files.contract import guard
        from balaikota.foundation.search import contract as search

        everybody_sees("reports/_about_case.html", queries.about_case)
        said = _("Nomor ADU adalah nomor pengaduan. Buka laporannya di sini dengan kode lacaknya.")
        tracked_elsewhere("ADU-", "reports:track", said)
        applicants_see("reports/_from_complaint.html", queries.source_of)
        search.register(queries.Reports())
        guard("reports.report", queries.let_in)
        guard("reports.evidence", queries.let_in_to_proof)

        follows_the_person("reports.Report", "reporter", called=_("pengaduan"))
        follows_the_person("reports.Joining", "person", called=_("pengaduan yang diikuti"))
