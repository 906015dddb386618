"""Publishing the day's numbers."""

from datetime import date

from django.db import transaction

from balaikota.enterprises.figures import methods, queries
from balaikota.foundation.statistics import actions as statistics
from balaikota.foundation.statistics import queries as statistics_known


@transaction.atomic
def publish(day: date) -> int:
    """Each number of the city with its definition, date and source; one that too few businesses make is left out.

    A sum of rupiah is published once, for the month that is over: of two sums a day apart, the difference is one
    business's own sales.
    """
    published = 0
    for measure in queries.measures():
        value, many = queries.value(measure)
        if 0 < many < methods.SMALLEST:
            continue
        code, period = queries.CODE.format(measure.code), queries.period_of(measure, day)
        if measure.is_sum and statistics_known.history(code, period).exists():
            continue
        statistics.publish(
            code, period, value,
            name=str(measure.name), definition=str(measure.definition),
            unit=str(measure.unit), source=queries.source(),
        )  # fmt: skip
        published += 1
    return published
