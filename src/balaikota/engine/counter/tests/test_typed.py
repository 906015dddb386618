"""An officer types an application for the resident at the counter: it is the resident's, and other eyes decide."""

import pytest
from django.test import Client
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases import rules as case_rules
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as services
from balaikota.engine.counter import actions
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.notifications import queries as messages
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Assurance, Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
ANSWERS = {"keperluan": "Mendaftar sekolah", "jenis": "kos", "sejak": "2026-11-20", "pemilik": "Bu Tini"}


def typed(slug: str, resident: Person, by: Person) -> Draft:
    draft = actions.type_for(resident, services.service(slug), identity_checked=True, by=by)
    cases.save_page(draft, "diri", ANSWERS, by=by)
    return Draft.objects.get(pk=draft.pk)


def sent(draft: Draft, by: Person) -> Case:
    ticked = case_methods.needed_declarations(case_queries.seen(draft), at_counter=True)
    return cases.submit(draft, declared=ticked, by=by)


@pytest.fixture
def grandmother(slug: str, wulan: Person) -> Person:
    """Somebody without an account or a telephone."""
    return people.record_person(name="Rosmaida Hutagalung", nik="1271015203509991", by=wulan)


def test_the_case_is_the_residents_and_says_who_typed_it(slug: str, sari: Person, wulan: Person) -> None:
    case = sent(typed(slug, sari, wulan), wulan)
    assert (case.applicant, case.typed_by) == (sari, wulan)
    event = Event.objects.get(name="cases.submitted")
    assert (event.by, event.subject, event.detail["typed"]) == (wulan, sari, True)
    assert [row["number"] for row in case_queries.cases_of(sari)] == [case.number]


def test_someone_without_a_login_is_served_too(
    grandmother: Person, slug: str, wulan: Person, anwar: Person
) -> None:
    assert not grandmother.has_login
    case = sent(typed(slug, grandmother, wulan), wulan)
    assert case.applicant == grandmother
    cast.run_jobs()
    assert "diisikan di loket oleh Wulan Lestari" in messages.inbox(grandmother)[0].body


def test_the_resident_is_told_and_reads_who_opened_what(
    slug: str, sari: Person, wulan: Person, client: Client
) -> None:
    draft = typed(slug, sari, wulan)
    client.force_login(wulan)
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert [(look.by, look.purpose) for look in audit.looked_at(sari)] == [
        (wulan, "mengisikan permohonan untuk warga di loket")
    ]
    case = sent(draft, wulan)
    cast.run_jobs()
    assert "cabutlah permohonan ini" in messages.inbox(sari)[0].body
    client.force_login(sari)
    assert "Diisikan di loket oleh Wulan Lestari" in client.get(case.get_absolute_url()).content.decode()


def test_who_typed_it_neither_checks_nor_decides_it(
    slug: str, sari: Person, wulan: Person, anwar: Person
) -> None:
    case = case_queries.locked(sent(typed(slug, sari, wulan), wulan))
    assert not case_rules.may_pass_step(wulan, case)
    with pytest.raises(Refusal, match="Anda yang mengisikan"):
        cases.pass_step(case, by=wulan)
    case = sent(typed(slug, sari, anwar), anwar)
    cases.pass_step(case, by=wulan)
    with pytest.raises(Refusal, match="Anda yang mengisikan"):
        cases.decide(Case.objects.get(pk=case.pk), "granted", by=anwar)
    cases.decide(Case.objects.get(pk=case.pk), "granted", by=_another_decider())
    assert Case.objects.get(pk=case.pk).outcome == "granted"


def _another_decider() -> Person:
    return cast.ratna()


def test_the_officer_sees_no_other_draft_of_the_resident(
    slug: str, sari: Person, wulan: Person, client: Client
) -> None:
    own = cases.start_draft(services.service(slug), by=sari)
    draft = typed(slug, sari, wulan)
    assert draft.pk != own.pk, "the resident's own draft is not resumed for the officer"
    client.force_login(wulan)
    assert client.get(own.get_absolute_url()).status_code == 404
    with pytest.raises(Refusal, match="bukan milik Anda"):
        cases.save_page(own, "diri", {"keperluan": "mengintip"}, by=wulan)


def test_a_colleague_and_the_next_day_see_nothing_of_it(
    slug: str, sari: Person, wulan: Person, anwar: Person, client: Client
) -> None:
    draft = typed(slug, sari, wulan)
    client.force_login(anwar)
    assert client.get(draft.get_absolute_url()).status_code == 404
    Draft.objects.filter(pk=draft.pk).update(created_at="2026-01-05T03:00:00Z")
    client.force_login(wulan)
    assert client.get(draft.get_absolute_url()).status_code == 404
    with pytest.raises(Refusal, match="bukan milik Anda"):
        cases.save_page(Draft.objects.get(pk=draft.pk), "diri", {}, by=wulan)
    client.force_login(sari)
    assert client.get(draft.get_absolute_url()).status_code == 200, "the resident goes on at home"


def test_twice_at_the_counter_on_one_day_finds_the_same_draft(slug: str, sari: Person, wulan: Person) -> None:
    assert typed(slug, sari, wulan) == typed(slug, sari, wulan)


