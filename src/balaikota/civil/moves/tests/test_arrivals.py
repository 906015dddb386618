"""Who arrives, by whose letter, and how often: once."""

from datetime import date

import pytest
from tests import cast

from balaikota.civil.households import actions as households
from balaikota.civil.households import queries as cards
from balaikota.civil.moves import queries
from balaikota.civil.moves.models import Arah, Klasifikasi
from balaikota.civil.moves.tests.family import (
    ALL,
    CITRA,
    a_card_of,
    letters_of,
    on_card,
    out,
)
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import KartuKeluarga, Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


# --- in -------------------------------------------------------------------------------------------


def test_a_newcomer_gets_a_card_that_waits_for_its_number(services: None, tono: Person) -> None:
    case = cast.a_granted_case("pindah-datang", tono)
    move = queries.of_case(case)
    assert move is not None
    assert (move.arah, move.klasifikasi, move.dari_wilayah) == (Arah.DATANG, Klasifikasi.ANTAR_KOTA, "12.07")
    (waiting,) = cards.waiting_of(case)
    versi = households.give_number(waiting, "1271012511269993", by=cast.anwar())
    assert on_card(versi.kartu_keluarga) == {"Tono": "kepala_keluarga"}
    assert "surat-keterangan-datang" in letters_of(case)
    cast.run_jobs()
    assert all(each.state == State.ISSUED for each in documents.letters_about(case))


def test_a_family_nobody_met_is_recorded_from_its_letter(services: None, tono: Person) -> None:
    wife = {
        "nik": "1271215508009991", "nama": "Rina Manurung", "shdk": "istri", "tanggal_lahir": "2000-08-15",
        "jenis_kelamin": "perempuan", "status_kawin": "kawin_tercatat",
    }  # fmt: skip
    him = {
        "nik": "1271193110999995", "nama": "Tono Sihombing", "shdk": "kepala_keluarga",
        "tanggal_lahir": "1999-10-31", "jenis_kelamin": "laki-laki", "status_kawin": "kawin_tercatat",
    }  # fmt: skip
    cast.a_granted_case("pindah-datang", tono, anggota_pindah=[him, wife])
    rina = people.by_nik(wife["nik"])
    assert rina is not None
    assert (rina.name, rina.tanggal_lahir, rina.has_login) == ("Rina Manurung", date(2000, 8, 15), False)


def test_one_letter_of_another_city_brings_people_once(services: None, tono: Person, budi: Person) -> None:
    cast.a_granted_case("pindah-datang", tono)
    him = {
        "nik": budi.nik, "nama": budi.name, "shdk": "kepala_keluarga", "tanggal_lahir": "1990-01-12",
        "jenis_kelamin": "laki-laki", "status_kawin": "belum_kawin",
    }  # fmt: skip
    with pytest.raises(Refusal, match="sudah dipakai"):
        cast.a_case("pindah-datang", budi, anggota_pindah=[him])
    (kept,) = case_queries.drafts_of(budi)
    draft = case_queries.draft(kept["id"], viewer=budi)
    assert draft.answers["skpwni_nomor"], "the file stays open"


def test_two_arrivals_by_one_letter_cannot_both_be_granted(
    services: None, tono: Person, budi: Person
) -> None:
    him = {
        "nik": budi.nik, "nama": budi.name, "shdk": "kepala_keluarga", "tanggal_lahir": "1990-01-12",
        "jenis_kelamin": "laki-laki", "status_kawin": "belum_kawin",
    }  # fmt: skip
    second = cast.a_case("pindah-datang", budi, anggota_pindah=[him])
    cast.a_granted_case("pindah-datang", tono)
    cases.pass_step(second, by=cast.wulan())
    with pytest.raises(Refusal, match="sudah dipakai"):
        cases.decide(second, "granted", by=cast.anwar())


def test_somebody_still_on_a_card_here_does_not_arrive(family: KartuKeluarga, tono: Person) -> None:
    a_card_of(tono)
    case = cast.a_case("pindah-datang", tono)
    cases.pass_step(case, by=cast.wulan())
    with pytest.raises(Refusal, match="kartu keluarga lain di kota ini"):
        cases.decide(case, "granted", by=cast.anwar())


def test_who_turns_back_is_known_by_the_citys_own_letter(family: KartuKeluarga, sari: Person) -> None:
    left = queries.of_case(out(sari, ALL, rencana_tanggal_pindah="2026-11-20"))
    assert left is not None
    assert left.letter is not None
    draft = cases.start_draft(catalogue.service("pindah-datang"), by=sari)
    assert draft.answers["skpwni_nomor"] == left.letter.number_text
    assert draft.answers["asal_kab_kota"] == "12.71"
    offered = draft.answers["anggota_pindah"]
    assert {row["nik"] for row in offered} == {row["nik"] for row in ALL}
    assert all(row["status_kawin"] for row in offered)
    people_coming = [row | {"jenis_kelamin": row["jenis_kelamin"] or "perempuan"} for row in offered]
    case = cast.a_granted_case(
        "pindah-datang", sari, anggota_pindah=people_coming, asal_kab_kota="12.71",
        skpwni_nomor=left.letter.number_text, rencana_tanggal_pindah="2026-11-25",
    )  # fmt: skip
    back = queries.of_case(case)
    assert back is not None
    assert back.melanjutkan == left
    assert queries.lives_here(sari)
    assert queries.unused(Arah.KELUAR, sari) is None, "a letter is used once"


def test_a_letter_of_this_city_that_does_not_exist_is_not_accepted(services: None, tono: Person) -> None:
    draft = cast.a_draft(
        "pindah-datang", tono, asal_kab_kota="12.71", skpwni_nomor="SKPWNI/9999/DISDUKCAPIL/2026"
    )
    assert [finding.rule for finding in case_queries.seen(draft).blocks] == ["in-skp"]


# --- abroad and back ------------------------------------------------------------------------------


def test_abroad_and_back_by_the_same_letter(family: KartuKeluarga, sari: Person) -> None:
    away = cast.a_granted_case("pindah-luar-negeri", sari, anggota_pindah=[CITRA])
    move = queries.of_case(away)
    assert move is not None
    assert move.letter is not None
    assert (move.arah, move.negara, move.klasifikasi) == (Arah.LUAR_NEGERI, "Malaysia", "")
    assert letters_of(away) == ["kartu-keluarga", "skpln"]
    her = CITRA | {
        "shdk": "kepala_keluarga", "tanggal_lahir": "2007-04-06", "jenis_kelamin": "perempuan",
        "status_kawin": "belum_kawin",
    }  # fmt: skip
    case = cast.a_granted_case(
        "datang-dari-luar-negeri", sari, anggota_pindah=[her], skpln_nomor=move.letter.number_text,
        surat_pindah_dari="disdukcapil",
    )  # fmt: skip
    back = queries.of_case(case)
    assert back is not None
    assert back.melanjutkan == move


def test_a_mission_letter_brings_somebody_home(services: None, tono: Person) -> None:
    case = cast.a_granted_case("datang-dari-luar-negeri", tono)
    move = queries.of_case(case)
    assert move is not None
    assert move.negara == "Malaysia"
    assert move.melanjutkan is None
    assert len(cards.waiting_of(case)) == 1
