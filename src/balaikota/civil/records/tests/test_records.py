"""What changes in the records keeps what it said before; lost papers are printed again; the centre is asked."""

from typing import Any

import pytest
from tests import cast

from balaikota.civil.households import queries as cards
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.people.models import FormerIdentity, KartuKeluarga, Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
SARI = "1271215703859992"


def changed(by: Person, element: str, was: str, now: str, **answers: Any) -> Case:
    row = {
        "untuk_nik": SARI, "elemen": element, "semula": was, "menjadi": now, "dasar_perubahan": "Akta AL/0001/1985",
    }  # fmt: skip
    return cast.a_granted_case("perubahan-elemen-data", by, perubahan=[row], **answers)


def kinds(case: Case) -> list[str]:
    return sorted({letter.kind for letter in documents.letters_about(case)})


def test_a_birth_place_is_changed_and_the_old_one_is_kept(family: KartuKeluarga, sari: Person) -> None:
    case = changed(sari, "tempat_lahir", "medan", "Binjai")
    sari.refresh_from_db()
    assert (sari.tempat_lahir, sari.nik) == ("Binjai", SARI)
    former = FormerIdentity.objects.get(person=sari)
    assert (former.element, former.was, former.basis) == ("tempat_lahir", "Medan", case.number)
    assert kinds(case) == ["kartu-keluarga", "surat-keterangan-perubahan"]
    cast.run_jobs()
    assert all(letter.state == State.ISSUED for letter in documents.letters_about(case))


def test_a_name_and_an_occupation_stand_on_the_next_card(family: KartuKeluarga, sari: Person) -> None:
    changed(sari, "pekerjaan", "Karyawan swasta", "Guru")
    changed(sari, "nama", "Sari Wulandari Siregar", "Sari Wulandari Regar")
    sari.refresh_from_db()
    assert sari.name == "Sari Wulandari Regar"
    printed = cards.current(family)
    assert printed is not None
    assert "Sari Wulandari Regar" in str(printed.anggota)
    assert "Guru" in str(printed.anggota)


def test_what_was_recorded_must_be_copied_rightly(family: KartuKeluarga, sari: Person) -> None:
    row = {
        "untuk_nik": SARI, "elemen": "tempat_lahir", "semula": "Jakarta", "menjadi": "Binjai",
        "dasar_perubahan": "Akta AL/0001/1985",
    }  # fmt: skip
    draft = cast.a_draft("perubahan-elemen-data", sari, perubahan=[row])
    assert [finding.rule for finding in case_queries.seen(draft).blocks] == ["el-recorded"]


def test_nobody_changes_a_neighbours_data(family: KartuKeluarga, budi: Person) -> None:
    case = cast.a_case("perubahan-elemen-data", budi, pemohon_no_kk=family.nomor_kk)
    cases.pass_step(case, by=cast.wulan())
    with pytest.raises(Refusal, match="tidak tercatat pada kartu keluarga"):
        cases.decide(case, "granted", by=cast.anwar())


def test_after_a_flood_one_application_prints_everything_again(family: KartuKeluarga, sari: Person) -> None:
    case = cast.a_granted_case("dokumen-penduduk-rentan", sari)
    assert kinds(case) == ["kartu-keluarga", "surat-keterangan-cetak-ulang"]
    linked = Case.objects.filter(parent=case)
    assert [each.edition.service.slug for each in linked] == ["kutipan-kedua"], (
        "services not loaded are left out"
    )


def test_without_a_link_to_the_centre_the_officer_answers(family: KartuKeluarga, sari: Person) -> None:
    case = cast.a_granted_case("konsolidasi-nik", sari)
    assert kinds(case) == ["surat-keterangan-nik"]
    assert cast.story_of(case)[-2:] == ["records.nik_confirmed", "cases.decided"]
