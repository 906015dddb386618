"""A city with the product's course, and a class of it that has just begun."""

import pytest
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.training.classes import actions
from balaikota.training.classes.tests.city import Going, a_class, a_servant, again, begins_now, enrolled
from balaikota.training.courses import actions as courses
from balaikota.training.courses import queries as known
from balaikota.training.courses.models import Version
from balaikota.training.exams import actions as exams


@pytest.fixture
def version(db: None) -> Version:
    cast.a_kelurahan()
    courses.load_courses()
    exams.load_bank()
    return known.newest(known.course("inovasi-sektor-unggulan"))


@pytest.fixture
def going(version: Version, nurul: Person, surya: Person, ratna: Person) -> Going:
    cohort = a_class(version, nurul, quota=5)
    people = [a_servant(number) for number in range(1, 5)]
    rows = [enrolled(cohort, each, head=ratna, organiser=nurul) for each in people]
    actions.start(cohort, by=nurul)
    begins_now(cohort)
    return Going(again(cohort), list(cohort.sessions.order_by("starts_at")), people, rows)
