"""A city with one service, and Sari's case on its desk."""

import pytest
from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as services
from balaikota.foundation.people.models import Person


@pytest.fixture
def open_city(db: None) -> None:
    cast.saris_family()
    cast.the_desk()
    for file in services.service_files():
        if file.stem in ("akta-kelahiran", "kk-tambah-anggota"):
            catalogue.publish(services.service_text(file))


@pytest.fixture
def kasus(open_city: None, sari: Person) -> Case:
    return cast.a_case("akta-kelahiran", by=sari)
