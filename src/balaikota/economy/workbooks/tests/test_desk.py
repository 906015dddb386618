"""Bringing a table in: looked at, added up, kept beside what stands."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balaikota.economy.accounts import actions as accounts
from balaikota.economy.accounts import queries
from balaikota.economy.workbooks import actions
from balaikota.economy.workbooks import queries as imports
from balaikota.economy.workbooks.tests import layouts
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client: Client, hasan: Person) -> Client:
    accounts.load()
    client.force_login(hasan)
    return client


def uploaded(client: Client, content: bytes, **said: Any) -> Any:
    city = queries.city()
    assert city is not None
    told = {
        "area": city.pk,
        "publisher": "BPS",
        "code": "bps-baru",
        "released_on": str(timezone.localdate()),
    } | said
    return client.post("/meja/ekonomi/", told | {"file": SimpleUploadedFile("pdrb.xlsx", content)})


def test_a_table_is_read_shown_and_then_kept_as_a_vintage(operator: Client, hasan: Person) -> None:
    answer = uploaded(operator, layouts.classic())
    assert answer.status_code == 303
    page = operator.get(answer["Location"]).content.decode()
    assert "Simpan sebagai rilis" in page
    assert "ADHK 2025" in page
    assert "bps-baru" not in queries.known_releases()
    assert operator.post(f"{answer['Location']}simpan/").status_code == 303
    cells = queries.known(queries.Key("12.71"))
    assert {cell.status for cell in cells if cell.period == "2025"} == {"**"}
    assert {cell.release for cell in cells if cell.period >= "2021"} == {"bps-baru"}


def test_a_table_that_does_not_add_up_is_never_kept(operator: Client, hasan: Person) -> None:
    answer = uploaded(operator, layouts.semicolons(spoil=Decimal(-1000)))
    page = operator.get(answer["Location"]).content.decode()
    assert "tidak dapat disimpan" in page
    assert "H Transportasi dan Pergudangan" in page
    assert operator.post(f"{answer['Location']}simpan/").status_code == 422
    assert "bps-baru" not in queries.known_releases()


def test_a_table_is_kept_once_and_by_whoever_uploaded_it(
    operator: Client, hasan: Person, anwar: Person
) -> None:
    answer = uploaded(operator, layouts.glued())
    (sheet,) = imports.sheets(hasan)
    with pytest.raises(Refusal):
        actions.keep(sheet, by=anwar)
    operator.post(f"{answer['Location']}simpan/")
    with pytest.raises(Refusal):
        actions.keep(sheet, by=hasan)


@pytest.mark.parametrize(
    "said", [{"code": "appdesi-kab"}, {"released_on": "2999-01-01"}, {"publisher": ""}, {"code": "dua kata"}]
)
def test_what_is_said_wrongly_comes_back_with_a_reason(operator: Client, said: dict[str, str]) -> None:
    answer = uploaded(operator, layouts.classic(), **said)
    assert answer.status_code == 422


def test_a_file_that_is_no_table_comes_back_with_a_reason(operator: Client) -> None:
    answer = uploaded(operator, b"PK\x03\x04 broken")
    assert answer.status_code == 422
    assert "rusak" in answer.content.decode()


def test_nobody_else_finds_the_desk(client: Client, sari: Person, anwar: Person) -> None:
    for person in (sari, anwar):
        client.force_login(person)
        assert client.get("/meja/ekonomi/").status_code == 404
        assert client.post("/meja/ekonomi/").status_code == 404
