"""Marriage, divorce, and what annulling either does to registers, papers and cards."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Jenis, Sebab, Status
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import AnggotaKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
MARIA = "1271195405019997"


def ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def married(by: Person, **answers: Any) -> Case:
    return cast.a_granted_case("akta-perkawinan", by, **{"tanggal_pemberkatan": ago(11)} | answers)


def entry(case: Case) -> Akta:
    """The entry itself; a divorce also writes a note on the marriage."""
    return Akta.objects.get(case=case, sebab=Sebab.PENCATATAN)


def divorced(by: Person, marriage: Case, **answers: Any) -> Case:
    cast.run_jobs(forgiving=True)
    said = {"akta_kawin_nomor": entry(marriage).nomor, "inkrah_tanggal": ago(2)} | answers
    return cast.a_granted_case("akta-perceraian", by, **said)


def linked(case: Case) -> list[str]:
    return sorted(each.edition.service.slug for each in cases.linked(case))


def status(person: Person) -> str:
    return AnggotaKeluarga.objects.get(person=person, until_on=None).status_kawin


def test_one_entry_gives_two_kutipan_that_name_the_same_deed(tono: Person) -> None:
    case = married(tono)
    akta = entry(case)
    maria = people_queries.by_nik(MARIA)
    assert {row.peran: row.person for row in akta.pihak.all()} == {"suami": tono, "istri": maria}
    papers = {letter.subject: letter for letter in documents.letters_about(case)}
    assert papers[tono].number_text == akta.nomor
    assert papers[maria].content["akta_nomor"] == akta.nomor
    assert papers[maria].content["untuk"] == "istri"


def test_the_husbands_line_on_the_card_is_ended_and_a_new_one_begun(tono: Person) -> None:
    married(tono)
    before, now = AnggotaKeluarga.objects.filter(person=tono).order_by("from_on")
    assert (before.status_kawin, before.until_on) == (StatusKawin.BELUM_KAWIN, date.fromisoformat(ago(12)))
    assert (now.status_kawin, now.until_on) == (StatusKawin.KAWIN_TERCATAT, None)


def test_a_new_card_and_new_ktp_are_prepared(tono: Person) -> None:
    assert linked(married(tono)) == ["kk-baru", "ktp-ubah-data"]


def test_each_child_gets_its_own_case_of_legitimation(tono: Person) -> None:
    rows = [{"nama": name, "akta_lahir": "AL/1/X/2025"} for name in ("Yosua Sihombing", "Rut Sihombing")]
    case = married(tono, jumlah_anak=2, anak=rows)
    assert linked(case).count("akta-pengesahan-anak") == 2


def test_somebody_still_married_cannot_send_a_second_marriage(tono: Person) -> None:
    married(tono)
    again = cast.a_draft(
        "akta-perkawinan", tono, subjek2_nama="Ruth Hutagalung", subjek2_nik="1271195005019996"
    )
    assert "marr-married" in [found.rule for found in cases.seen(again).blocks]


def test_a_stranger_who_guesses_a_nik_learns_nothing_about_a_marriage(tono: Person) -> None:
    married(tono)
    guess = cast.a_draft("akta-perkawinan", cast.budi(), subjek1_nama="Bukan Namanya")
    assert "marr-married" not in [found.rule for found in cases.seen(guess).blocks]


def test_who_married_elsewhere_meanwhile_is_refused_at_the_decision(tono: Person) -> None:
    case = cast.a_case("akta-perkawinan", tono, tanggal_pemberkatan=ago(11))
    kk = people_queries.household_of(tono)
    people.join_household(
        kk,
        tono,
        shdk=Shdk.KEPALA_KELUARGA,
        status_kawin=StatusKawin.KAWIN_TERCATAT,
        from_on=date(2026, 1, 5),
        by=None,
    )
    from balaikota.civil.marriages import actions

    with pytest.raises(Refusal, match="masih tercatat kawin"):
        actions.register_marriage(case, by=cast.anwar())


def test_a_muslim_couple_is_shown_the_kua_and_cannot_send(tono: Person) -> None:
    draft = cast.a_draft("akta-perkawinan", tono, agama_suami="islam", agama_istri="islam")
    view = cases.seen(draft)
    said = {found.rule: str(found.sentence) for found in view.findings}
    assert "Kantor Urusan Agama" in said["marr-islam"]
    assert "suami" not in [page.name for page in view.pages]
    with pytest.raises(Refusal):
        married(tono, agama_suami="islam", agama_istri="islam")


def test_another_name_under_the_nik_is_refused(tono: Person) -> None:
    with pytest.raises(Refusal, match="atas nama orang lain"):
        married(tono, subjek1_nama="Orang Lain")


def test_a_divorce_leaves_a_note_on_the_marriage_and_withdraws_the_wifes_kutipan(tono: Person) -> None:
    wedding = married(tono)
    case = divorced(tono, wedding)
    marriage = registers.current(Jenis.PERKAWINAN, entry(wedding).nomor)
    assert (marriage.version, marriage.sebab, marriage.status) == (2, Sebab.CATATAN_PINGGIR, Status.BERLAKU)
    assert entry(case).nomor in marriage.catatan
    states = {letter.kind: letter.state for letter in documents.letters_about(wedding)}
    assert states == {
        "kutipan-akta-perkawinan": State.REPLACED,
        "kutipan-akta-perkawinan-istri": State.REVOKED,
    }
    assert status(tono) == StatusKawin.CERAI_HIDUP
    assert linked(case) == ["kk-pisah", "ktp-ubah-data"]


def test_after_a_divorce_one_may_marry_again(tono: Person) -> None:
    divorced(tono, married(tono))
    again = cast.a_draft(
        "akta-perkawinan", tono, subjek2_nama="Ruth Hutagalung", subjek2_nik="1271195005019996",
        suami_status_sebelum_kawin="cerai_hidup",
    )  # fmt: skip
    assert "marr-married" not in [found.rule for found in cases.seen(again).blocks]


def test_an_annulled_marriage_gives_back_the_status_before_it(tono: Person) -> None:
    wedding = married(tono)
    case = cast.a_granted_case(
        "pembatalan-perkawinan", tono, akta_kawin_nomor=entry(wedding).nomor, putusan_tanggal=ago(1)
    )
    marriage = registers.current(Jenis.PERKAWINAN, entry(wedding).nomor)
    assert marriage.status == Status.DIBATALKAN
    assert {letter.state for letter in documents.letters_about(wedding)} == {State.REVOKED}
    assert status(tono) == StatusKawin.BELUM_KAWIN
    assert "Pembatalan Perkawinan" in documents.letters_about(case)[0].title


def test_an_annulled_divorce_lets_the_marriage_stand_again(tono: Person) -> None:
    wedding = married(tono)
    parting = divorced(tono, wedding)
    cast.run_jobs(forgiving=True)
    cast.a_granted_case(
        "pembatalan-perceraian", tono, akta_cerai_nomor=entry(parting).nomor, putusan_tanggal=ago(1)
    )
    assert registers.current(Jenis.PERCERAIAN, entry(parting).nomor).status == Status.DIBATALKAN
    assert registers.current(Jenis.PERKAWINAN, entry(wedding).nomor).version == 3
    assert status(tono) == StatusKawin.KAWIN_TERCATAT


def test_a_divorce_of_one_who_married_again_cannot_be_annulled(tono: Person) -> None:
    wedding = married(tono)
    parting = divorced(tono, wedding)
    married(
        tono, subjek2_nama="Ruth Hutagalung", subjek2_nik="1271195005019996", tanggal_pemberkatan=ago(1),
        suami_status_sebelum_kawin="cerai_hidup",
    )  # fmt: skip
    with pytest.raises(Refusal, match="sudah tercatat kawin lagi"):
        cast.a_granted_case("pembatalan-perceraian", tono, akta_cerai_nomor=entry(parting).nomor)


def test_a_neighbour_finds_neither_case_nor_paper(client: Client, tono: Person) -> None:
    case = married(tono)
    client.force_login(cast.budi())
    assert client.get(case.get_absolute_url()).status_code == 404
    for letter in documents.letters_about(case):
        assert client.get(letter.get_absolute_url()).status_code == 404
