"""After a case is closed its applicant is asked."""

from django.urls import reverse

from balaikota.engine.cases import queries as cases
from balaikota.engine.satisfaction import actions, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on


@on("cases.decided")
def invite(event_id: int) -> None:
    actions.invite(cases.case_of(event_id))


@on("satisfaction.invited")
def ask(event_id: int) -> None:
    case = queries.case_asked_about(event_id)
    url = reverse("satisfaction:sheet", args=[case.number])
    letter = "satisfaction/letters/invited.txt"
    notifications.send(case.applicant, letter=letter, event_id=event_id, url=url, case=case)
