"""The services of this room, open at their desk, and Sari's family in the registers."""

from pathlib import Path

import pytest
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import KartuKeluarga, Person

CIVIL = Path(__file__).parents[2]
FILES = (("births", "akta-kelahiran"), ("households", "kk-tambah-anggota"), ("cards", "kia-baru"))


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploads are tried in their own room; here a file is simply there."""
    monkeypatch.setattr(cast, "a_file", _a_file)


def _a_file(by: Person) -> str:
    file = files.store_bytes(
        cast.a_pdf().read(), name="surat.pdf", content_type="application/pdf", about=by, owner=by
    )
    StoredFile.objects.filter(pk=file.pk).update(about_type="", about_id="")
    return str(file.pk)


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    cast.ratna()
    for room, code in FILES:
        catalogue.publish(queries.service_text(CIVIL / room / "services" / f"{code}.toml"))


@pytest.fixture
def family(services: None) -> KartuKeluarga:
    """Dimas and Sari share a family card, and an officer has checked who Sari is."""
    kk = cast.saris_family()
    people.confirm_identity(cast.sari(), by=cast.wulan())
    return kk


@pytest.fixture
def sari(family: KartuKeluarga) -> Person:
    return cast.sari()
