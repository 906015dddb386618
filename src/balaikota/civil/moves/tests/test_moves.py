"""Who moves leaves their card and their trace; who stays keeps a card that is right."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests import cast

from balaikota.civil.households import actions as households
from balaikota.civil.households import queries as cards
from balaikota.civil.moves import actions, queries
from balaikota.civil.moves.models import Arah, Klasifikasi
from balaikota.civil.moves.tests.family import (
    ALL,
    CITRA,
    DIMAS,
    MOVED,
    RANGGA,
    SARI,
    a_card_of,
    inside,
    letters_of,
    on_card,
    out,
)
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import AnggotaKeluarga, KartuKeluarga, Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db

# --- out ------------------------------------------------------------------------------------------


def test_a_whole_family_moves_out_and_its_card_ends(family: KartuKeluarga, sari: Person) -> None:
    case = out(sari, ALL)
    assert on_card(family) == {}
    move = queries.of_case(case)
    assert move is not None
    assert (move.arah, move.klasifikasi, move.on) == (Arah.KELUAR, Klasifikasi.ANTAR_KOTA, MOVED)
    assert (move.dari_wilayah, move.ke_wilayah) == ("12.71.01.1001", "12.07")
    assert {one.person.name.split()[0] for one in move.peserta.all()} == {"Dimas", "Sari", "Rangga", "Citra"}
    assert letters_of(case) == ["skpwni"]
    assert move.letter is not None
    assert move.letter.number_text.startswith("SKPWNI/0001/")
    rows = AnggotaKeluarga.objects.filter(kartu_keluarga=family)
    assert {row.until_on for row in rows} == {MOVED - timedelta(days=1)}


def test_the_letter_names_who_moves_with_their_nik_and_where_to(family: KartuKeluarga, sari: Person) -> None:
    move = queries.of_case(out(sari, ALL))
    assert move is not None
    assert move.letter is not None
    said = move.letter.content
    assert [one["nik"] for one in said["orang"]] == [row["nik"] for row in ALL]
    lines = dict(said["rincian"])
    assert lines["Klasifikasi kepindahan"] == "Antar kabupaten/kota"
    assert lines["Alamat tujuan"].endswith("Tembung, Percut Sei Tuan, Kabupaten Deli Serdang, Sumatera Utara")


def test_the_paper_is_drawn_and_signed(family: KartuKeluarga, sari: Person) -> None:
    case = out(sari, [CITRA])
    cast.run_jobs()
    (letter,) = [each for each in documents.letters_about(case) if each.kind == "skpwni"]
    assert Letter.objects.get(pk=letter.pk).state == State.ISSUED


def test_one_grown_child_moves_out_and_the_card_is_printed_for_the_rest(
    family: KartuKeluarga, sari: Person
) -> None:
    case = out(sari, [CITRA])
    assert on_card(family) == {"Dimas": "kepala_keluarga", "Sari": "istri", "Rangga": "anak"}
    assert letters_of(case) == ["kartu-keluarga", "skpwni"]
    printed = cards.current(family)
    assert printed is not None
    assert len(printed.anggota) == 3


def test_when_the_head_moves_out_the_one_they_named_heads_a_new_card(
    family: KartuKeluarga, sari: Person
) -> None:
    case = out(sari, [DIMAS], status_kk_tidak_pindah="kk_baru", kepala_baru_nik=SARI["nik"])
    assert "Dimas" not in on_card(family)
    (waiting,) = cards.waiting_of(case)
    versi = households.give_number(waiting, "1271012511269993", by=cast.anwar())
    assert on_card(versi.kartu_keluarga) == {"Sari": "kepala_keluarga", "Rangga": "anak", "Citra": "anak"}
    assert on_card(family) == {}


def test_without_a_new_head_the_head_does_not_leave(family: KartuKeluarga, sari: Person) -> None:
    draft = cast.a_draft("pindah-keluar", sari, anggota_pindah=[DIMAS])
    with pytest.raises(Refusal):
        cases.submit(draft, by=sari)
    view = case_queries.seen(draft)
    assert "status_kk_tidak_pindah" in view.missing


def test_children_alone_are_not_left_behind(family: KartuKeluarga, sari: Person) -> None:
    """Citra left before; now both parents go and Rangga stays: his guardian's statement is asked for."""
    out(sari, [CITRA])
    draft = cast.a_draft(
        "pindah-keluar", sari, anggota_pindah=[DIMAS, SARI], status_kk_tidak_pindah="kk_baru"
    )
    view = case_queries.seen(draft)
    assert {"pengganti", "wali_nik"} & set(view.missing)
    assert "kepala_baru_nik" not in view.visible


