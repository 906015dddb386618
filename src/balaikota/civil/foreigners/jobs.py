"""What follows in this room by the clock."""

from django.utils import timezone

from balaikota.civil.foreigners import actions, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


@every("41 1 * * *")
def look_at_permits(timestamp: int) -> None:
    """Once for each permit in its last 30 days."""
    for permit in queries.ending(timezone.localdate()):
        actions.announce_end(permit)


@on("foreigners.permit_ending")
def tell_the_holder(event_id: int) -> None:
    permit = queries.of_event(event_id)
    url = permit.case.get_absolute_url()
    notifications.send(
        permit.person, letter="foreigners/letters/ending.txt", event_id=event_id, url=url, permit=permit
    )
