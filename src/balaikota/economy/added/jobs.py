"""Once a year."""

from django.utils import timezone

from balaikota.economy.added import actions
from balaikota.kit.reactions import every


@every("30 19 30 6 *")
def publish_the_year(timestamp: int) -> None:
    """On 1 July at 02.30 WIB: by then the books of the year before are closed."""
    actions.publish(timezone.localdate().year - 1)