def test_a_relative_takes_the_children_into_their_card(family: KartuKeluarga, sari: Person) -> None:
    budi, host = cast.budi(), a_card_of(cast.budi())
    out(sari, [CITRA])
    out(
        sari, [DIMAS, SARI], status_kk_tidak_pindah="numpang_kk", pengganti="ikut_kk_kerabat",
        wali_nama=budi.name, wali_nik=budi.nik, wali_no_kk=host.nomor_kk,
    )  # fmt: skip
    assert on_card(host) == {"Budi": "kepala_keluarga", "Rangga": "famili_lain"}
    assert on_card(family) == {}


def test_a_relative_comes_to_head_the_card_of_the_children(family: KartuKeluarga, sari: Person) -> None:
    budi = cast.budi()
    a_card_of(budi)
    out(sari, [CITRA])
    case = out(
        sari, [DIMAS, SARI], status_kk_tidak_pindah="kk_baru", pengganti="kerabat_kepala",
        wali_nama=budi.name, wali_nik=budi.nik,
    )  # fmt: skip
    (waiting,) = cards.waiting_of(case)
    versi = households.give_number(waiting, "1271012511269993", by=cast.anwar())
    assert on_card(versi.kartu_keluarga) == {"Budi": "kepala_keluarga", "Rangga": "famili_lain"}


def test_somebody_who_is_not_on_the_card_does_not_move_with_it(family: KartuKeluarga, sari: Person) -> None:
    budi = {"nik": "1271011201909991", "nama": "Budi Hasibuan", "shdk": "famili_lain"}
    draft = cast.a_draft("pindah-keluar", sari, anggota_pindah=[SARI, budi])
    assert [finding.rule for finding in case_queries.seen(draft).blocks] == ["member-of-kk"]


def test_a_stranger_cannot_move_a_family_by_typing_its_number(family: KartuKeluarga) -> None:
    """Budi types Sari's card number; the city tells him nothing, and the officer cannot grant it."""
    budi = cast.budi()
    case = cast.a_case("pindah-keluar", budi, pemohon_no_kk=family.nomor_kk, anggota_pindah=ALL)
    cases.pass_step(case, by=cast.wulan())
    with pytest.raises(Refusal, match="anggota kartu keluarga itu sendiri"):
        cases.decide(case, "granted", by=cast.anwar())
    assert len(on_card(family)) == 4


def test_a_nik_under_another_name_is_refused(family: KartuKeluarga, sari: Person) -> None:
    case = cast.a_case("pindah-keluar", sari, anggota_pindah=[CITRA | {"nama": "Cinta Pranata"}])
    cases.pass_step(case, by=cast.wulan())
    with pytest.raises(Refusal, match="atas nama lain"):
        cases.decide(case, "granted", by=cast.anwar())


def test_the_form_offers_the_family_as_it_is(family: KartuKeluarga, sari: Person) -> None:
    draft = cases.start_draft(catalogue.service("pindah-keluar"), by=sari)
    assert sorted(row["nik"] for row in draft.answers["anggota_pindah"]) == sorted(row["nik"] for row in ALL)
    assert draft.answers["asal_kelurahan"] == "12.71.01.1001"


def test_an_account_nobody_checked_learns_nothing_of_the_family(family: KartuKeluarga) -> None:
    dimas = cast.dimas()
    facts = queries.move_facts(dimas)
    assert facts["keluarga"]["anggota"] == []
    assert not facts["keluarga"]["ada"]
    assert queries.family_rows(dimas) == []