def test_without_reading_it_aloud_nothing_is_sent(slug: str, sari: Person, wulan: Person) -> None:
    draft = typed(slug, sari, wulan)
    ticked = case_methods.needed_declarations(case_queries.seen(draft))
    with pytest.raises(Refusal, match="Centang semua"):
        cases.submit(draft, declared=ticked, by=wulan)


@pytest.mark.parametrize("who", ["budi", "mega", "hasan"])
def test_only_who_may_identify_residents_types_for_them(slug: str, sari: Person, who: str) -> None:
    with pytest.raises(Refusal):
        actions.type_for(sari, services.service(slug), identity_checked=True, by=getattr(cast, who)())
    assert not Draft.objects.exists()


def test_nobody_types_for_themselves_and_identity_is_looked_at(
    slug: str, sari: Person, wulan: Person
) -> None:
    with pytest.raises(Refusal):
        actions.type_for(wulan, services.service(slug), identity_checked=True, by=wulan)
    with pytest.raises(Refusal, match="Cocokkan dahulu"):
        actions.type_for(sari, services.service(slug), identity_checked=False, by=wulan)
    actions.type_for(sari, services.service(slug), identity_checked=True, by=wulan)
    assert Person.objects.get(pk=sari.pk).assurance == Assurance.IDENTITY


# --- the pages ------------------------------------------------------------------------------------


def test_from_the_nik_to_the_receipt_on_paper(
    slug: str, sari: Person, wulan: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(wulan)
    with django_assert_max_num_queries(14):
        assert "Mengisikan permohonan" in client.get("/loket/").content.decode()
    wrong = client.post("/loket/warga/", {"nik": "12", "purpose": "x"})
    assert wrong.status_code == 422
    assert 'value="12"' in wrong.content.decode()
    found = client.post("/loket/warga/", {"nik": sari.nik, "purpose": "Mengisikan permohonan di loket"})
    assert found["Location"] == f"/loket/warga/{sari.pk}/"
    assert sari.nik not in client.get(found["Location"]).content.decode()
    untouched = client.post(f"{found['Location']}isi/", {"service": slug})
    assert untouched.status_code == 422
    assert "Cocokkan dahulu" in untouched.content.decode()
    draft = client.post(f"{found['Location']}isi/", {"service": slug, "identity_checked": "on"})["Location"]
    assert "Anda mengisi untuk Sari" in client.get(draft).content.decode()
    client.post(f"{draft}diri/simpan/", {"keperluan": "Mendaftar sekolah"})
    place = {
        "jenis": "kos",
        "sejak-hari": "20",
        "sejak-bulan": "11",
        "sejak-tahun": "2026",
        "pemilik": "Bu Tini",
    }
    client.post(f"{draft}tempat/simpan/", place)
    client.post(f"{draft}kos/simpan/", {"pemilik": "Bu Tini"})
    review = client.get(f"{draft}tinjau/").content.decode()
    assert "sudah saya bacakan" in review
    assert client.post(f"{draft}kirim/", {"declare_benar": "on"}).status_code == 422
    ticks = dict.fromkeys(("declare_benar", "declare_dibacakan", "declare_pernyataan_kos"), "on")
    receipt = client.post(f"{draft}kirim/", ticks)["Location"]
    page = client.get(receipt).content.decode()
    assert "Permohonan Sari Wulandari Siregar sudah terkirim" in page
    assert "Kode lacak" in page
    client.force_login(cast.anwar())
    assert client.get(receipt).status_code == 404, "a colleague has no business with the tracking code"


def test_a_resident_nobody_knows_yet_is_recorded_from_the_card(
    slug: str, wulan: Person, client: Client
) -> None:
    client.force_login(wulan)
    nik = "1271015203509991"
    page = client.post("/loket/warga/", {"nik": nik, "purpose": "Mengisikan permohonan di loket"})
    assert page.status_code == 422
    assert "Warga belum tercatat" in page.content.decode()
    said = {"nik": nik, "name": "Rosmaida Hutagalung", "tempat_lahir": "Balige", "jenis_kelamin": "perempuan"}
    wrong = client.post("/loket/warga/baru/", {**said, "tanggal_lahir": ""})
    assert wrong.status_code == 422
    assert "Rosmaida" in wrong.content.decode()
    client.post("/loket/warga/baru/", {**said, "tanggal_lahir": "1950-03-12"})
    person = Person.objects.get(name="Rosmaida Hutagalung")
    assert not person.has_login
    assert person.nik == nik


@pytest.mark.parametrize("who", ["sari", "budi", "mega", "hasan", "intan"])
def test_for_others_there_is_no_counter(slug: str, who: str, client: Client, sari: Person) -> None:
    cast.wulan()
    client.force_login(getattr(cast, who)())
    for path in ("/loket/", "/loket/janji/", f"/loket/warga/{sari.pk}/", "/loket/disdukcapil/antrean/"):
        assert client.get(path).status_code == 404, path
    assert client.post("/loket/warga/", {"nik": sari.nik, "purpose": "ingin tahu saja ya"}).status_code == 404
