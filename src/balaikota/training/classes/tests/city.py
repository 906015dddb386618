"""Servants, classes and clocks that every room of this floor tells its tests with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from tests import cast

from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.organisations.models import Post
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.kit.worktime import WIB
from balaikota.training.classes import actions
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Cohort, Enrolment, Session
from balaikota.training.courses.models import Version


def a_servant(number: int, desk: str = "dukcapil") -> Person:
    """Somebody with a post at this desk and no duty."""
    post = Post.objects.filter(code=f"pelaksana-{desk}").first() or organisations.create_post(
        cast.the_desk(desk), f"pelaksana-{desk}", "Pelaksana", []
    )
    person = people.register(
        f"Pegawai {number:02d}", email=f"pegawai{number}@contoh.balaikota.invalid", is_sample=True
    )
    people.confirm_contact(person)
    organisations.appoint(person, post, from_on=cast.APPOINTED)
    return Person.objects.get(pk=person.pk)


def a_meeting(day: int, *, hours: int = 4, place: str = "Aula", trainer: Person | None = None) -> Meeting:
    """From eight in the morning, so many days from today."""
    starts = datetime.combine(
        timezone.localdate() + timedelta(days=day), datetime.min.time(), WIB
    ) + timedelta(hours=8)
    return Meeting(f"Sesi hari ke-{day}", starts, starts + timedelta(hours=hours), place, 0, trainer)


def a_class(
    version: Version, nurul: Person, *, quota: int = 3, days: tuple[int, ...] = (1, 2, 3), place: str = "Aula"
) -> Cohort:
    """An announced class."""
    facts = {
        "name": "Angkatan I", "mode": "tatap-muka", "place": place, "quota": quota,
        "nominate_until": timezone.localdate() + timedelta(days=1),
    }  # fmt: skip
    cohort = actions.plan(version, facts, agency=offices.agency("bkpsdm"), by=nurul)
    for day in days:
        actions.add_session(cohort, a_meeting(day, place=place), by=nurul)
    actions.announce(cohort, by=nurul)
    return Cohort.objects.get(pk=cohort.pk)


def enrolled(cohort: Cohort, person: Person, *, head: Person, organiser: Person) -> Enrolment:
    row = actions.nominate(cohort, person, by=head)
    return actions.accept(row, by=organiser)


@dataclass
class Going:
    """A class that runs: its first session began an hour ago."""

    cohort: Cohort
    sessions: list[Session]
    people: list[Person]
    rows: list[Enrolment]


def begins_now(cohort: Cohort) -> None:
    """Turn the clock: the first session began ten minutes ago, on this very day."""
    now = timezone.now()
    first = list(cohort.sessions.order_by("starts_at").values_list("pk", flat=True)[:1])
    Session.objects.filter(pk__in=first).update(
        starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2)
    )


def is_over(cohort: Cohort) -> None:
    """Turn the clock: everything took place in the last days."""
    for place, session in enumerate(cohort.sessions.order_by("-starts_at"), 1):
        ends = timezone.now() - timedelta(days=place)
        Session.objects.filter(pk=session.pk).update(starts_at=ends - timedelta(hours=4), ends_at=ends)


def again(cohort: Cohort) -> Cohort:
    """As it stands now."""
    return Cohort.objects.get(pk=cohort.pk)
