"""The services of this room and of those that follow a marriage, open at their desk."""

from datetime import date
from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person, Shdk, StatusKawin

CIVIL = Path(__file__).parents[2]
FILES = (
    ("marriages", "akta-perkawinan"),
    ("marriages", "akta-perceraian"),
    ("marriages", "pembatalan-perkawinan"),
    ("marriages", "pembatalan-perceraian"),
    ("households", "kk-baru"),
    ("households", "kk-pisah"),
    ("households", "kk-ubah-data"),
    ("cards", "ktp-ubah-data"),
    ("children", "akta-pengesahan-anak"),
)


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    cast.ratna()
    for room, code in FILES:
        catalogue.publish(queries.service_text(CIVIL / room / "services" / f"{code}.toml"))


@pytest.fixture
def tono(services: None) -> Person:
    """Tono lives alone on his card, and has never been married."""
    person, place = cast.tono(), cast.a_kelurahan()
    address = {"alamat": "Jalan Salak 7", "rt": "001", "rw": "002", "kelurahan_code": place.code}
    kk = people.make_household(nomor_kk="1271112902249992", by=None, is_sample=True, **address)
    people.join_household(
        kk,
        person,
        shdk=Shdk.KEPALA_KELUARGA,
        status_kawin=StatusKawin.BELUM_KAWIN,
        from_on=date(2024, 2, 29),
        by=None,
    )
    people.confirm_identity(person, by=cast.wulan())
    return cast.tono()
