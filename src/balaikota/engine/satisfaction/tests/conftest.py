"""A service to be satisfied with."""

import pytest
from tests import cast

from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.catalogue import actions as catalogue
from balaikota.foundation.people.models import Person


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.ratna()
    catalogue.publish(SERVICE)


@pytest.fixture
def sari(services: None) -> Person:
    return cast.sari()
