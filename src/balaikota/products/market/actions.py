"""Publishing how the catalogue does, and sending back to a coach who sells nothing."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.coaching.models import Cause, Field
from balaikota.enterprises.figures.methods import SMALLEST
from balaikota.foundation.statistics import actions as statistics
from balaikota.foundation.statistics import queries as published
from balaikota.products.market import queries


@transaction.atomic
def publish(day: date) -> int:
    """Each number with its definition and date; one that fewer than ten sellers make is left out.

    Orders and rupiah of a month are published once: the difference of two days would be one seller's own.
    """
    many = 0
    for each in queries.numbers(day):
        is_told = (
            "-" in each.period
            and len(each.period) == 7
            and published.history(each.code, each.period).exists()
        )
        if each.made_by < SMALLEST or is_told:
            continue
        statistics.publish(
            each.code, each.period, each.value, name=str(each.name), definition=str(each.definition),
            unit=str(each.unit), source=_("Catatan e-Katalog"),
        )  # fmt: skip
        many += 1
    return many


@transaction.atomic
def send_to_coach(now: datetime) -> int:
    """Ask for a coach for each quiet seller that has none and waits for none; how many."""
    rows = queries.uncoached(queries.quiet(now))
    wish = _("Dua bulan di e-Katalog tanpa pesanan.")
    for enterprise in rows:
        coaching.request(enterprise, Field.PEMASARAN, wish, cause=Cause.NO_SALES, by=None)
    return len(rows)
