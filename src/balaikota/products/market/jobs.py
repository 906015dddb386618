"""The clock of the market."""

from django.utils import timezone

from balaikota.kit.reactions import every
from balaikota.products.market import actions


@every("40 22 * * *")
def publish_the_day(timestamp: int) -> None:
    """At 05.40 WIB."""
    actions.publish(timezone.localdate())


@every("10 23 * * 0")
def send_to_coach(timestamp: int) -> None:
    """On Monday at 06.10 WIB, before the coaches plan their week."""
    actions.send_to_coach(timezone.now())
