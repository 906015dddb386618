"""The cast as fixtures, for every room."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.foundation.people.queries import SIGNED_IN_BY_LINK
from balaikota.foundation.regions import queries as regions
from balaikota.information.alerts.queries import KEY as COMING

# Nothing is timed in a test: a busy machine is no fault of the city.
settings.register_profile("city", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("city")


@pytest.fixture(autouse=True)
def _in_indonesian() -> None:
    """A request in English leaves its language to the thread; the next test begins in the city's own."""
    translation.activate("id")


@pytest.fixture(autouse=True)
def _no_danger() -> None:
    """No alert of an earlier test is remembered; whoever raises one makes the house ask again."""
    caches["near"].set(COMING, [], 3600)


@pytest.fixture(autouse=True)
def _no_other_citys_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kelurahan of an earlier test's small city are not remembered."""
    monkeypatch.setattr(regions, "_choices", {})


@pytest.fixture(autouse=True)
def _by_the_demo_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """`client.force_login` signs in as the demo city's link does: for staff it is their second factor."""
    plain = Client.force_login

    def force_login(client: Client, user: Person, backend: str | None = None) -> None:
        plain(client, user, backend)
        session = client.session
        session[SIGNED_IN_BY_LINK] = True
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def sari(db: None) -> Person:
    return cast.sari()


@pytest.fixture
def budi(db: None) -> Person:
    return cast.budi()


@pytest.fixture
def tono(db: None) -> Person:
    return cast.tono()


@pytest.fixture
def wulan(db: None) -> Person:
    return cast.wulan()


@pytest.fixture
def anwar(db: None) -> Person:
    return cast.anwar()


@pytest.fixture
def ratna(db: None) -> Person:
    return cast.ratna()


@pytest.fixture
def mega(db: None) -> Person:
    return cast.mega()


@pytest.fixture
def hasan(db: None) -> Person:
    return cast.hasan()


@pytest.fixture
def intan(db: None) -> Person:
    return cast.intan()


@pytest.fixture
def lina(db: None) -> Person:
    return cast.lina()


@pytest.fixture
def joko(db: None) -> Person:
    return cast.joko()


@pytest.fixture
def rina(db: None) -> Person:
    return cast.rina()


@pytest.fixture
def nurul(db: None) -> Person:
    return cast.nurul()


@pytest.fixture
def surya(db: None) -> Person:
    return cast.surya()
