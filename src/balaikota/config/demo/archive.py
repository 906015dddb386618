"""A few sample papers that are old enough to go: two are destroyed with proof, one is held, the rest are due.

Their days are moved back by years; whoever they belong to is as made up as everybody here.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.retention import actions as retention
from balaikota.engine.retention import queries
from balaikota.engine.retention.models import Due
from balaikota.foundation.people.models import Person

AGE = timedelta(days=6 * 365)
MANY, DESTROYED = 8, 2
REASON = "Perkara contoh di pengadilan tata usaha negara; berkas diminta sebagai bukti."


def grow_old(cast: dict[str, Person]) -> None:
    """May run twice: once something is due, nothing more grows old."""
    if Due.objects.exists():
        return
    closed = cases.at_desks().filter(is_sample=True, parent=None, children=None, closed_at__isnull=False)
    others = closed.exclude(applicant__in=cast.values()).exclude(
        kk_menunggu__versi=None, kk_menunggu__isnull=False
    )
    aged = [_aged(case) for case in others.order_by("closed_at", "number")[:MANY]]
    rows = [row for case in aged if (row := retention.announce(case)) is not None]
    if not rows:
        return
    Due.objects.filter(pk__in=[row.pk for row in rows[:-2]]).update(due_on=timezone.localdate())
    _destroy(rows[:DESTROYED], cast)
    if len(rows) > DESTROYED:
        retention.hold(rows[DESTROYED].case, REASON, by=cast["anwar"])


def _aged(case: Case) -> Case:
    days: dict[str, Any] = {
        name: getattr(case, name) - AGE for name in ("submitted_at", "closed_at", "due_at")
    }
    cases.at_desks().filter(pk=case.pk).update(**days)
    return cases.by_id(str(case.pk))


def _destroy(rows: list[Due], cast: dict[str, Person]) -> None:
    """Only these go on the list: the day of the others comes a moment later."""
    later = queries.ripe(rows[0].agency)[len(rows) :]
    ids = [row.pk for row in later]
    Due.objects.filter(pk__in=ids).update(due_on=timezone.localdate() + timedelta(days=1))
    batch = retention.prepare(rows[0].agency, by=cast["anwar"])
    Due.objects.filter(pk__in=ids).update(due_on=timezone.localdate())
    retention.confirm(batch, by=cast["ratna"])
