"""Services that were made here, and have no Python of their own: granting one issues the letter it describes."""

from balaikota.engine.cases.contract import Handler, otherwise
from balaikota.engine.cases.models import Case
from balaikota.engine.letters import actions
from balaikota.foundation.people.models import Person


@otherwise
class MadeHere(Handler):
    """A service that lives in its service file alone."""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.issue_letter(case, by=by)
