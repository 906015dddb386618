"""Making the value added of a year public: once."""

from collections.abc import Iterable
from statistics import median

from django.db import transaction
from django.utils import timezone

from balaikota.economy.added import methods, queries
from balaikota.economy.added.methods import Keeper, millions
from balaikota.economy.added.models import Edition, Sum
from balaikota.foundation.audit import actions as audit


@transaction.atomic
def publish(year: int) -> Edition | None:
    """The sums of a year that is over, when enough books of it are whole. What is public stays as it is.

    A second edition with one business more would tell that business's own value; so there is none.
    """
    known = queries.edition(year)
    if known is not None or year >= timezone.localdate().year:
        return known
    running = queries.running()
    keepers = queries.keepers(year, running)
    told = methods.groups(keepers)
    if told is None:
        return None
    said = queries.last_sales(running)
    edition = Edition.objects.create(
        year=year, registered=len(running), median_kept=millions(int(median(each.sales for each in keepers))),
        median_all=millions(int(median(said))) if len(said) >= methods.SMALLEST else None,
        counts=queries.counts(running), is_sample=any(row.is_sample for row in running),
    )  # fmt: skip
    sums = [_sum(Sum.Kind.ALL, (), keepers)]
    for part in told.industries:
        sums.append(_sum(Sum.Kind.INDUSTRY, part, [each for each in keepers if each.industry in part]))
    for part in told.districts:
        sums.append(_sum(Sum.Kind.DISTRICT, part, [each for each in keepers if each.district in part]))
    for row in sums:
        row.edition = edition
    Sum.objects.bulk_create(sums)
    audit.record("added.published", edition, by=None, keepers=len(keepers))
    return edition


def _sum(kind: Sum.Kind, codes: Iterable[str], members: list[Keeper]) -> Sum:
    sales, value = (sum(each.sales for each in members), sum(each.value for each in members))
    return Sum(
        kind=kind, codes=sorted(codes), keepers=len(members), sales=millions(sales), value=millions(value),
        workers=sum(each.workers for each in members),
    )  # fmt: skip
