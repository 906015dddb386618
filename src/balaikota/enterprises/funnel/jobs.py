"""Every morning somebody looks round; the coach is told of what rings."""

from django.urls import reverse
from django.utils import timezone

from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.funnel import actions, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


@every("5 0 * * *")
def look_round(timestamp: int) -> None:
    """At 07.05 WIB."""
    actions.look_round(timezone.now())


@on("funnel.rang")
def tell_the_coach(event_id: int) -> None:
    alarm = queries.alarm_of(event_id)
    mentoring = coaching.current(alarm.enterprise) if alarm and alarm.enterprise else None
    if alarm and mentoring and mentoring.coach:
        notifications.send(
            mentoring.coach.person, letter="funnel/letters/rang.txt", event_id=event_id,
            url=reverse("coaching:business", args=[mentoring.enterprise.number]), alarm=alarm,
        )  # fmt: skip
