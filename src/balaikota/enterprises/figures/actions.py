"""Making what everybody may see, once a month."""

from datetime import date

from django.db import transaction

from balaikota.enterprises.figures import methods, queries
from balaikota.enterprises.figures.contract import Measure
from balaikota.enterprises.figures.models import Edition
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.statistics import actions as statistics
from balaikota.foundation.statistics import queries as statistics_known


@transaction.atomic
def publish(day: date) -> int:
    """Each number of the city with its definition, date and source; one that too few businesses make is left out.

    Once a month, counts too: of two counts a day apart the difference is who came that day, in a table also what they
    sell and where. A sum of rupiah is published once, for the month that is over. Says how many were published.
    """
    newest = queries.edition()
    if newest is not None and (newest.on.year, newest.on.month) >= (day.year, day.month):
        return 0
    told = {each.code: queries.open_to_all(each) for each in queries.measures()}
    edition = Edition.objects.create(on=day, told=told)
    audit.record("enterprise_figures.made", edition, by=None, on=day.isoformat())
    return sum(_published(measure, day) for measure in queries.measures())


def _published(measure: Measure, day: date) -> bool:
    code, period = queries.CODE.format(measure.code), queries.period_of(measure, day)
    is_told = measure.is_sum and statistics_known.history(code, period).exists()
    value, many = queries.value(measure)
    if 0 < many < methods.SMALLEST or is_told:
        return False
    statistics.publish(
        code, period, value,
        name=str(measure.name), definition=str(measure.definition),
        unit=str(measure.unit), source=queries.source(),
    )  # fmt: skip
    return True
