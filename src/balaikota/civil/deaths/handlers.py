"""What a death does at each turn of its case."""

from typing import Any

from balaikota.civil.deaths import actions, methods
from balaikota.civil.households import queries as households
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.foundation.people.models import Person


@handles("akta-kematian")
class DeathHandler(Handler):
    """Akta kematian: F-2.01, and what ends with a life."""

    def facts(self, person: Person) -> dict[str, Any]:
        return households.family_facts(person)

    def subject_name(self, answers: dict[str, Any]) -> str:
        return methods.name_of(answers)

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.register_death(case, by=by)


@handles("akta-kematian-tanpa-data")
class UnrecordedDeathHandler(DeathHandler):
    """The same for someone no register knew: no card and no NIK to close."""
