"""Looking round: ringing and closing alarms, and sending who sells nothing back to a coach."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.coaching import queries as mentorings
from balaikota.enterprises.coaching.models import Cause, Field
from balaikota.enterprises.funnel import methods, queries
from balaikota.enterprises.funnel.models import Alarm, Kind
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit


@transaction.atomic
def look_round(now: datetime) -> int:
    """Ring what began, close what is mended; a seller without sales gets a coach again. Says how many ring anew."""
    unmet = {
        row.enterprise_id: (row.enterprise, _("%d hari tidak bertemu") % days)
        for row, days in queries.unmet(now)
    }
    unsold = {
        each.pk: (each, _("penjualan terakhir tercatat untuk %s") % month)
        for each, month in queries.unsold(timezone.localdate(now))
    }
    cliffs = {rung.code: (None, _told(rung)) for rung in queries.rungs(now) if rung.is_cliff}
    fresh = _ring(Kind.NO_CONTACT, unmet) + _ring(Kind.CLIFF, cliffs)
    back = _ring(Kind.NO_SALES, unsold)
    for alarm in back:
        if alarm.enterprise and mentorings.current(alarm.enterprise) is None:
            coaching.request(alarm.enterprise, Field.PEMASARAN, alarm.told, cause=Cause.NO_SALES, by=None)
    return len(fresh) + len(back)


def _told(rung: methods.Rung) -> str:
    told = {"name": rung.name, "lost": rung.returned + rung.left, "ended": rung.ended}
    return _("%(name)s: %(lost)d dari %(ended)d tidak naik") % told


def _ring(kind: Kind, wrong: Mapping[Any, tuple[Enterprise | None, str]]) -> list[Alarm]:
    """Those that did not ring yet; what is no longer wrong is closed."""
    known, fresh = queries.ringing(kind), []
    for key, alarm in known.items():
        if key not in wrong:
            alarm.closed_at = timezone.now()
            alarm.save(update_fields=["closed_at"])
            audit.record("funnel.mended", alarm, by=None, kind=str(kind))
    for key, (enterprise, told) in wrong.items():
        if key not in known:
            stage = "" if enterprise else str(key)
            alarm = Alarm.objects.create(kind=kind, enterprise=enterprise, stage=stage, told=told[:300])
            audit.record("funnel.rang", alarm, by=None, kind=str(kind))
            fresh.append(alarm)
    return fresh
