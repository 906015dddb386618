"""The operators hear of a drill that failed; the city looks at the certificate of its own front."""

from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.urls import reverse

from balaikota.engine.upkeep import actions, gateway, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reactions import every, on

log = structlog.get_logger(__name__)


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


@every("23 * * * *")
def look_at_the_front(timestamp: int) -> None:
    """HTTPS ends at a proxy, whose certificate nobody on this machine holds: it is asked for as a browser would."""
    front = urlsplit(settings.ADDRESS)
    if front.scheme != "https" or not front.hostname:
        return
    try:
        pem = gateway.certificate(front.hostname, front.port or 443)
    except (
        OSError
    ) as fault:  # a machine may not reach its own front: what was seen last stands for three days
        log.info("front not reached", error=type(fault).__name__)
        return
    actions.note_front(pem)
