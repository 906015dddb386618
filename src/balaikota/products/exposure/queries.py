"""How often sellers were shown."""

import uuid
from datetime import date, timedelta

from django.db.models import Min, Sum
from django.utils import timezone

from balaikota.products.exposure.models import Exposure

#: Days that the report looks back.
DAYS = 30


def since() -> date:
    return timezone.localdate() - timedelta(days=DAYS)


def shown(since: date) -> dict[uuid.UUID, int]:
    """Of each seller that was shown since a day, how often."""
    rows = Exposure.objects.filter(on__gte=since).values("seller").annotate(n=Sum("shown"))
    return dict(rows.values_list("seller", "n"))


def first_day() -> date | None:
    """Since when there are counts."""
    first: date | None = Exposure.objects.aggregate(on=Min("on"))["on"]
    return first
