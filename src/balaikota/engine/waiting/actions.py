"""What the clock does: measuring, climbing ladders, giving open cases new due times."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as standing
from balaikota.engine.cases import rules
from balaikota.engine.cases.models import Case
from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.waiting import queries
from balaikota.engine.waiting.models import WaitingTime
from balaikota.foundation.audit import actions as audit

DAYS = 90


@transaction.atomic
def measure(on: date | None = None) -> int:
    """Keep how long people waited for each service, from the cases closed in the last ninety days."""
    on, now = on or timezone.localdate(), timezone.now()
    readings = queries.measured(now - timedelta(days=DAYS))
    for (service_id, is_linked), reading in readings.items():
        said = {
            "days": DAYS,
            "n": reading.n,
            "median_hours": reading.median,
            "p90_hours": reading.p90,
            "left_out_bursts": reading.bursts,
            "left_out_old": reading.old,
            "measured_at": now,
        }
        kept, _is_new = WaitingTime.objects.update_or_create(
            service_id=service_id, is_linked=is_linked, on=on, defaults=said
        )
        audit.record("waiting.measured", kept, by=None, n=reading.n)
    return len(readings)


@transaction.atomic
def climb(case_id: UUID, step: str) -> None:
    """The next rung of a step's ladder, when its hour has come: remind, raise, or tell the superior."""
    case = standing.locked(Case(pk=case_id))
    sides = [side for side in case.side_steps.all() if side.step == step and side.done_at is None]
    here = case if step == case.step and case.duty else next(iter(sides), None)
    if here is None or not rules.is_climbable(case, here, timezone.now()):
        return
    rung = case.turn(step)["escalate"][here.rung][1]
    here.rung += 1
    case.priority += rung == "raise"
    cases.rewind(case, not_before=case.due_at)
    audit.record("cases.escalated", case, by=None, step=step, rung=rung)


@transaction.atomic
def redate(case_ids: Sequence[UUID], *, because: dict[str, Any]) -> int:
    """Set the clocks of these cases by the calendar of now, the open ones only; each that moves says why."""
    calendar, moved = deadlines.calendar(), 0
    for case in standing.locked_open(case_ids):
        was = case.due_at
        cases.rewind(case, calendar=calendar)
        if case.due_at != was:
            moved += 1
            span = {"was": was.isoformat(), "now": case.due_at.isoformat()}
            audit.record("cases.redated", case, by=None, subject=case.applicant, **span, **because)
    return moved
