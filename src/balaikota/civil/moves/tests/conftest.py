"""The services of this room, open at their desk, and Sari's family with a son and a daughter."""

from datetime import date
from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.foundation.regions.models import Region

SERVICES = Path(__file__).parents[1] / "services"


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    more = [("12.07", 2, "Kabupaten Deli Serdang", "12"), ("12.71.02", 3, "Medan Sunggal", "12.71")]
    more += [("12.71.02.1001", 4, "Sunggal", "12.71.02"), ("31", 1, "DKI Jakarta", None)]
    more += [("31.73", 2, "Kota Jakarta Barat", "31"), ("12.71.01.1002", 4, "Sei Rengas", "12.71.01")]
    for code, level, name, parent in more:
        Region.objects.get_or_create(code=code, defaults={"level": level, "name": name, "parent_id": parent})
    cast.ratna()
    for file in sorted(SERVICES.glob("*.toml")):
        catalogue.publish(queries.service_text(file))


@pytest.fixture
def family(services: None) -> KartuKeluarga:
    """Dimas and Sari share a family card with Rangga (10) and Citra (19); an officer has checked who Sari is."""
    kk = cast.saris_family()
    for person, born in ((rangga(), date(2016, 11, 8)), (citra(), date(2007, 4, 6))):
        people.join_household(
            kk, person, shdk=Shdk.ANAK, status_kawin=StatusKawin.BELUM_KAWIN, from_on=born, by=None
        )
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return kk


def rangga() -> Person:
    return people.record_person(
        name="Rangga Pranata", nik="1271010811169991", tanggal_lahir=date(2016, 11, 8), by=None
    )


def citra() -> Person:
    return people.record_person(
        name="Citra Pranata", nik="1271014604079991", tanggal_lahir=date(2007, 4, 6), by=None
    )


@pytest.fixture
def sari(family: KartuKeluarga) -> Person:
    return cast.sari()
