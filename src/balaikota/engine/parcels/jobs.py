"""Telling owners where their card is, and who took it. That it lies ready is told by the room it belongs to."""

from balaikota.engine.parcels import queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on


@on("parcels.sent")
def tell_of_the_courier(event_id: int) -> None:
    _tell(event_id, "parcels/letters/sent.txt")


@on("parcels.returned")
def tell_that_it_came_back(event_id: int) -> None:
    _tell(event_id, "parcels/letters/returned.txt")


@on("parcels.received")
def tell_who_took_it(event_id: int) -> None:
    _tell(event_id, "parcels/letters/received.txt")


def _tell(event_id: int, letter: str) -> None:
    parcel = queries.parcel_of_event(event_id)
    case = parcel.case
    url = case.get_absolute_url()
    notifications.send(case.applicant, letter=letter, event_id=event_id, url=url, parcel=parcel)
