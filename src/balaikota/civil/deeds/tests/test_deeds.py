"""Deeds after their entry: corrected, annotated, extracted again, cancelled; and who sees them."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests import cast

from balaikota.civil.deeds import methods, queries
from balaikota.civil.deeds.models import Akta, Jenis, Pihak, Sebab, Status
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case, Outcome
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
MELATI = {"subjek1_nama": "Melati Putri", "subjek1_nik": None, "pelapor_hubungan": "ibu"}
RENAMED = MELATI | {
    "nama_lama": "Melati Putri",
    "nama_baru": "Melati Lestari",
    "di_bawah_umur": True,
    "wali_nama": "Dimas Pranata",
    "wali_nik": "3173010505809998",
}


@pytest.fixture
def birth(sari: Person) -> Akta:
    """Melati's entry, its kutipan signed."""
    case = cast.a_granted_case("akta-kelahiran", sari, tanggal_lahir="2026-11-02")
    cast.run_jobs()
    akta = queries.of_case(case)
    assert akta is not None
    return akta


def newest(akta: Akta) -> Akta:
    found = queries.current(akta.jenis, akta.nomor)
    assert found is not None
    return found


def paper_of(case: Case) -> Letter:
    return documents.whole(documents.letters_about(case).last().pk)  # type: ignore[union-attr]


def corrected(sari: Person, akta: Akta, part: str, value: str, **more: Any) -> Case:
    said = {"akta_nomor": akta.nomor, "bagian_salah": part, "seharusnya": value}
    return cast.a_granted_case("pembetulan-akta", sari, **MELATI | said | more)


def test_a_new_name_is_a_note_on_a_new_kutipan_and_the_old_one_is_replaced(sari: Person, birth: Akta) -> None:
    case = cast.a_granted_case("perubahan-nama", sari, **RENAMED, akta_lahir_nomor=birth.nomor)
    cast.run_jobs()
    now = newest(birth)
    assert (now.version, now.sebab, now.status) == (2, Sebab.CATATAN_PINGGIR, Status.BERLAKU)
    birth.letter.refresh_from_db()
    assert (birth.letter.state, birth.letter.replaced_by) == (State.REPLACED, now.letter)
    content = paper_of(case).content
    assert "Melati Lestari" in content["catatan_pinggir"][0]["teks"]
    assert (content["anak_nama"], content["akta_nomor"]) == ("Melati Putri", birth.nomor)
    assert now.letter.state == State.ISSUED
    assert "catatan_pinggir" not in queries.history(now)[-1].rincian
    child = people.person(birth.subject_id or "")
    assert child is not None
    assert child.name == "Melati Lestari"
    assert [row.was for row in people.former(child, "name")] == ["Melati Putri"]


def test_a_deed_under_another_name_is_left_alone(sari: Person, birth: Akta) -> None:
    said = RENAMED | {"nama_lama": "Kenanga Putri", "subjek1_nama": "Kenanga Putri"}
    with pytest.raises(Refusal, match="nama lain"):
        cast.a_granted_case("perubahan-nama", sari, **said, akta_lahir_nomor=birth.nomor)
    assert newest(birth).version == 1


def test_a_mothers_new_name_is_noted_on_her_childs_deed_and_the_kk_and_ktp_follow(
    sari: Person, birth: Akta
) -> None:
    case = cast.a_granted_case("perubahan-nama", sari, akta_lahir_nomor="AL/9999/LAMA/1985")
    cast.run_jobs()
    assert "Sari Lestari Siregar" in newest(birth).catatan
    titles = {letter.title for letter in documents.letters_about(case)}
    assert titles == {"Kutipan Akta Kelahiran", "Surat Keterangan Pencatatan Sipil"}
    assert all(letter.state == State.ISSUED for letter in documents.letters_about(case))
    linked = {each.edition.service.slug for each in case_queries.linked(case)}
    assert linked == {"kk-ubah-data", "ktp-ubah-data"}
    assert people.person(sari.pk).name == "Sari Lestari Siregar"  # type: ignore[union-attr]
    for each in case_queries.linked(case):
        passed = granted(each)
        assert passed.outcome == Outcome.GRANTED


def granted(case: Case) -> Case:
    """The linked case goes its own way to the end."""
    while not case.at_last_step:
        cases.pass_step(case, by=cast.wulan())
        case = Case.objects.get(pk=case.pk)
    cases.decide(case, Outcome.GRANTED, by=cast.anwar())
    return Case.objects.get(pk=case.pk)


def test_a_correction_changes_the_entry_the_paper_and_the_person(sari: Person, birth: Akta) -> None:
    case = corrected(sari, birth, "tanggal_lahir", "1 November 2026")
    now, content = newest(birth), paper_of(case).content
    assert (now.sebab, now.rincian["tanggal_lahir"]) == (Sebab.PEMBETULAN, "2026-11-01")
    assert (content["tanggal_lahir"], content["hari_lahir"]) == ("1 November 2026", "Minggu")
    child = people.person(birth.subject_id or "")
    assert child is not None
    assert child.tanggal_lahir == date(2026, 11, 1)
    assert queries.history(now)[-1].rincian["tanggal_lahir"] == "2026-11-02"


