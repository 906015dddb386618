"""What the services for foreigners do at each turn of their cases."""

from typing import Any

from balaikota.civil.foreigners import actions, queries
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


class ForeignerHandler(Handler):
    def facts(self, person: Person) -> dict[str, Any]:
        return queries.foreigner_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("pemohon_nama") or "")


@handles("sktt-orang-asing")
class ResidenceHandler(ForeignerHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.issue_sktt(case, by=by)


@handles("orang-asing-pindah")
class MoveHandler(ForeignerHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.let_move(case, by=by)


@handles("ktp-orang-asing")
class CardHandler(ForeignerHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.grant_card(case, by=by)
