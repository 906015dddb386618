"""A city with its regions, two of the information centre, and a few places."""

from collections.abc import Callable
from typing import Any

import pytest
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import actions as regions
from balaikota.foundation.regions import queries as region_queries
from balaikota.information.places import actions
from balaikota.information.places.methods import Facts, spans_of
from balaikota.information.places.models import Place

OFFICE_WEEK = dict.fromkeys(range(4), spans_of("08.00-12.00, 13.00-16.00")) | {4: spans_of("08.00-11.00")}


@pytest.fixture
def city(db: None) -> None:
    regions.load()


@pytest.fixture
def fitri(db: None) -> Person:
    return cast.fitri()


@pytest.fixture
def rahmat(db: None) -> Person:
    return cast.rahmat()


@pytest.fixture
def village(city: None) -> str:
    return region_queries.villages_of_city()[0].code


@pytest.fixture
def a_place(village: str) -> Callable[..., Place]:
    def make(name: str = "Kantor Camat Contoh", **facts: Any) -> Place:
        said = {"kind": "kantor", "address": "Jalan Contoh 1", "kelurahan": village, "week": OFFICE_WEEK}
        return actions.add(Facts(name=name, **(said | facts)), by=None)

    return make
