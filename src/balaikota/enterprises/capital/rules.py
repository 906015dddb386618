"""When a bank may read a plan."""

from datetime import date

from balaikota.enterprises.capital.models import Sharing


def may_be_read(sharing: Sharing, on: date) -> bool:
    """While the consent stands."""
    return sharing.withdrawn_at is None and on <= sharing.until_on
