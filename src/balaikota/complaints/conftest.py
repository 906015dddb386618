"""A city with topics, units and the people who act on complaints."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from tests import cast

from balaikota.complaints.reports import actions, queries, rules
from balaikota.complaints.reports.models import Report, Status
from balaikota.complaints.topics import actions as topics
from balaikota.complaints.topics import queries as known
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region
from balaikota.kit.errors import found


@pytest.fixture(autouse=True)
def _no_tries_used() -> None:
    """Numbers begin anew in each test; what was tried at the same number before is another test's."""
    cache.clear()


@pytest.fixture
def city(db: None) -> None:
    for desk in ("pengaduan", "pengaduan-dinas-pu", "pengaduan-dlh"):
        cast.the_desk(desk)
    topics.load_topics()


@pytest.fixture
def dewi(city: None) -> Person:
    return cast.dewi()


@pytest.fixture
def yusuf(city: None) -> Person:
    return cast.yusuf()


@pytest.fixture
def maria(city: None) -> Person:
    return cast.maria()


@pytest.fixture
def kelurahan(db: None) -> Region:
    return cast.a_kelurahan()


@pytest.fixture
def road(city: None) -> Topic:
    return found(known.topic("jalan-rusak"))


@pytest.fixture
def hole(road: Topic) -> Report:
    """A hole in the road, sent by nobody in particular."""
    return actions.send(actions.Letter(road, "Lubang besar di depan pasar", 3.58, 98.68), by=None)


@pytest.fixture
def a_late_few(road: Topic) -> list[bool]:
    """Five reports on either side of the limit that counts for each, and whether the badge of each says late."""
    now, day = timezone.now(), timedelta(days=1)
    facts = [
        {"status": Status.TERKIRIM, "verify_by": now - day, "due_at": now + day},
        {"status": Status.TERKIRIM, "verify_by": now + day, "due_at": now - day},
        {"status": Status.PROSES, "verify_by": now - day, "due_at": now - day},
        {"status": Status.PROSES, "verify_by": now - day, "due_at": now + day},
        {"status": Status.MENUNGGU_PELAPOR, "due_at": now - day, "asked_at": now - day},
    ]
    for fact in facts:
        report = actions.send(actions.Letter(road, "Lubang"), by=None)
        queries.everything().filter(pk=report.pk).update(**fact)
    return [rules.is_late(report) for report in queries.everything().order_by("id")]
