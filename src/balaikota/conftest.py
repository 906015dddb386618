"""The cast as fixtures, for every room."""

import pytest
from tests import cast

from balaikota.foundation.people.models import Person


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
