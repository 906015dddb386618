"""The reporter is told at each turn; silence closes by itself."""

from datetime import timedelta

from django.utils import timezone

from balaikota.complaints.reports import actions, methods, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


def _tell(event_id: int) -> None:
    """Whoever sent it with a login; and whoever joined it, when it ended."""
    for report, person, event in queries.listeners(event_id):
        letter, url = "reports/letters/turned.txt", report.get_absolute_url()
        notifications.send(person, letter=letter, event_id=event_id, url=url, report=report, event=event)


@on("reports.sent")
def tell_it_arrived(event_id: int) -> None:
    _tell(event_id)


@on("reports.verified")
def tell_it_was_verified(event_id: int) -> None:
    _tell(event_id)


@on("reports.postponed")
def tell_what_is_missing(event_id: int) -> None:
    _tell(event_id)


@on("reports.forwarded")
def tell_it_goes_on(event_id: int) -> None:
    _tell(event_id)


@on("reports.archived")
def tell_it_was_archived(event_id: int) -> None:
    _tell(event_id)


@on("reports.taken_up")
def tell_it_was_begun(event_id: int) -> None:
    _tell(event_id)


@on("reports.progressed")
def tell_how_it_goes(event_id: int) -> None:
    _tell(event_id)


@on("reports.asked")
def tell_what_is_asked(event_id: int) -> None:
    _tell(event_id)


@on("reports.handed_over")
def tell_who_has_it_now(event_id: int) -> None:
    _tell(event_id)


@on("reports.completed")
def tell_it_is_done(event_id: int) -> None:
    _tell(event_id)


@on("reports.lapsed")
def tell_it_was_closed(event_id: int) -> None:
    _tell(event_id)


@every("17 * * * *")
def settle_the_silent(timestamp: int) -> None:
    """Every hour: what waited ten days for a word of the reporter."""
    before = timezone.now() - timedelta(days=methods.days_to_answer())
    for report in queries.silent_since(before)[:500]:
        actions.settle(report)
