"""A partner whose server listens, and what happens to a case of its."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System, a_system

from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.methods import Application
from balaikota.engine.partners.models import Act, Partner
from balaikota.engine.partners.tests.conftest import ANSWERS, DECLARED, FORM
from balaikota.engine.webhooks import actions
from balaikota.engine.webhooks.models import Delivery, Kind
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person

OK, DOWN = Played(204), Played(503)


@pytest.fixture
def server() -> Iterator[System]:
    with a_system() as system:
        yield system


@pytest.fixture(autouse=True)
def inside(settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE, settings.DEMO = True, True


@pytest.fixture
def sari(db: None) -> Person:
    cast.a_service(FORM)
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return cast.sari()


@pytest.fixture
def partner(sari: Person) -> Partner:
    hasan = cast.hasan()
    made = partners.enrol(
        "Aplikasi Kecamatan", purpose="memantau permohonan", agreement="PKS 1/2026", by=hasan
    )
    partners.allow(made, catalogue.service("izin-uji"), [Act.SUBMIT, Act.READ], by=hasan)
    return made


@pytest.fixture
def secret(partner: Partner, server: System) -> str:
    return actions.subscribe(partner, f"{server.url}/kabar", Kind.values, by=cast.hasan())


def a_case(partner: Partner, sari: Person, key: str = "kunci-satu") -> Case:
    code = partners.consent(partner.scopes.get(), by=sari)
    sent = Application("izin-uji", code, ANSWERS, DECLARED, key)
    case = partners.submit(partner, sent).case
    assert case is not None
    return case


def kinds(server: System) -> list[str]:
    return [json.loads(asked.body)["type"] for asked in server.asked]


def later(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(next_at=timezone.now() - timedelta(seconds=1))
