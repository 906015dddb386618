"""A paper for a foreigner ends with the permit it rests on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests import cast

from balaikota.civil.foreigners import jobs, queries
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.notifications import queries as notifications
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
KARTU = {"jenis_izin": "itap", "pemohon_nik": "1271010506809997", "pemohon_no_kk": "1271012503249996"}


def test_a_residence_letter_ends_with_the_permit(kenji: Person) -> None:
    case = cast.a_granted_case("sktt-orang-asing", kenji, itas_itap_berakhir="2027-11-19")
    permit = queries.permit_of(case)
    assert permit is not None
    assert permit.letter is not None
    assert permit.berakhir_on == date(2027, 11, 19)
    assert permit.letter.number_text.startswith("SKTT/0001/")
    said = dict(permit.letter.content["rincian"])
    assert said["SKTT berlaku sampai"] == said["Izin tinggal berlaku sampai"] == "19 November 2027"
    assert said["Alamat tempat tinggal"].endswith("Pasar Baru, Medan Kota, Kota Medan, Sumatera Utara")
    cast.run_jobs()
    (letter,) = documents.letters_about(case)
    assert letter.state == State.ISSUED
    kenji.refresh_from_db()
    assert kenji.kewarganegaraan == "WNA"


def test_a_permit_that_ended_while_the_file_lay_gives_no_letter(
    kenji: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    case = cast.a_case("sktt-orang-asing", kenji, itas_itap_berakhir=tomorrow.isoformat())
    cases.pass_step(case, by=cast.wulan())
    anwar = cast.anwar()
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow + timedelta(days=1))
    with pytest.raises(Refusal, match="sudah berakhir sejak"):
        cases.decide(case, "granted", by=anwar)
    assert Case.objects.get(pk=case.pk).is_open


def test_a_card_is_for_itap_and_a_residence_letter_for_itas(kenji: Person) -> None:
    sktt = cast.a_draft("sktt-orang-asing", kenji, jenis_izin="itap")
    assert [finding.rule for finding in case_queries.seen(sktt).blocks] == ["sktt-itap"]
    card = cast.a_draft("ktp-orang-asing", kenji, **(KARTU | {"jenis_izin": "itas"}))
    assert [finding.rule for finding in case_queries.seen(card).blocks] == ["itap-only"]


def test_a_card_is_as_long_valid_as_the_itap(kenji: Person) -> None:
    case = cast.a_granted_case("ktp-orang-asing", kenji, **KARTU, itas_itap_berakhir="2029-03-19")
    permit = queries.permit_of(case)
    assert permit is not None
    assert (permit.jenis, permit.berakhir_on, permit.letter) == ("itap", date(2029, 3, 19), None)


def test_every_permit_stays_in_the_history(kenji: Person) -> None:
    cast.a_granted_case("sktt-orang-asing", kenji, itas_itap_berakhir="2027-11-19")
    cast.a_granted_case(
        "sktt-orang-asing", kenji, itas_itap_tanggal="2026-11-24", itas_itap_berakhir="2028-11-19"
    )
    assert [permit.berakhir_on.year for permit in queries.permits_of(kenji)] == [2028, 2027]


def test_who_moves_away_takes_a_letter_along_and_leaves_the_card(kenji: Person) -> None:
    people.set_nik(kenji, KARTU["pemohon_nik"], by=cast.wulan())
    kk = people.make_household(
        nomor_kk=KARTU["pemohon_no_kk"], alamat="Jalan Durian 12", rt="002", rw="004",
        kelurahan_code="12.71.01.1001", by=None, is_sample=True,
    )  # fmt: skip
    people.join_household(
        kk, kenji, shdk=Shdk.KEPALA_KELUARGA, status_kawin=StatusKawin.BELUM_KAWIN,
        from_on=date(2024, 3, 20), by=None,
    )  # fmt: skip
    movers = [{"nik": KARTU["pemohon_nik"], "nama": "Kenji Watanabe", "shdk": "kepala_keluarga"}]
    case = cast.a_granted_case(
        "orang-asing-pindah", kenji, jenis_izin="itap", status_kk_pindah="kk_baru", anggota_pindah=movers
    )
    move = queries.departure_of(case)
    assert move is not None
    assert (move.dari_wilayah, move.ke_wilayah) == ("12.71.01.1001", "12.07")
    assert people_queries.household_of(kenji) is None
    cast.run_jobs()
    (letter,) = documents.letters_about(case)
    assert (letter.kind, letter.state) == ("surat-pindah-orang-asing", State.ISSUED)


def test_an_ending_permit_is_spoken_of_once(kenji: Person) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    cast.a_granted_case("sktt-orang-asing", kenji, itas_itap_berakhir=soon.isoformat())
    jobs.look_at_permits(0)
    jobs.look_at_permits(0)
    cast.run_jobs()
    subjects = [message.subject for message in notifications.inbox(kenji)]
    assert subjects.count("Izin tinggal Anda segera berakhir") == 1


def test_a_permit_that_was_renewed_is_not_spoken_of(kenji: Person) -> None:
    soon = timezone.localdate() + timedelta(days=20)
    cast.a_granted_case("sktt-orang-asing", kenji, itas_itap_berakhir=soon.isoformat())
    cast.a_granted_case("sktt-orang-asing", kenji, itas_itap_berakhir="2099-01-01")
    assert queries.ending(timezone.localdate()) == []
