"""What the services of the family card do at each turn of their cases."""

from typing import Any

from balaikota.civil.households import actions
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


@handles("kk-tambah-anggota")
class HouseholdHandler(Handler):
    """Perubahan KK: the newborn joins the family card."""

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("nama_lengkap") or "")

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.add_newborn(case, by=by)
