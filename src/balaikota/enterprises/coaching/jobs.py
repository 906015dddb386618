"""Owners and coaches are told; meetings and agreements are reminded of; places that came free are given."""

from django.utils import timezone

from balaikota.enterprises.coaching import actions, queries
from balaikota.enterprises.coaching.models import Mentoring
from balaikota.enterprises.register import queries as register
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on


def _tell_owners(mentoring: Mentoring, event_id: int, letter: str, **more: object) -> None:
    for person in register.people_of(mentoring.enterprise):
        notifications.send(
            person, letter=letter, event_id=event_id, url=mentoring.enterprise.get_absolute_url(),
            mentoring=mentoring, enterprise=mentoring.enterprise, **more,
        )  # fmt: skip


@on("coaching.assigned")
def tell_who_coaches(event_id: int) -> None:
    mentoring = queries.mentoring_of(event_id)
    if mentoring is not None and mentoring.coach is not None:
        _tell_owners(mentoring, event_id, "coaching/letters/assigned.txt")
        notifications.send(
            mentoring.coach.person, letter="coaching/letters/new_business.txt", event_id=event_id,
            url=mentoring.enterprise.get_absolute_url(), enterprise=mentoring.enterprise, mentoring=mentoring,
        )  # fmt: skip


def _tell_of_meeting(event_id: int, what: str) -> None:
    session = queries.session_of(event_id)
    if session is not None:
        _tell_owners(session.mentoring, event_id, "coaching/letters/meeting.txt", session=session, what=what)


@on("coaching.planned")
def tell_when(event_id: int) -> None:
    _tell_of_meeting(event_id, "planned")


@on("coaching.cancelled")
def tell_it_is_off(event_id: int) -> None:
    _tell_of_meeting(event_id, "cancelled")


@on("coaching.meeting_near")
def remind_of_meeting(event_id: int) -> None:
    _tell_of_meeting(event_id, "near")


@on("coaching.agreement_due")
def remind_of_agreement(event_id: int) -> None:
    agreement = queries.agreement_of(event_id)
    if agreement is not None:
        _tell_owners(agreement.mentoring, event_id, "coaching/letters/agreement.txt", agreement=agreement)


@every("15 0 * * *")
def look_after_meetings(timestamp: int) -> None:
    """Every morning (07.15 WIB): remind, and give coaches to those who wait."""
    actions.remind(timezone.now())
    actions.fill()
