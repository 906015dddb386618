"""Who may coach, plan and settle."""

from datetime import date

from balaikota.enterprises.coaching.models import Coach, Mentoring
from balaikota.enterprises.register import rules as register
from balaikota.foundation.people.models import Person


def may_enter(person: Person) -> bool:
    return register.is_coach(person) or register.is_manager(person)


def is_paused(coach: Coach, on: date) -> bool:
    return (
        coach.paused_from is not None
        and coach.paused_until is not None
        and (coach.paused_from <= on <= coach.paused_until)
    )


def may_work(person: Person, mentoring: Mentoring, *, owns: bool) -> bool:
    """Its coach, or who manages programmes; never on their own business, and only while it runs."""
    is_coach = (
        mentoring.coach is not None and mentoring.coach.person_id == person.pk and register.is_coach(person)
    )
    return mentoring.ended_at is None and not owns and (is_coach or register.is_manager(person))


def may_settle(person: Person, mentoring: Mentoring, *, owns: bool) -> bool:
    """The owner or the coach says that something agreed is done."""
    return mentoring.ended_at is None and (owns or may_work(person, mentoring, owns=owns))
