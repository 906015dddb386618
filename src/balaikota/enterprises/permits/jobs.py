"""The clock looks for permits that end; owners are told."""

from django.utils import timezone

from balaikota.enterprises.permits import actions, queries
from balaikota.enterprises.register import queries as register
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


@every("20 23 * * *")  # 06:20 WIB
def look_for_endings(timestamp: int) -> None:
    for permit, days in queries.due(timezone.localdate()):
        actions.remind(permit, days)


@on("permits.ending")
def tell_the_owners(event_id: int) -> None:
    permit, days = queries.of_event(event_id)
    for person in register.people_of(permit.enterprise):
        notifications.send(
            person, letter="permits/letters/ending.txt", event_id=event_id, url=queries.url(permit.enterprise),
            permit=permit, days=days, name=queries.name_of(permit),
        )  # fmt: skip
