"""Recognition, legitimation, adoption: entries of their own, and notes on the birth deed that overwrite nothing."""

from typing import Any

import pytest
from tests import cast

from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Jenis, Sebab
from balaikota.engine.cases import queries as case_queries
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
OF_HER_MOTHER = {
    "tanggal_lahir": "2026-11-02",
    "bukti_kawin_ada": False,
    "pakai_f204": False,
    "berkas_bukti_kawin": None,
}


@pytest.fixture
def birth(sari: Person) -> Akta:
    """Melati, recorded as a child of her mother."""
    case = cast.a_granted_case("akta-kelahiran", sari, **OF_HER_MOTHER)
    cast.run_jobs()
    akta = registers.of_case(case)
    assert akta is not None
    return akta


def noted(birth: Akta) -> Akta:
    found = registers.current(Jenis.KELAHIRAN, birth.nomor)
    assert found is not None
    assert found.sebab == Sebab.CATATAN_PINGGIR
    return found


def of(birth: Akta, **more: Any) -> dict[str, Any]:
    return {"akta_lahir_nomor": birth.nomor, "anak_tanggal_lahir": "2026-11-02"} | more


def parties(akta: Akta) -> dict[str, Person]:
    return {row.peran: row.person for row in akta.pihak.all()}


@pytest.mark.parametrize(
    ("slug", "jenis"),
    [("akta-pengakuan-anak", Jenis.PENGAKUAN_ANAK), ("akta-pengesahan-anak", Jenis.PENGESAHAN_ANAK)],
)
def test_the_father_gets_an_entry_and_a_note_on_the_birth_deed(
    sari: Person, birth: Akta, slug: str, jenis: Jenis
) -> None:
    case = cast.a_granted_case(slug, sari, **of(birth))
    cast.run_jobs()
    akta = registers.deeds_of(cast.dimas())[0]
    entry = next(each for each in registers.deeds_of(cast.dimas()) if each.jenis == jenis)
    assert parties(entry) == {"anak": birth.subject, "ayah": cast.dimas(), "ibu": sari}
    assert akta is not None
    assert entry.nomor in noted(birth).catatan
    assert parties(noted(birth))["ayah"] == cast.dimas()
    assert noted(birth).rincian.get("ayah_nama") is None
    assert [letter.state for letter in documents.letters_about(case)] == [State.ISSUED, State.ISSUED]


def test_adoption_keeps_the_mothers_name_and_opens_the_card(sari: Person, birth: Akta) -> None:
    said = {"akta_lahir_nomor": birth.nomor, "ibu_kandung_nama": "Sari Wulandari Siregar"}
    adopter = {"ibu_angkat_nama": "Budi Hasibuan", "ibu_angkat_nik": "1271011201909991"}
    cast.budi()
    case = cast.a_granted_case("pengangkatan-anak", sari, **said, **adopter)
    cast.run_jobs()
    akta = noted(birth)
    assert akta.rincian["ibu_nama"] == sari.name
    assert "diangkat sebagai anak oleh Budi Hasibuan" in akta.catatan
    assert parties(akta)["ibu_angkat"] == cast.budi()
    assert [each.edition.service.slug for each in case_queries.linked(case)] == ["kk-tambah-anggota"]


def test_a_deed_about_another_child_stops_everything(sari: Person, birth: Akta) -> None:
    with pytest.raises(Refusal, match="anak lain"):
        cast.a_granted_case("akta-pengakuan-anak", sari, **of(birth), subjek1_nama="Kenanga Putri")
    assert registers.current(Jenis.KELAHIRAN, birth.nomor).version == 1  # type: ignore[union-attr]


def test_adoption_of_a_child_registered_elsewhere_gives_a_letter(sari: Person) -> None:
    case = cast.a_granted_case("pengangkatan-anak", sari, akta_lahir_nomor="471/2020")
    cast.run_jobs()
    (letter,) = documents.letters_about(case)
    assert (letter.kind, letter.state) == ("keterangan-pencatatan-sipil", State.ISSUED)


def test_without_the_mothers_consent_nothing_is_submitted(sari: Person, birth: Akta) -> None:
    with pytest.raises(Refusal):
        cast.a_case("akta-pengakuan-anak", sari, **of(birth), ibu_setuju=False)
