"""The card services, open at their desk, and Sari's family in the registers."""

from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person

SERVICES = Path(__file__).parents[1] / "services"


@pytest.fixture
def desk(db: None) -> Desk:
    cast.a_kelurahan()
    cast.ratna()
    for file in sorted(SERVICES.glob("*.toml")):
        catalogue.publish(queries.service_text(file))
    return cast.the_desk()


@pytest.fixture
def sari(desk: Desk) -> Person:
    cast.saris_family()
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return cast.sari()
