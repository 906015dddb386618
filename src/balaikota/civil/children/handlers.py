"""What the services about children do at each turn of their cases."""

from typing import Any

from balaikota.civil.children import actions
from balaikota.civil.deeds import queries as registers
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


class ChildHandler(Handler):
    """What they have in common."""

    def facts(self, person: Person) -> dict[str, Any]:
        return registers.applicant_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("subjek1_nama") or "")


@handles("akta-pengakuan-anak")
class RecognitionHandler(ChildHandler):
    """Pengakuan anak."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.recognise(case, by=by)


@handles("akta-pengesahan-anak")
class LegitimationHandler(ChildHandler):
    """Pengesahan anak."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.legitimate(case, by=by)


@handles("pengangkatan-anak")
class AdoptionHandler(ChildHandler):
    """Pengangkatan anak."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.note_adoption(case, by=by)
