"""A paper nobody else knows, about a person, and an office to issue it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from balaikota.foundation.documents import actions, contract
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Level, Region

TEMPLATE = Path(actions.__file__).parent / "typst" / "contoh.typ"
ACME = {
    "paragraphs": ['Dengan ini diterangkan bahwa *Sari* #panic("x") $x$ @rujukan <b>tinggal</b> di sini.']
}


@pytest.fixture(autouse=True)
def papers(settings: Any, tmp_path: Path) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.SIGNING_FOLDER = tmp_path / "signing"
    contract.paper(
        "keterangan-uji", TEMPLATE, lambda person, about_id: person.name.startswith("Wulan"), code="KET"
    )
    contract.paper("kutipan-uji", TEMPLATE, lambda person, about_id: False, code="KUT")


@pytest.fixture
def usual_signer() -> Iterator[None]:
    """Puts the city's signer back after a test that replaces it."""
    usual = contract.signer()
    yield
    contract.register_signer(usual)


@pytest.fixture
def city(db: None) -> Region:
    return Region.objects.get_or_create(
        code="12.71", defaults={"level": Level.REGENCY, "name": "Kota Medan"}
    )[0]


@pytest.fixture
def office(city: Region) -> Agency:
    return Agency.objects.create(code="disdukcapil", name="Dinas Kependudukan dan Pencatatan Sipil")


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(name="Sari")


@pytest.fixture
def signing_head(db: None) -> Person:
    return Person.objects.create(name="Ratna")


@pytest.fixture
def a_letter(office: Agency, person: Person, signing_head: Person) -> Callable[..., Letter]:
    def request(kind: str = "keterangan-uji", **given: Any) -> Letter:
        return actions.request_letter(
            kind,
            title="Surat Keterangan",
            agency=office,
            about=person,
            subject=person,
            content=given.pop("content", ACME),
            signed_by=signing_head,
            signer_title="Kepala Dinas",
            by=signing_head,
            **given,
        )

    return request
