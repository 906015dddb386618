"""Telling somebody what became of the training they reported."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.training.ledger import queries


@on("ledger.accepted")
def tell_that_it_counts(event_id: int) -> None:
    _tell(event_id)


@on("ledger.refused")
def tell_why_it_does_not(event_id: int) -> None:
    _tell(event_id)


def _tell(event_id: int) -> None:
    row = queries.outside_of_event(event_id)
    notifications.send(
        row.person, letter="ledger/letters/checked.txt", event_id=event_id, url="/pelatihan/saya/", row=row
    )
