"""The services of this room, open at their desk, and Sari's family."""

from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import KartuKeluarga, Person

CIVIL = Path(__file__).parents[2]


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    cast.ratna()
    for file in [
        *sorted((CIVIL / "records" / "services").glob("*.toml")),
        CIVIL / "deeds/services/kutipan-kedua.toml",
    ]:
        catalogue.publish(queries.service_text(file))


@pytest.fixture
def family(services: None) -> KartuKeluarga:
    kk = cast.saris_family()
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return kk


@pytest.fixture
def sari(family: KartuKeluarga) -> Person:
    return cast.sari()
