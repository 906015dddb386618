"""The numbers of each month are published."""

from django.utils import timezone

from balaikota.enterprises.figures import actions
from balaikota.kit.reactions import every


@every("30 22 * * *")
def publish_the_month(timestamp: int) -> None:
    """At 05.30 WIB of its first morning; a city that had none yet gets its first the next morning."""
    actions.publish(timezone.localdate())
