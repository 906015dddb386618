"""What follows in this room after an event."""

from balaikota.civil.births import actions
from balaikota.engine.cases import queries as cases
from balaikota.kit.reactions import on


@on("births.siblings_awaited")
def prepare_siblings(event_id: int) -> None:
    """Twins: the next child's form waits in the applicant's drafts before they look for it."""
    actions.prepare_siblings(cases.case_of(event_id))
