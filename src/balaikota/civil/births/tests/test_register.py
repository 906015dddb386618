"""What granting a birth does: the register, the kutipan, the KK change and the KIA."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import cast

from balaikota.civil.births import queries
from balaikota.civil.births.actions import prepare_siblings
from balaikota.civil.births.tests.family import F203, F204, FOUNDLING, NO_PROOF
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case, Outcome
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
BIRTH = "akta-kelahiran"


def born(days: int = 20) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def granted(by: Person, **answers: Any) -> Case:
    return cast.a_granted_case(BIRTH, by, **{"tanggal_lahir": born()} | answers)


def parties(akta: Akta) -> dict[str, Person]:
    return {row.peran: row.person for row in akta.pihak.all()}


def kutipan_of(case: Case) -> dict[str, Any]:
    (letter,) = documents.letters_about(case)
    return letter.content


def test_granting_writes_the_register_and_asks_for_the_kutipan(sari: Person) -> None:
    case = granted(sari)
    akta = Akta.objects.get(case=case)
    said = akta.rincian
    assert (said["anak_nama"], said["ayah_nama"], said["ibu_nama"]) == (
        "Melati Putri",
        "Dimas Pranata",
        sari.name,
    )
    assert parties(akta)["ayah"] == cast.dimas()
    assert parties(akta)["ibu"] == sari
    assert kutipan_of(case)["tempat_kelahiran"] == "Kota Medan"
    assert akta.is_sample
    (letter,) = documents.letters_about(case)
    assert letter.number_text == akta.nomor
    assert letter.signed_by == cast.ratna()
    assert letter.subject == akta.subject == parties(akta)["anak"]


def test_the_newborn_is_recorded_without_a_nik_because_siak_issues_it(sari: Person) -> None:
    akta = Akta.objects.get(case=granted(sari))
    assert akta.subject.name == "Melati Putri"
    assert akta.subject.nik is None
    assert not akta.subject.has_login


def test_the_registration_is_told_in_one_event_without_personal_data(sari: Person) -> None:
    case = granted(sari)
    akta = Akta.objects.get(case=case)
    (event,) = audit.story(akta)
    assert event.name == "deeds.entered"
    assert event.by == cast.anwar()
    assert event.subject == akta.subject
    assert event.detail == {"case": case.number, "register": "kelahiran"}


def test_the_kutipan_says_the_date_in_words(sari: Person) -> None:
    said = kutipan_of(granted(sari, tanggal_lahir=born(1)))
    assert said["hari_lahir"] in ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    assert "dua ribu dua puluh" in said["tanggal_lahir_kata"]


def test_a_child_of_its_mother_has_no_father_in_the_register_nor_on_paper(services: None) -> None:
    tono = cast.tono()
    case = granted(
        tono, pelapor_hubungan="keluarga_lain", kk_suami_istri=False, ayah_nama="Siapa Saja", **NO_PROOF
    )
    akta = Akta.objects.get(case=case)
    assert "ayah" not in parties(akta)
    assert akta.rincian["ibu_nama"]
    assert kutipan_of(case)["ayah_nama"] == ""
    assert "ayah_nama" not in akta.rincian


def test_with_f204_the_certificate_carries_the_phrase_about_the_marriage(sari: Person) -> None:
    case = granted(sari, **F204)
    akta = Akta.objects.get(case=case)
    assert akta.rincian["ayah_nama"] == "Dimas Pranata"
    assert "belum tercatat" in akta.catatan
    assert "belum tercatat" in kutipan_of(case)["catatan"]


def test_with_a_marriage_book_the_certificate_carries_no_phrase(sari: Person) -> None:
    assert kutipan_of(granted(sari, **F203))["catatan"] == ""


def test_a_foundling_is_registered_without_parents(services: None) -> None:
    case = granted(cast.budi(), **FOUNDLING | {"berkas_berita_acara": None})
    akta = Akta.objects.get(case=case)
    assert set(parties(akta)) == {"anak"}
    slugs = [linked.edition.service.slug for linked in case_queries.linked(case)]
    assert slugs == ["kia-baru"], "there is no family card to change"


def test_a_late_birth_is_granted_by_the_head_alone(sari: Person) -> None:
    case = cast.a_case(BIRTH, sari, tanggal_lahir=born(61))
    cases.pass_step(case, by=cast.wulan())
    case.refresh_from_db()
    with pytest.raises(Refusal):
        cases.decide(case, Outcome.GRANTED, by=cast.anwar())
    cases.decide(case, Outcome.GRANTED, by=cast.ratna())
    assert registers.of_case(case) is not None


def test_refusing_registers_nothing(sari: Person) -> None:
    case = cast.a_case(BIRTH, sari, tanggal_lahir=born())
    cases.pass_step(case, by=cast.wulan())
    cases.decide(
        Case.objects.get(pk=case.pk), Outcome.REFUSED, reason="Data anak sudah tercatat.", by=cast.anwar()
    )
    assert not Akta.objects.exists()
    assert not documents.letters_about(case)


def test_without_anyone_to_sign_nothing_is_granted(sari: Person) -> None:
    case = cast.a_case(BIRTH, sari, tanggal_lahir=born())
    cases.pass_step(case, by=cast.wulan())
    anwar = cast.anwar()
    for tenure in cast.ratna().tenures.all():
        organisations.end_tenure(tenure, on=timezone.localdate() - timedelta(days=1), by=None)
    with pytest.raises(Refusal, match="menandatangani"):
        cases.decide(Case.objects.get(pk=case.pk), Outcome.GRANTED, by=anwar)
    assert Case.objects.get(pk=case.pk).is_open
    assert not Akta.objects.exists()


# --- three in one ---------------------------------------------------------------------------------


def test_granting_opens_the_kk_change_and_the_kia_for_the_same_applicant(sari: Person) -> None:
    case = granted(sari)
    akta = Akta.objects.get(case=case)
    opened = {linked.edition.service.slug: linked for linked in case_queries.linked(case)}
    assert set(opened) == {"kk-tambah-anggota", "kia-baru"}
    for linked in opened.values():
        assert linked.applicant == sari
        assert linked.answers["akta_lahir_nomor"] == akta.nomor
        assert linked.is_open


def test_the_kk_change_gives_the_child_its_place_in_the_household(
    sari: Person, family: KartuKeluarga
) -> None:
    case = granted(sari)
    change = next(
        each for each in case_queries.linked(case) if each.edition.service.slug == "kk-tambah-anggota"
    )
    cases.decide(change, Outcome.GRANTED, by=cast.wulan())
    names = {row.person.name: row.shdk for row in people_queries.members(family)}
    assert names["Melati Putri"] == Shdk.ANAK


def test_an_adult_gets_a_changed_kk_and_no_kia(sari: Person) -> None:
    case = granted(sari, tanggal_lahir="2005-04-04")
    assert [linked.edition.service.slug for linked in case_queries.linked(case)] == ["kk-tambah-anggota"]


# --- twins ----------------------------------------------------------------------------------------


def a_birth_of_three(sari: Person) -> Case:
    return cast.a_case(BIRTH, sari, tanggal_lahir=born(), jenis_kelahiran="kembar_3", anak_ke=2)


def test_after_the_first_of_three_two_forms_wait_with_shared_parents_and_their_own_place(
    sari: Person,
) -> None:
    case = a_birth_of_three(sari)
    cast.run_jobs(forgiving=True)
    drafts = case_queries.drafts_after(case)
    assert [draft.answers["anak_ke"] for draft in drafts] == [3, 4]
    for draft in drafts:
        assert draft.answers["ibu_nama"] == case.answers["ibu_nama"]
        assert draft.answers["saksi1_nik"] == case.answers["saksi1_nik"]
        assert "anak_nama" not in draft.answers
        assert draft.answers["berkas_surat_lahir"] != case.answers["berkas_surat_lahir"], (
            "each case keeps its copy"
        )


def test_the_siblings_forms_are_prepared_once(sari: Person) -> None:
    case = a_birth_of_three(sari)
    assert prepare_siblings(case) == 2
    assert prepare_siblings(case) == 0


def test_the_sibling_is_submitted_with_the_shared_letter_and_prepares_no_more(sari: Person) -> None:
    first = a_birth_of_three(sari)
    prepare_siblings(first)
    draft = case_queries.drafts_after(first)[0]
    own = {"anak_nama": "Mawar Putri", "anak_jenis_kelamin": "perempuan", "pukul": "04:41"}
    cases.save_page(draft, "bayi", own, by=sari)
    second = cast.submitted(draft, by=sari)
    assert second.pk != first.pk
    assert prepare_siblings(second) == 0


def test_two_children_of_one_birth_cannot_have_the_same_place(sari: Person) -> None:
    first = a_birth_of_three(sari)
    prepare_siblings(first)
    draft = case_queries.drafts_after(first)[0]
    own = {"anak_nama": "Mawar Putri", "anak_jenis_kelamin": "perempuan", "pukul": "04:41", "anak_ke": 2}
    cases.save_page(draft, "bayi", own, by=sari)
    draft.refresh_from_db()
    with pytest.raises(Refusal, match="Urutan kelahiran"):
        cast.submitted(draft, by=sari)
    assert Case.objects.filter(edition__service__slug=BIRTH).count() == 1


# --- what the city tells about a family -----------------------------------------------------------


def test_the_family_is_told_to_someone_whose_identity_was_checked(sari: Person) -> None:
    facts = queries.birth_facts(sari)
    assert facts["keluarga"]["ada"]
    assert facts["keluarga"]["pasangan_di_kk"]
    assert facts["keluarga"]["kawin_tercatat"] is True
    assert facts["keluarga"]["ayah"]["nama"] == "Dimas Pranata"
    assert facts["pemohon"]["hubungan"] == "ibu"
    assert facts["pemohon"]["kk"] == "1271012503249991"
    assert facts["denda"]["paling_banyak"] == 100_000


def test_an_account_nobody_checked_learns_nothing_of_the_family(services: None) -> None:
    cast.saris_family()
    facts = queries.birth_facts(cast.sari())
    assert not facts["keluarga"]["ada"]
    assert facts["keluarga"]["ayah"]["nik"] == ""
    assert facts["pemohon"]["kk"] is None


def test_a_mother_alone_on_her_card_is_no_couple(services: None) -> None:
    tono = cast.tono()
    people.confirm_identity(tono, by=cast.wulan())
    place = cast.a_kelurahan().code
    kk = people.make_household(
        nomor_kk="1271192503249994", alamat="Jl. Contoh No. 1", kelurahan_code=place, by=None
    )
    people.join_household(
        kk,
        tono,
        shdk=Shdk.KEPALA_KELUARGA,
        status_kawin=StatusKawin.CERAI_HIDUP,
        from_on=date(2024, 1, 2),
        by=None,
    )
    family = queries.birth_facts(tono)["keluarga"]
    assert family["terbaca"]
    assert not family["pasangan_di_kk"]
    assert family["kawin_tercatat"] is None


def test_a_stranger_named_by_a_mistyped_nik_becomes_nobodys_parent(services: None) -> None:
    budi = cast.budi()
    assert registers.recorded(budi.nik, "Dimas Pranata") is None
    assert registers.recorded(budi.nik, "budi hasibuan") == budi


def test_the_entry_opens_for_the_applicant_and_the_desk_and_for_nobody_else(sari: Person) -> None:
    akta = Akta.objects.get(case=granted(sari))
    assert registers.akta(str(akta.pk), viewer=sari) == akta
    assert registers.akta(str(akta.pk), viewer=cast.anwar()) == akta
    assert registers.akta(str(akta.pk), viewer=cast.budi()) is None
