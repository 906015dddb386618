"""The numbers of each day are published."""

from django.utils import timezone

from balaikota.enterprises.figures import actions
from balaikota.kit.reactions import every


@every("30 22 * * *")
def publish_the_day(timestamp: int) -> None:
    """At 05.30 WIB, for the day that began."""
    actions.publish(timezone.localdate())
