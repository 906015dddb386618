"""The services of this room and of those that follow a death, open at their desk, and Sari's family."""

from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import KartuKeluarga, Person

CIVIL = Path(__file__).parents[2]
FILES = (
    ("deaths", "akta-kematian"),
    ("deaths", "akta-kematian-tanpa-data"),
    ("households", "kk-ganti-kepala"),
    ("households", "kk-ubah-data"),
    ("cards", "ktp-ubah-data"),
)


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    cast.ratna()
    for room, code in FILES:
        catalogue.publish(queries.service_text(CIVIL / room / "services" / f"{code}.toml"))


@pytest.fixture
def family(services: None) -> KartuKeluarga:
    """Dimas and Sari share a family card, and an officer has checked who Sari is."""
    kk = cast.saris_family()
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return kk


@pytest.fixture
def sari(family: KartuKeluarga) -> Person:
    return cast.sari()
