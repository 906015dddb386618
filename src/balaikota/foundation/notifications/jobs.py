"""Carrying messages out of the building."""

from balaikota.foundation.notifications import actions, queries
from balaikota.foundation.notifications.contract import channel, register
from balaikota.foundation.notifications.gateway import Mail
from balaikota.foundation.notifications.models import DeliveryState
from balaikota.kit.reactions import on

register(Mail())


@on("notifications.queued")
def deliver(event_id: int) -> None:
    """Hand each waiting delivery to its channel; one that fails is tried again, alone."""
    last: Exception | None = None
    for delivery in queries.waiting_for_event(event_id):
        try:
            channel(delivery.channel).send(delivery)
        except Exception as error:  # whatever a gateway throws: the message waits and is tried again
            actions.note_failure(delivery, error)
            last = error if delivery.state != DeliveryState.FAILED else last
        else:
            actions.note_sent(delivery)
    if last is not None:
        raise last
