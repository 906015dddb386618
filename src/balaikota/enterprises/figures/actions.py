"""Publishing the day's numbers."""

from datetime import date

from django.db import transaction

from balaikota.enterprises.figures import methods, queries
from balaikota.foundation.statistics import actions as statistics


@transaction.atomic
def publish(day: date) -> int:
    """Each number of the city with its definition, date and source; one that too few businesses make is left out."""
    published = 0
    for measure in queries.measures():
        value, many = queries.value(measure)
        if 0 < many < methods.SMALLEST:
            continue
        statistics.publish(
            queries.CODE.format(measure.code), day.isoformat(), value,
            name=str(measure.name), definition=str(measure.definition),
            unit=str(measure.unit), source=queries.source(),
        )  # fmt: skip
        published += 1
    return published
