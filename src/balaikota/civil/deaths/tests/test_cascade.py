"""What a granted report of a death changes, and what it must not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.civil.deaths import jobs
from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Status
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.actions import decide, pass_step
from balaikota.engine.cases.models import Case, Outcome
from balaikota.foundation.audit.models import Event
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import AnggotaKeluarga, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
DEATH = "akta-kematian"


def died(days: int = 5) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def granted(by: Person, **answers: Any) -> Case:
    return cast.a_granted_case(DEATH, by, **{"tanggal_kematian": died()} | answers)


def linked(case: Case) -> dict[str, Case]:
    return {each.edition.service.slug: each for each in cases.linked(case)}


def stops(draft: Any) -> list[str]:
    return [found.rule for found in cases.seen(draft).blocks]


def test_granting_enters_the_register_names_who_is_who_and_asks_for_the_kutipan(sari: Person) -> None:
    case = granted(sari)
    akta = Akta.objects.get(case=case)
    (letter,) = documents.letters_about(case)
    assert akta.nomor == letter.number_text
    assert {row.peran: row.person for row in akta.pihak.all()} == {"almarhum": cast.dimas(), "pelapor": sari}
    assert letter.content["nama"] == "Dimas Pranata"


def test_the_deceased_is_marked_and_their_login_closes(sari: Person, client: Client) -> None:
    client.force_login(cast.dimas())
    granted(sari)
    dimas = cast.dimas()
    assert dimas.meninggal_on == date.fromisoformat(died())
    assert not dimas.is_active
    assert client.get("/permohonan/").status_code in (302, 403)


def test_membership_ends_that_day_and_the_widow_gets_a_new_row_not_an_overwritten_one(sari: Person) -> None:
    case = granted(sari)
    on = date.fromisoformat(case.answers["tanggal_kematian"])
    assert AnggotaKeluarga.objects.get(person=cast.dimas()).until_on == on
    before, now = AnggotaKeluarga.objects.filter(person=sari).order_by("from_on")
    assert (before.status_kawin, before.until_on) == (StatusKawin.KAWIN_TERCATAT, on - timedelta(days=1))
    assert (now.status_kawin, now.from_on, now.until_on) == (StatusKawin.CERAI_MATI, on, None)
    assert now.shdk == Shdk.ISTRI


def test_when_the_head_dies_a_new_head_is_prepared_and_the_widows_ktp_follows(sari: Person) -> None:
    follows = linked(granted(sari))
    assert set(follows) == {"kk-ganti-kepala", "ktp-ubah-data"}
    said = follows["kk-ganti-kepala"].answers
    assert (said["almarhum_nama"], said["kepala_nik"]) == ("Dimas Pranata", sari.nik)
    assert follows["ktp-ubah-data"].answers["menjadi"] == "Cerai mati"


def test_granting_the_new_head_prints_a_family_card(sari: Person) -> None:
    follows = linked(granted(sari))["kk-ganti-kepala"]
    while not follows.at_last_step:
        pass_step(follows, by=cast.wulan())
        follows = Case.objects.get(pk=follows.pk)
    decide(follows, Outcome.GRANTED, by=cast.anwar())
    assert Case.objects.get(pk=follows.pk).outcome == Outcome.GRANTED


def test_when_somebody_else_of_the_family_dies_only_the_data_of_the_card_change(sari: Person) -> None:
    dimas = cast.dimas()
    case = granted(
        dimas, pelapor_hubungan="suami_istri", almarhum_nama=sari.name, almarhum_nik=sari.nik,
        almarhum_tempat_lahir="Medan", almarhum_tanggal_lahir="1985-03-17",
        almarhum_jenis_kelamin="perempuan", pelapor_nama=dimas.name, pelapor_nik=dimas.nik,
    )  # fmt: skip
    assert set(linked(case)) == {"kk-ubah-data", "ktp-ubah-data"}


def test_a_service_the_city_does_not_offer_yet_is_skipped_softly(sari: Person) -> None:
    from balaikota.engine.catalogue.models import Service

    Service.objects.filter(slug="ktp-ubah-data").update(slug="ktp-lain")
    assert set(linked(granted(sari))) == {"kk-ganti-kepala"}


def test_a_baby_without_a_nik_is_found_on_the_family_card(sari: Person, family: KartuKeluarga) -> None:
    baby = people.record_person(
        name="Melati Putri",
        tanggal_lahir=date(2026, 11, 2),
        jenis_kelamin="perempuan",
        by=None,
        is_sample=True,
    )
    people.join_household(
        family, baby, shdk=Shdk.ANAK, status_kawin=StatusKawin.BELUM_KAWIN, from_on=date(2026, 11, 2), by=None
    )
    granted(
        sari, pelapor_hubungan="ibu", almarhum_tercatat="kk", almarhum_nama="Melati Putri",
        almarhum_jenis_kelamin="perempuan", almarhum_tanggal_lahir="2026-11-02", ibu_nama=sari.name,
    )  # fmt: skip
    baby.refresh_from_db()
    assert baby.meninggal_on is not None
    assert people_queries.household_of(baby) is None
    assert people_queries.is_married_couple(family, sari, cast.dimas())


def test_someone_never_recorded_gets_an_entry_and_changes_no_card(sari: Person) -> None:
    case = cast.a_granted_case("akta-kematian-tanpa-data", sari)
    akta = Akta.objects.get(case=case)
    assert akta.subject.name == "Manahan Siregar"
    assert akta.subject.nik is None
    assert not linked(case)


def test_an_unknown_body_is_recorded_without_a_name(sari: Person) -> None:
    case = granted(sari, almarhum_tercatat="tidak_dikenal", pelapor_hubungan="lainnya")
    (letter,) = documents.letters_about(case)
    assert letter.content["nama"] == "Tidak dikenal"
    assert cast.dimas().meninggal_on is None


def test_a_death_before_the_recorded_birth_is_refused_whatever_the_form_was_told(sari: Person) -> None:
    with pytest.raises(Refusal, match="lebih awal"):
        granted(sari, tanggal_kematian="1979-01-02", almarhum_tanggal_lahir="1978-01-02")
    assert cast.dimas().meninggal_on is None
    assert not Akta.objects.exists()


def test_a_death_tomorrow_cannot_be_sent(sari: Person) -> None:
    with pytest.raises(Refusal):
        granted(sari, tanggal_kematian=died(-1))


def test_another_name_under_the_nik_is_refused(sari: Person) -> None:
    with pytest.raises(Refusal, match="atas nama orang lain"):
        granted(sari, almarhum_nama="Orang Lain")


def test_the_closed_nik_stops_every_new_application_with_a_sentence(sari: Person) -> None:
    budi = cast.budi()
    second = cast.a_draft(DEATH, budi, tanggal_kematian=died())
    assert "death-dead-nik" not in stops(second)
    granted(sari)
    assert "death-dead-nik" in stops(second)
    (finding,) = [found for found in cases.seen(second).blocks if found.rule == "death-dead-nik"]
    assert "loket" in str(finding.sentence)
    as_witness = cast.a_draft("akta-kematian-tanpa-data", budi, saksi1_nik=cast.dimas().nik)
    assert "death-dead-nik" in stops(as_witness)


def test_the_dead_apply_for_nothing(sari: Person) -> None:
    granted(sari)
    with pytest.raises(Refusal):
        cast.a_draft(DEATH, cast.dimas())


def test_a_wrong_record_can_be_contested_and_opens_the_nik_again(sari: Person) -> None:
    case = granted(sari)
    akta = registers.of_case(case)
    deeds.cancel(akta, case, catatan="Pencatatan keliru.", by=cast.anwar())
    cast.run_jobs(forgiving=True)
    dimas = cast.dimas()
    assert dimas.meninggal_on is None
    assert dimas.is_active
    first, last = sorted(registers.history(akta), key=lambda row: row.version)
    assert (first.status, last.status) == (Status.BERLAKU, Status.DIBATALKAN)
    jobs.open_again(Event.objects.filter(name="deeds.cancelled").latest("pk").pk)


def test_a_neighbour_finds_neither_case_nor_paper(client: Client, sari: Person) -> None:
    case = granted(sari)
    (letter,) = documents.letters_about(case)
    client.force_login(cast.budi())
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(letter.get_absolute_url()).status_code == 404


def test_events_say_nothing_about_the_person(sari: Person) -> None:
    case = granted(sari)
    for event in Event.objects.filter(name__in=("people.died", "deeds.entered")):
        assert "Dimas" not in str(event.detail)
        assert case.answers["almarhum_nik"] not in str(event.detail)
