"""Clinics that rooms above tell their tests with."""

from datetime import timedelta

from django.utils import timezone

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise, Source
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.people.models import Person
from balaikota.training.attendance import actions as attendance
from balaikota.training.classes import actions
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.classes.tests.city import a_meeting, a_servant, again, is_over
from balaikota.training.courses.models import Version
from balaikota.training.owners import queries


def a_clinic(
    version: Version, nurul: Person, *, quota: int = 2, place: str = "Balai UMKM", day: int = 1
) -> Cohort:
    facts = {
        "name": "Klinik I", "audience": "umkm", "mode": "tatap-muka", "place": place, "quota": quota,
        "nominate_until": timezone.localdate() + timedelta(days=1),
    }  # fmt: skip
    cohort = actions.plan(version, facts, agency=offices.agency("bkpsdm"), by=nurul)
    actions.add_session(cohort, a_meeting(day, place=place), by=nurul)
    actions.announce(cohort, by=nurul)
    return again(cohort)


def seated(clinic: Cohort, enterprise: Enterprise, owner: Person, nurul: Person) -> Enrolment:
    return actions.accept(actions.send(clinic, enterprise, owner, by=owner), by=nurul)


def held(clinic: Cohort, rows: list[Enrolment], nurul: Person) -> Cohort:
    """It took place, and all of them were there."""
    actions.start(clinic, by=nurul)
    is_over(clinic)
    for row in rows:
        for session in clinic.sessions.all():
            attendance.note(session, row, "daftar kertas", by=nurul)
    actions.finish(clinic, by=nurul)
    return again(clinic)


def a_market(clinic: Cohort, nurul: Person, many: int) -> list[Enrolment]:
    """So many owners were there; each sold a million a month before and two after."""
    Cohort.objects.filter(pk=clinic.pk).update(quota=many)
    people = [a_servant(number) for number in range(many)]
    firms = [register.register(register.Entry(f"Warung {each.name}"), by=each) for each in people]
    rows = [seated(clinic, firm, each, nurul) for firm, each in zip(firms, people, strict=True)]
    cohort = held(clinic, rows, nurul)
    before, after = queries.reckoned(cohort), queries.results(cohort)
    assert after is not None
    assert before.shared == 0
    for firm in firms:
        for month in after["before"]:
            register.tell_sales(firm, month, 1_000_000, source=Source.BOOKS)
        for month in after["after"]:
            register.tell_sales(firm, month, 2_000_000, source=Source.BOOKS)
    return rows
