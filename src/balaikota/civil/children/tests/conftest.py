"""The services of this room and the birth that gives the deed they note on; Sari's family in the registers."""

from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person

CIVIL = Path(__file__).parents[2]
ALSO = ("births/services/akta-kelahiran", "households/services/kk-tambah-anggota", "cards/services/kia-baru")


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    cast.ratna()
    files = [CIVIL / f"{name}.toml" for name in ALSO] + sorted((CIVIL / "children/services").glob("*.toml"))
    for file in files:
        catalogue.publish(queries.service_text(file))


@pytest.fixture
def sari(services: None) -> Person:
    cast.saris_family()
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return cast.sari()
