"""A city with an officer or two, and people whose records may be one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as services
from balaikota.engine.likeness import actions
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person

Recorder = Callable[..., Person]
RIZKI = {"tempat_lahir": "Medan", "tanggal_lahir": date(1994, 5, 23), "jenis_kelamin": "laki-laki"}


@pytest.fixture
def recorded(db: None) -> Recorder:
    """Somebody an officer wrote down, compared with everybody there is."""

    def record(name: str, **identity: Any) -> Person:
        person = people.record_person(name=name, by=None, is_sample=True, **(RIZKI | identity))
        actions.watch_person(person.pk)
        return person

    return record


@pytest.fixture
def open_city(db: None) -> None:
    cast.saris_family()
    cast.the_desk()
    for file in services.service_files():
        if file.stem in ("akta-kelahiran", "akta-kematian", "kia-baru", "kk-tambah-anggota"):
            catalogue.publish(services.service_text(file))
