"""The funnel, why people leave, and what is going wrong just now."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.coaching.models import Mentoring
from balaikota.enterprises.funnel import methods
from balaikota.enterprises.funnel.models import Alarm, Kind
from balaikota.enterprises.ladder import queries as ladder
from balaikota.enterprises.ladder.models import Ending, Why
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as duties
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person


def rungs(now: datetime) -> list[methods.Rung]:
    """Every stage with the stays that began within the window; a business that came twice is counted twice."""
    since = now - timedelta(days=methods.limits()["window_days"])
    rows = (
        ladder.every_stay()
        .filter(entered_at__gte=since)
        .values_list("stage", "ending")
        .annotate(n=Count("pk"))
    )
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for stage, ending, n in rows:
        counted[stage][ending] = n
    return [
        methods.Rung(
            stage.code, stage.name, sum(found.values()), found.get(Ending.PASSED, 0),
            found.get(Ending.RETURNED, 0), found.get(Ending.LEFT, 0),
        )
        for stage in ladder.ladder().stages
        for found in (counted.get(stage.code, {}),)
    ]  # fmt: skip


def reasons(now: datetime) -> list[tuple[str, int]]:
    """Why people stopped being coached within the window, the commonest first."""
    since = now - timedelta(days=methods.limits()["window_days"])
    rows = (
        ladder.every_stay()
        .filter(ending=Ending.LEFT, left_at__gte=since)
        .values("why")
        .annotate(n=Count("pk"))
    )
    return [
        (str(Why(row["why"]).label) if row["why"] else "–", row["n"]) for row in rows.order_by("-n", "why")
    ]


def alarms(viewer: Person) -> QuerySet[Alarm]:
    """To a manager all that ring; to a coach those of their own businesses, and the stages'."""
    rows = (
        Alarm.objects.filter(closed_at=None).select_related("enterprise").order_by("kind", "raised_at", "pk")
    )
    if duties.is_manager(viewer):
        return rows
    coach = coaching.coach_of(viewer)
    own: Any = (
        coaching.running().filter(coach=coach).values("enterprise") if coach else coaching.waiting().none()
    )
    return rows.filter(enterprise__in=own) | rows.filter(enterprise=None)


def ringing(kind: Kind) -> dict[Any, Alarm]:
    """Alarms of a kind that ring, by business or by stage."""
    rows = Alarm.objects.filter(kind=kind, closed_at=None).select_related("enterprise")
    return {row.enterprise_id or row.stage: row for row in rows}


def alarm_of(event_id: int) -> Alarm | None:
    return Alarm.objects.select_related("enterprise").filter(pk=audit.event(event_id).about_id).first()


def unmet(now: datetime) -> list[tuple[Mentoring, int]]:
    """Coached businesses that were last met, or assigned, too many days ago."""
    found = []
    for row in coaching.running():
        days = (now - (row.met_at or row.assigned_at)).days
        if days > methods.limits()["no_contact_days"]:
            found.append((row, days))
    return found


def unsold(today: date) -> list[tuple[Enterprise, str]]:
    """Running businesses that once sold and whose last month with sales ended too many days ago, with that month."""
    before = today - timedelta(days=methods.limits()["no_sales_days"])
    return [(each, month) for each, month in register.last_months() if methods.last_day(month) < before]


def page_of(viewer: Person) -> dict[str, Any]:
    now = timezone.now()
    found = rungs(now)
    drawn = methods.bars(found)
    return {
        "rungs": found, "bars": drawn, "height": len(drawn) * methods.ROW, "width": methods.WIDTH,
        "reasons": reasons(now), "alarms": alarms(viewer), "limits": methods.limits(), "at": now,
    }  # fmt: skip
