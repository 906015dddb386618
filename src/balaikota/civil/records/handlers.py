"""What the services of this room do at each turn of their cases."""

from typing import Any

from django.conf import settings

from balaikota.civil.records import actions, queries
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


class RecordHandler(Handler):
    def facts(self, person: Person) -> dict[str, Any]:
        return queries.record_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("pemohon_nama") or "")


@handles("perubahan-elemen-data")
class ElementHandler(RecordHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.change_elements(case, by=by)


@handles("dokumen-penduduk-rentan")
class DisasterHandler(RecordHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.reprint(case, by=by)


@handles("konsolidasi-nik")
class CentreHandler(RecordHandler):
    """The case waits for the centre, and its page says what the centre said."""

    summary = "records/_centre.html"

    def on_submitted(self, case: Case, *, by: Person) -> None:
        if settings.SIAK_URL:
            actions.want_check(case, by=by)

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.confirm_active(case, by=by)
