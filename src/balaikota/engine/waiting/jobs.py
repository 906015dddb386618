"""By the clock: figures each night, ladders every ten minutes. After a change of the calendar: new due times."""

from datetime import datetime

from django.utils import timezone

from balaikota.engine.cases import queries as cases
from balaikota.engine.waiting import actions, queries
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on

#: So many cases are locked at once while they get new due times.
BATCH = 200


@every("30 17 * * *")  # 00:30 WIB
def measure_waiting(timestamp: int) -> None:
    actions.measure()


@every("*/10 * * * *")
def climb_ladders(timestamp: int) -> None:
    for case_id, step in queries.climbing(timezone.now()):
        actions.climb(case_id, step)


@on("cases.escalated")
def tell_of_the_delay(event_id: int) -> None:
    event, case = audit.event(event_id), cases.case_of(event_id)
    if not case.is_open:
        return
    step = case.turn(event.detail["step"])
    for person in queries.told_of(case, step["name"], event.detail["rung"]):
        url, letter = case.get_absolute_url(), "waiting/letters/escalated.txt"
        notifications.send(person, letter=letter, event_id=event_id, url=url, case=case, step=step["label"])


@on("deadlines.holiday_added")
def redate_for_a_new_holiday(event_id: int) -> None:
    _redate(event_id)


@on("deadlines.holiday_withdrawn")
def redate_for_a_withdrawn_holiday(event_id: int) -> None:
    _redate(event_id)


@on("deadlines.holidays_loaded")
def redate_for_a_new_calendar(event_id: int) -> None:
    _redate(event_id)


def _redate(event_id: int) -> None:
    """In batches. Running again moves nothing twice: what already has its time keeps it without an event."""
    change = queries.change_of(audit.event(event_id))
    ids = list(queries.open_through(change.first, change.last).values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        actions.redate(ids[first : first + BATCH], because=change.because)


@on("cases.redated")
def tell_who_waits_longer(event_id: int) -> None:
    """An earlier time is good news that needs no letter; the page says it."""
    event = audit.event(event_id)
    was, now = (datetime.fromisoformat(event.detail[key]) for key in ("was", "now"))
    if now > was:
        case = cases.case_of(event_id)
        url, letter = case.get_absolute_url(), "waiting/letters/redated.txt"
        notifications.send(case.applicant, letter=letter, event_id=event_id, url=url, case=case, now=now)