def test_a_correction_waits_for_the_signature_of_the_version_before(sari: Person, birth: Akta) -> None:
    corrected(sari, birth, "nama_ibu", "Sari Wulandari")
    with pytest.raises(Refusal, match="menunggu tanda tangan") as refusal:
        corrected(sari, birth, "nama_ayah", "Dimas Pranata Putra")
    assert refusal.value.status == 409


def test_what_should_be_written_must_fit_its_place(sari: Person, birth: Akta) -> None:
    with pytest.raises(Refusal, match="Isian belum lengkap"):
        corrected(sari, birth, "tanggal_lahir", "kemarin sore")


def test_a_deed_the_city_does_not_hold_gives_a_letter(sari: Person) -> None:
    case = cast.a_granted_case("pembetulan-akta", sari, akta_nomor="471/1985")
    cast.run_jobs()
    letter = paper_of(case)
    assert (letter.kind, letter.state) == ("keterangan-pencatatan-sipil", State.ISSUED)


def test_a_cancelled_deeds_paper_is_said_to_be_revoked_and_changes_no_more(
    sari: Person, birth: Akta, client: Client
) -> None:
    cast.a_granted_case("pembatalan-akta", sari, **MELATI, akta_nomor=birth.nomor)
    now = newest(birth)
    assert (now.version, now.status) == (2, Status.DIBATALKAN)
    page = client.get(f"/verifikasi/{birth.letter.token}/").content.decode()
    assert "87/Pdt.G/2026/PN Mdn" not in page, "why it was revoked is not told to strangers"
    assert "Melati" not in page
    with pytest.raises(Refusal, match="dibatalkan"):
        corrected(sari, birth, "nama_ibu", "Sari Wulandari")


def test_a_lost_kutipan_is_found_by_name_and_birth_date(sari: Person, birth: Akta) -> None:
    said = MELATI | {"akta_nomor": None, "subjek_tanggal_lahir": "2026-11-02"}
    case = cast.a_granted_case("kutipan-kedua", sari, **said)
    cast.run_jobs()
    now = newest(birth)
    assert (now.sebab, paper_of(case).content["kutipan_ke"]) == (Sebab.KUTIPAN_KEDUA, 2)
    assert now.letter.state == State.ISSUED


def test_a_second_kutipan_of_a_deed_nobody_holds_is_refused_with_the_way(sari: Person) -> None:
    with pytest.raises(Refusal, match="buku register kertas"):
        cast.a_granted_case("kutipan-kedua", sari, akta_nomor="471/1985")


def test_a_changed_sex_leaves_the_nik(sari: Person, birth: Akta) -> None:
    said = MELATI | {"jenis_kelamin_lama": "perempuan", "jenis_kelamin_baru": "laki-laki"}
    cast.a_granted_case("peristiwa-penting-lainnya", sari, **said, akta_lahir_nomor=birth.nomor)
    child = people.person(birth.subject_id or "")
    assert child is not None
    assert (child.jenis_kelamin, child.nik) == ("laki-laki", birth.subject.nik if birth.subject else None)
    assert "jenis kelamin" in newest(birth).catatan


@pytest.mark.parametrize("slug", ["perubahan-kewarganegaraan", "pelaporan-luar-negeri"])
def test_reports_without_a_deed_give_a_signed_letter(sari: Person, slug: str) -> None:
    case = cast.a_granted_case(slug, sari)
    cast.run_jobs()
    assert paper_of(case).state == State.ISSUED


def test_the_register_is_never_written_over(birth: Akta) -> None:
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Akta.objects.filter(pk=birth.pk).update(catatan="lain")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Pihak.objects.filter(akta=birth).delete()


def test_sari_sees_her_deeds_and_a_neighbour_sees_his_own(sari: Person, birth: Akta, client: Client) -> None:
    client.force_login(sari)
    assert birth.nomor in client.get("/akun/catatan/").content.decode()
    client.force_login(cast.budi())
    page = client.get("/akun/catatan/").content.decode()
    assert birth.nomor not in page
    assert "belum diperiksa petugas" in page


def test_an_officer_sees_a_residents_deeds_and_the_resident_reads_who(
    sari: Person, birth: Akta, client: Client
) -> None:
    client.force_login(cast.wulan())
    assert birth.nomor in client.get(f"/warga/{sari.pk}/").content.decode()
    looks = people.looks_at(sari).rows
    assert looks[0].by == cast.wulan()
    client.force_login(cast.budi())
    assert client.get(f"/warga/{sari.pk}/").status_code == 404


def test_words_of_a_ruling_and_of_a_deed() -> None:
    said = {"penetapan_nomor": "2/Pdt.P", "penetapan_tanggal": "2026-11-10", "pengadilan_nama": "PN Medan"}
    assert methods.ruling(said) == "penetapan PN Medan nomor 2/Pdt.P tanggal 10 November 2026"
    assert Jenis.KELAHIRAN.label == "Akta Kelahiran"
