"""A publisher, a city with regions, and alerts."""

from collections.abc import Callable
from typing import Any

import pytest
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import actions as regions
from balaikota.information.alerts import actions
from balaikota.information.alerts.models import Alert


@pytest.fixture
def city(db: None) -> None:
    regions.load()


@pytest.fixture
def fitri(db: None) -> Person:
    return cast.fitri()


@pytest.fixture
def rahmat(db: None) -> Person:
    return cast.rahmat()


SAID = {
    "kind": "banjir", "level": "awas", "title_id": "Banjir di hilir sungai", "title_en": "Flood downstream",
    "text_id": "Naik ke tempat tinggi.", "text_en": "Go to higher ground.", "link": "", "starts_at": None, "ends_at": None,
}  # fmt: skip


@pytest.fixture
def an_alert(city: None, rahmat: Person) -> Callable[..., Alert]:
    def make(districts: tuple[str, ...] = (), **said: Any) -> Alert:
        return actions.raise_alert(SAID | said, list(districts), by=rahmat)

    return make
