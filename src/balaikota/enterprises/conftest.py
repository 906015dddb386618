"""A city that knows KBLI, and Tono's keripik."""

import pytest
from tests import cast

from balaikota.enterprises.kbli import actions as kbli
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import actions
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region


@pytest.fixture
def city(db: None) -> None:
    cast.the_desk("umkm")
    kbli.load_kbli()


@pytest.fixture
def kelurahan(db: None) -> Region:
    return cast.a_kelurahan()


@pytest.fixture
def keripik(city: None, tono: Person, kelurahan: Region) -> Enterprise:
    """Tono makes keripik at home (KBLI 10794)."""
    facts = {"kbli": codes.kbli("10794"), "kelurahan": kelurahan, "started_year": 2022}
    said = {"workers_male": 1, "workers_female": 2, "capital": 15_000_000, "sales_year": 96_000_000}
    return actions.register(actions.Entry("Keripik Tono", facts, said), by=tono)
