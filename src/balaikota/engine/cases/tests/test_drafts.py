"""Filling in: kept as typed, resumed anywhere, nobody else's business."""

import pytest
from django.test import Client
from tests.cast import a_case, a_draft, a_pdf, a_service, story_of

from balaikota.engine.cases import actions, methods, queries
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def saris(client: Client, sari: Person) -> Client:
    client.force_login(sari)
    return client


def begin(client: Client, slug: str, **post: str) -> str:
    answer = client.post(f"/layanan/{slug}/ajukan/", post)
    assert answer.status_code == 303
    return answer["Location"]


def test_starting_again_resumes_the_newest_draft(saris: Client, slug: str) -> None:
    first = begin(saris, slug)
    assert begin(saris, slug) == first
    assert begin(saris, slug, baru="1") != first
    assert Draft.objects.count() == 2


def test_the_checklist_stands_before_any_question(saris: Client, slug: str) -> None:
    body = saris.get(begin(saris, slug)).content.decode()
    assert "Surat pengantar lingkungan" in body
    assert "Dari kepala lingkungan." in body


def test_a_locked_answer_comes_from_the_city_whatever_is_posted(
    saris: Client, sari: Person, slug: str
) -> None:
    place = begin(saris, slug)
    saris.post(f"{place}diri/simpan/", {"nama": "Orang Lain", "keperluan": "Sekolah"})
    assert queries.seen(Draft.objects.get()).clean()["nama"] == sari.name


def test_a_page_that_passes_leads_to_the_next(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    answer = saris.post(f"{place}diri/simpan/", {"keperluan": "Sekolah"})
    assert (answer.status_code, answer["Location"]) == (303, f"{place}tempat/")


def test_what_was_typed_is_kept_even_when_it_is_wrong(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    post = {"jenis": "rumah", "sejak-hari": "31", "sejak-bulan": "2", "sejak-tahun": "2026"}
    answer = saris.post(f"{place}tempat/simpan/", post)
    assert answer.status_code == 422
    assert 'id="ringkasan-kesalahan"' in answer.content.decode()
    again = saris.get(f"{place}tempat/").content.decode()
    assert 'value="31"' in again


def test_an_uploaded_file_survives_an_error_on_its_page(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    answer = saris.post(f"{place}tempat/simpan/", {"jenis": "", "foto": a_pdf("rumah (1).pdf")})
    assert answer.status_code == 422
    assert "rumah (1).pdf" in saris.get(f"{place}tempat/").content.decode()


def test_the_draft_is_resumed_on_another_device(saris: Client, sari: Person, slug: str) -> None:
    place = begin(saris, slug)
    saris.post(f"{place}diri/simpan/", {"keperluan": "Sekolah anak"})
    phone = Client()
    phone.force_login(sari)
    assert "Sekolah anak" in phone.get(f"{place}diri/").content.decode()
    assert [str(row["id"]) in place for row in queries.drafts_of(sari)] == [True]


def test_a_page_opens_only_when_its_condition_holds(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    assert saris.get(f"{place}kos/")["Location"] == place
    post = {"jenis": "kos", "sejak-hari": "20", "sejak-bulan": "11", "sejak-tahun": "2026"}
    assert saris.post(f"{place}tempat/simpan/", post)["Location"] == f"{place}kos/"


def test_a_neighbour_finds_no_draft(saris: Client, budi: Person, slug: str) -> None:
    place = begin(saris, slug)
    other = Client()
    other.force_login(budi)
    answers = [
        other.get(place),
        other.get(f"{place}diri/"),
        other.post(f"{place}diri/simpan/"),
        other.get(f"{place}tinjau/"),
    ]
    answers += [other.post(f"{place}kirim/"), other.post(f"{place}hapus/")]
    assert {answer.status_code for answer in answers} == {404}


def test_the_review_names_what_is_missing_and_where(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    body = saris.get(f"{place}tinjau/").content.decode()
    assert "Belum dapat dikirim" in body
    assert f"{place}tempat/" in body
    assert saris.post(f"{place}kirim/", {"declare_benar": "on"}).status_code == 422
    assert Case.objects.count() == 0


def test_sending_asks_for_every_declaration(saris: Client, sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari, jenis="kos", pemilik="Pak Ucok")
    place = draft.get_absolute_url()
    assert "F-0.00" in saris.get(f"{place}tinjau/").content.decode()
    assert saris.post(f"{place}kirim/", {"declare_benar": "on"}).status_code == 422
    answer = saris.post(f"{place}kirim/", {"declare_benar": "on", "declare_pernyataan_kos": "on"})
    case = Case.objects.get()
    assert answer["Location"] == f"/permohonan/{case.number}/tanda-terima/"
    assert sorted(case.declared) == ["benar", "pernyataan_kos"]


def test_a_sent_draft_is_neither_changed_nor_deleted(sari: Person, slug: str) -> None:
    case = a_case(slug, sari)
    draft = Draft.objects.get(case=case)
    for attempt in (
        lambda: actions.save_page(draft, "diri", {"keperluan": "x"}, by=sari),
        lambda: actions.delete_draft(draft, by=sari),
    ):
        with pytest.raises(Refusal, match="sudah dikirim"):
            attempt()


def test_a_draft_can_be_thrown_away(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    assert saris.post(f"{place}hapus/").status_code == 303
    assert not Draft.objects.exists()


def test_a_closed_service_says_why(sari: Person, slug: str) -> None:
    service = catalogue.service(slug)
    service.is_open, service.closed_reason = False, "Kantor pindah sampai Senin."
    service.save()
    with pytest.raises(Refusal, match="Kantor pindah"):
        actions.start_draft(service, by=sari)


def test_nobody_else_may_submit_a_draft(sari: Person, budi: Person, slug: str) -> None:
    with pytest.raises(Refusal):
        actions.submit(a_draft(slug, sari), by=budi)


def test_a_draft_leaves_its_story(sari: Person, slug: str) -> None:
    draft = a_draft(slug, sari)
    assert story_of(draft)[0] == "cases.draft_started"


def test_the_page_asks_the_city_which_questions_follow(saris: Client, slug: str) -> None:
    place = begin(saris, slug)
    page = {"_asked": "jenis,sejak,foto"}
    asks = {"HX-Request": "true", "HX-Target": "isian"}
    same = saris.post(f"{place}tempat/tanya/", {**page, "jenis": "rumah"}, headers=asks)
    assert same.status_code == 204
    held = saris.post(f"{place}tempat/tanya/", {**page, "foto": a_pdf("rumah.pdf")}, headers=asks)
    assert "rumah.pdf" in held.content.decode()
    assert "<html" not in held.content.decode()
    assert "jenis" not in Draft.objects.get().answers


REGION = """
[[questions]]
page = "tempat"
name = "kelurahan_asal"
kind = "region"
label = "Kelurahan asal"
"""


def test_a_region_that_does_not_exist_is_not_submitted_around_its_page(saris: Client, sari: Person) -> None:
    slug = a_service(SERVICE.replace("[example]", REGION + "\n[example]"))
    draft = a_draft(slug, sari, sejak="2026-11-20")
    draft.answers |= {"kelurahan_asal": "12.71.99.9999"}
    draft.save()
    assert "kelurahan_asal" in methods.obstacles(queries.seen(draft))
    with pytest.raises(Refusal):
        actions.submit(draft, by=sari)
