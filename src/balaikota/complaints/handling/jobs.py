"""A unit hears of what comes to its desk."""

from django.urls import reverse

from balaikota.complaints.handling import queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on


def _tell_the_desk(event_id: int) -> None:
    report, staff = queries.at_the_desk_of(event_id)
    url = reverse("handling:report", args=[report.number])
    for person in staff:
        letter = "handling/letters/arrived.txt"
        notifications.send(person, letter=letter, event_id=event_id, url=url, report=report)


@on("reports.verified")
def tell_the_unit_of_a_new_report(event_id: int) -> None:
    _tell_the_desk(event_id)


@on("reports.handed_over")
def tell_the_unit_what_was_handed_over(event_id: int) -> None:
    _tell_the_desk(event_id)


@on("reports.reopened")
def tell_the_unit_it_is_not_fixed(event_id: int) -> None:
    _tell_the_desk(event_id)
