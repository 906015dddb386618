"""The operators hear of a drill that failed."""

from django.urls import reverse

from balaikota.engine.upkeep import queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reactions import on


@on("upkeep.drilled")
def tell_the_operators(event_id: int) -> None:
    drill = queries.drill_of(event_id)
    if drill.passed:
        return
    for officer in organisations.holders_of(Duty.OPERATE):
        notifications.send(
            officer,
            letter="upkeep/letters/drill_failed.txt",
            event_id=event_id,
            url=reverse("upkeep:engine"),
            drill=drill,
        )
