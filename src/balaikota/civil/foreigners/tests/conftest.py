"""The services for foreigners, open at their desk, and Kenji, who works here."""

from datetime import date
from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region

SERVICES = Path(__file__).parents[1] / "services"


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    Region.objects.get_or_create(
        code="12.07", defaults={"level": 2, "name": "Kabupaten Deli Serdang", "parent_id": "12"}
    )
    cast.ratna()
    for file in sorted(SERVICES.glob("*.toml")):
        catalogue.publish(queries.service_text(file))


@pytest.fixture
def kenji(services: None) -> Person:
    person = people.register("Kenji Watanabe", email="kenji@contoh.balaikota.invalid", is_sample=True)
    people.describe(person, by=None, tanggal_lahir=date(1980, 6, 5), jenis_kelamin="laki-laki")
    people.confirm_contact(person)
    return person
