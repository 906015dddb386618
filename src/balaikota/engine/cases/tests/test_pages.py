"""The pages of a case as the cast sees them."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cast import a_case

from balaikota.engine.cases import actions, queries
from balaikota.engine.cases.models import Case, Outcome
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    session = client.session
    session["mfa"] = True
    session.save()
    return client


@pytest.fixture
def case(slug: str, sari: Person, wulan: Person, anwar: Person) -> Case:
    return a_case(slug, sari, sejak="2026-11-20")


def test_the_applicant_reads_what_happens(case: Case, sari: Person) -> None:
    body = signed_in(sari).get(case.get_absolute_url()).content.decode()
    for words in (
        case.number,
        "Pemeriksaan berkas",
        "Permohonan diajukan.",
        "Mendaftar sekolah",
        "Batas waktu",
    ):
        assert words in body
    assert "Pekerjaan petugas" not in body


def test_a_neighbour_finds_nothing(case: Case, budi: Person) -> None:
    client = signed_in(budi)
    paths = ("", "tanda-terima/", "perbaiki/")
    assert {client.get(f"{case.get_absolute_url()}{path}").status_code for path in paths} == {404}
    posts = ("ambil/", "teruskan/", "putusan/", "cabut/", "minta-perbaikan/", "perbaiki/kirim/", "lepas/")
    assert {client.post(f"{case.get_absolute_url()}{path}").status_code for path in posts} == {404}


def test_without_a_login_every_page_asks_for_one(case: Case) -> None:
    answer = Client().get(case.get_absolute_url())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")


def test_an_officers_look_is_on_the_residents_record(case: Case, sari: Person, wulan: Person) -> None:
    signed_in(wulan).get(case.get_absolute_url())
    look = audit.looked_at(sari).get()
    assert (look.name, look.by) == ("cases.opened", wulan)
    assert case.number in look.purpose
    signed_in(sari).get(case.get_absolute_url())
    assert audit.looked_at(sari).count() == 1


def test_the_officer_checks_and_another_decides(
    case: Case, sari: Person, wulan: Person, anwar: Person
) -> None:
    place = case.get_absolute_url()
    verifier, decider = signed_in(wulan), signed_in(anwar)
    assert "belum terverifikasi" in verifier.get(place).content.decode()
    assert verifier.post(f"{place}ambil/").status_code == 303
    assert verifier.post(f"{place}teruskan/", {"note": "Cocok dengan aslinya"}).status_code == 303
    assert "Cocok dengan aslinya" in decider.get(place).content.decode()
    assert "Cocok dengan aslinya" not in signed_in(sari).get(place).content.decode()
    wrong = decider.post(f"{place}putusan/", {"outcome": "refused", "reason": ""})
    assert wrong.status_code == 422
    assert "Tulis alasan penolakan" in wrong.content.decode()
    assert decider.post(f"{place}putusan/", {"outcome": "granted"}).status_code == 303
    assert Case.objects.get().outcome == Outcome.GRANTED


def test_a_correction_is_asked_repaired_in_place_and_shown_beside(
    case: Case, sari: Person, wulan: Person
) -> None:
    place = case.get_absolute_url()
    officer, applicant = signed_in(wulan), signed_in(sari)
    assert officer.post(f"{place}minta-perbaikan/", {"ask_keperluan": "on"}).status_code == 422
    asked = {"ask_keperluan": "on", "reason_keperluan": "Sebut nama sekolahnya."}
    assert officer.post(f"{place}minta-perbaikan/", asked).status_code == 303
    form = applicant.get(f"{place}perbaiki/").content.decode()
    assert "Sebut nama sekolahnya." in form
    assert 'name="keperluan"' in form
    assert 'name="jenis"' not in form
    assert applicant.post(f"{place}perbaiki/kirim/", {"keperluan": ""}).status_code == 422
    assert applicant.post(f"{place}perbaiki/kirim/", {"keperluan": "SD Negeri 1"}).status_code == 303
    body = officer.get(place).content.decode()
    assert "<del>Mendaftar sekolah</del>" in body
    assert "<ins>SD Negeri 1</ins>" in body


def test_an_old_tab_gets_a_sentence_not_a_crash(case: Case, wulan: Person, anwar: Person) -> None:
    actions.pass_step(case, by=wulan)
    answer = signed_in(wulan).post(f"{case.get_absolute_url()}teruskan/", {})
    assert answer.status_code == 403
    assert "mata kedua" in answer.content.decode()


def test_the_public_tracks_without_personal_data(case: Case, sari: Person) -> None:
    cache.clear()
    client = Client()
    good = client.post("/lacak/hasil/", {"number": case.number, "secret": queries.secret_of(case)})
    body = good.content.decode()
    assert (good.status_code, "Pemeriksaan berkas" in body) == (200, True)
    assert sari.name not in body
    wrong = [
        client.post("/lacak/hasil/", {"number": case.number, "secret": "2222222222"}),
        client.post("/lacak/hasil/", {"number": "DOM-2026-99999", "secret": queries.secret_of(case)}),
    ]
    assert {answer.status_code for answer in wrong} == {422}
    assert all("tidak cocok" in answer.content.decode() for answer in wrong)


def test_guessing_is_slowed_down(case: Case) -> None:
    cache.clear()
    client = Client()
    answers = [
        client.post("/lacak/hasil/", {"number": case.number, "secret": "2222222222"}) for _ in range(12)
    ]
    assert answers[-1].status_code == 429
    cache.clear()


def test_a_case_page_asks_few_questions_of_the_database(
    case: Case, sari: Person, wulan: Person, django_assert_max_num_queries: object
) -> None:
    for who, ceiling in ((sari, 18), (wulan, 32)):
        client = signed_in(who)
        with django_assert_max_num_queries(ceiling):
            client.get(case.get_absolute_url())
