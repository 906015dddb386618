"""A service for whose check its applicant comes to the counter, and an office that receives by appointment."""

from datetime import datetime, time

import pytest
from django.utils import timezone
from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.counter import actions, queries
from balaikota.engine.counter.models import Line
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person

CHECK = 'label = "Pemeriksaan berkas"\nduty = "verify"\n'


@pytest.fixture
def slug(db: None) -> str:
    return cast.a_service(SERVICE.replace(CHECK, CHECK + "appointment = true\n"))


@pytest.fixture
def office(slug: str) -> Agency:
    """Two people at a time, each half hour, every weekday morning."""
    ratna, agency = cast.ratna(), cast.the_desk().agency
    for weekday in range(5):
        hours = {"weekday": weekday, "from_time": time(8), "until_time": time(11)}
        actions.open_hours(agency, {**hours, "minutes": 30, "capacity": 2}, by=ratna)
    return agency


@pytest.fixture
def case(office: Agency, sari: Person) -> Case:
    return cast.a_case("surat-domisili", by=sari)


@pytest.fixture
def line(office: Agency) -> Line:
    return actions.open_line(office, "A", "Akta", by=cast.ratna())


def first_free(office: Agency) -> datetime:
    """The first moment that can still be chosen."""
    return queries.free(office)[0][1][0].time.starts_at


def yesterday(case: Case) -> None:
    """As if the appointment had been yesterday."""
    slot = queries.booked(case).slot
    slot.starts_at = timezone.now() - timezone.timedelta(days=1)
    slot.save(update_fields=["starts_at"])
