"""Every night the chain is checked and its head signed; auditors and operators hear when it does not hold."""

from django.urls import reverse

from balaikota.engine.oversight import actions
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reactions import every, on


@every("52 17 * * *")  # 00:52 WIB
def vouch_for_the_day(timestamp: int) -> None:
    actions.vouch()


@on("oversight.denied")
def tell_who_watches(event_id: int) -> None:
    told = {one.pk: one for duty in (Duty.AUDIT, Duty.OPERATE) for one in organisations.holders_of(duty)}
    for officer in told.values():
        notifications.send(
            officer,
            letter="oversight/letters/denied.txt",
            event_id=event_id,
            url=reverse("oversight:heads"),
            why=audit.event(event_id).detail["why"],
        )