def test_history_is_never_written_over(family: KartuKeluarga, sari: Person) -> None:
    move = queries.of_case(out(sari, [CITRA]))
    assert move is not None
    move.ke_wilayah = "31.73"
    with pytest.raises(DatabaseError), transaction.atomic():
        move.save()


def test_whoever_left_no_longer_lives_here_until_they_come_back(family: KartuKeluarga, sari: Person) -> None:
    citra = people.by_nik(CITRA["nik"])
    assert citra is not None
    assert queries.lives_here(citra)
    out(sari, [CITRA])
    assert not queries.lives_here(citra)
    assert queries.lives_here(sari)


# --- inside ---------------------------------------------------------------------------------------


def test_a_family_in_the_same_kecamatan_keeps_its_card_with_the_new_address(
    family: KartuKeluarga, sari: Person
) -> None:
    case = inside(sari, ALL, tujuan_kelurahan="12.71.01.1002")
    family.refresh_from_db()
    assert (family.kelurahan_id, family.alamat) == ("12.71.01.1002", "Jalan Rambutan Nomor 3")
    assert len(on_card(family)) == 4
    assert letters_of(case) == ["kartu-keluarga"], "no moving letter inside the city"
    move = queries.of_case(case)
    assert move is not None
    assert move.klasifikasi == Klasifikasi.ANTAR_KELURAHAN
    assert move.letter is None


def test_in_another_kecamatan_a_new_number_is_waited_for(family: KartuKeluarga, sari: Person) -> None:
    case = inside(sari, ALL, tujuan_kelurahan="12.71.02.1001")
    (waiting,) = cards.waiting_of(case)
    versi = households.give_number(waiting, "1271022511269993", by=cast.anwar())
    assert len(on_card(versi.kartu_keluarga)) == 4
    assert versi.kartu_keluarga.kelurahan_id == "12.71.02.1001"


def test_mother_and_son_move_and_she_heads_their_card(family: KartuKeluarga, sari: Person) -> None:
    case = inside(sari, [SARI, RANGGA], kepala_pindah_nik=SARI["nik"])
    assert on_card(family) == {"Dimas": "kepala_keluarga", "Citra": "anak"}
    (waiting,) = cards.waiting_of(case)
    versi = households.give_number(waiting, "1271012511269993", by=cast.anwar())
    assert on_card(versi.kartu_keluarga) == {"Sari": "kepala_keluarga", "Rangga": "anak"}


def test_a_grown_daughter_lodges_on_a_neighbours_card(family: KartuKeluarga, sari: Person) -> None:
    host = a_card_of(cast.budi())
    inside(sari, [CITRA], status_kk_pindah="numpang_kk", tumpang_no_kk=host.nomor_kk)
    assert on_card(host) == {"Budi": "kepala_keluarga", "Citra": "famili_lain"}
    assert "Citra" not in on_card(family)


# --- the clock ------------------------------------------------------------------------------------


def test_an_unused_letter_is_spoken_of_once(
    family: KartuKeluarga, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from balaikota.civil.moves import jobs
    from balaikota.foundation.notifications import queries as notifications

    out(sari, [CITRA])
    monkeypatch.setattr(timezone, "now", lambda real=timezone.now: real() + timedelta(days=61))
    jobs.remind_of_letters(0)
    jobs.remind_of_letters(0)
    monkeypatch.undo()
    cast.run_jobs()
    subjects = [message.subject for message in notifications.inbox(sari)]
    assert subjects.count("Surat pindah Anda belum dipakai") == 1


def test_moving_is_told_to_the_audit_without_names(family: KartuKeluarga, sari: Person) -> None:
    move = queries.of_case(out(sari, ALL))
    assert cast.story_of(move) == ["moves.recorded"]
    from balaikota.foundation.audit import queries as audit

    (event,) = audit.story(move)
    assert "Sari" not in str(event.detail)
    assert "1271" not in str(event.detail)


def test_the_actions_are_reachable_only_by_officers(family: KartuKeluarga, sari: Person) -> None:
    case = cast.a_case("pindah-keluar", sari, anggota_pindah=[CITRA])
    with pytest.raises(Refusal):
        actions.move_out(case, by=sari)
    assert "Citra" in on_card(family)
