"""What each kind of move does at each turn of its case."""

from typing import Any

from balaikota.civil.moves import actions, queries
from balaikota.civil.moves.models import Arah
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


class MoveHandler(Handler):
    """What all moves share: the family by name, offered as those who move."""

    def facts(self, person: Person) -> dict[str, Any]:
        return queries.move_facts(person)

    def prefill(self, person: Person) -> dict[str, Any]:
        rows = queries.family_rows(person)
        return {"anggota_pindah": rows} if rows else {}

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("pemohon_nama") or "")


@handles("pindah-dalam-kota")
class InsideHandler(MoveHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.move_inside(case, by=by)


@handles("pindah-keluar")
class OutHandler(MoveHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.move_out(case, by=by)


@handles("pindah-luar-negeri")
class AbroadHandler(MoveHandler):
    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.move_abroad(case, by=by)


@handles("pindah-datang")
class InHandler(MoveHandler):
    """Those whom this city's own unused letter names are offered as those who come."""

    def prefill(self, person: Person) -> dict[str, Any]:
        rows = queries.travellers(Arah.KELUAR, person)
        return {"anggota_pindah": rows} if rows else {}

    def on_submitted(self, case: Case, *, by: Person) -> None:
        actions.require_fresh_letter(case)

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.move_in(case, by=by)


@handles("datang-dari-luar-negeri")
class BackHandler(MoveHandler):
    def prefill(self, person: Person) -> dict[str, Any]:
        rows = queries.travellers(Arah.LUAR_NEGERI, person)
        return {"anggota_pindah": rows} if rows else {}

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.move_back(case, by=by)
