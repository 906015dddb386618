"""A service is written in the browser, page by page, and lives."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast

from balaikota.engine.catalogue import queries as services
from balaikota.engine.questions.contract import parse
from balaikota.engine.workshop import actions, methods, queries
from balaikota.engine.workshop.models import ServiceDraft
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def make_room_permit(by: Person) -> ServiceDraft:
    """Izin pakai ruang balai kota, made as the pages make it."""
    cast.the_desk()
    cast.a_kelurahan()
    draft = actions.begin("Izin pakai ruang balai kota", by=by)
    about = {
        "summary": "Memakai ruang balai kota untuk kegiatan warga.",
        "desk": "dukcapil",
        "number_prefix": "RUANG",
    }
    actions.describe(draft, about, by=by)
    _ask(draft, by=by)
    letter = {
        "title": "Izin Pakai Ruang Balai Kota",
        "paragraphs": ["{pemohon} boleh memakai ruang untuk {nama_kegiatan}."],
    }
    actions.write_letter(draft, {"letter": letter}, by=by)
    answers = {
        "nama_kegiatan": "Pameran ulos",
        "jenis_kegiatan": "pameran",
        "jumlah_peserta": 80,
        "denah_pameran": [queries.A_FILE],
        "tanggal_pakai": "2027-02-01",
    }
    actions.answer(draft, 0, answers, by=by)
    draft.refresh_from_db()
    return draft


def _ask(draft: ServiceDraft, *, by: Person) -> None:
    """Its pages, questions, paper and rule."""
    put = lambda part, **values: actions.put(draft, part, "", values, by=by)  # noqa: E731
    put("halaman", title="Tentang kegiatan")
    put("halaman", title="Waktu dan berkas")
    choices = [["rapat", "Rapat warga"], ["pameran", "Pameran"]]
    put("pertanyaan", page="tentang_kegiatan", kind="text", label="Nama kegiatan", required=True)
    put(
        "pertanyaan",
        page="tentang_kegiatan",
        kind="choice",
        label="Jenis kegiatan",
        required=True,
        choices=choices,
    )
    put("pertanyaan", page="tentang_kegiatan", kind="integer", label="Jumlah peserta", required=True)
    key = put(
        "pertanyaan",
        page="waktu_dan_berkas",
        kind="file",
        label="Denah pameran",
        required=True,
        accept=["pdf"],
    )
    actions.put(draft, "pertanyaan", key, {"when": "jenis_kegiatan == 'pameran'"}, by=by)
    put("pertanyaan", page="waktu_dan_berkas", kind="date", label="Tanggal pakai", required=True)
    put("dokumen", label="Denah pameran", when="jenis_kegiatan == 'pameran'", question="denah_pameran")
    put(
        "aturan",
        sentence="Lebih dari 200 peserta perlu izin keramaian.",
        effect="warn",
        when="jumlah_peserta > 200",
    )


def test_a_service_made_here_is_granted_with_its_letter(
    hasan: Person, sari: Person, wulan: Person, anwar: Person, ratna: Person
) -> None:
    draft = make_room_permit(hasan)
    assert queries.faults(draft) == []
    edition = actions.publish(draft, drafts="carry", cases="finish", by=hasan)
    case = cast.a_granted_case(edition.service.slug, sari)
    cast.run_jobs()
    (letter,) = documents.letters_about(case)
    assert letter.title == "Izin Pakai Ruang Balai Kota"
    whole = documents.whole(letter.pk)
    assert whole.content["paragraphs"] == [f"{sari.name} boleh memakai ruang untuk Pameran ulos."]
    assert letter.number_text.startswith("SL/0001/")


def test_a_civil_service_keeps_its_own_handler(hasan: Person) -> None:
    from balaikota.engine.cases.contract import handler_of

    assert type(handler_of("akta-kelahiran")).__name__ != "MadeHere"
    assert type(handler_of("izin-pakai-ruang-balai-kota")).__name__ == "MadeHere"


def test_a_draft_with_a_failing_example_is_not_published(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    actions.answer(draft, 0, {"nama_kegiatan": "Pameran"}, by=hasan)
    client.force_login(hasan)
    response = client.post(
        reverse("workshop:publish", args=[draft.pk]), {"drafts": "carry", "cases": "finish"}
    )
    assert response.status_code == 422
    assert "jumlah_peserta" in response.content.decode() or "Jumlah peserta" in response.content.decode()
    assert not services.all_services().filter(slug="izin-pakai-ruang-balai-kota").exists()


def test_a_fault_is_shown_where_it_belongs(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    actions.put(draft, "pertanyaan", "jumlah_peserta", {"when": "tak_ada > 3"}, by=hasan)
    draft.refresh_from_db()
    (fault,) = queries.faults(draft)
    assert (fault.section, fault.part, fault.key) == ("isian", "pertanyaan", "jumlah_peserta")
    client.force_login(hasan)
    page = client.get(reverse("workshop:item", args=[draft.pk, "pertanyaan", "jumlah_peserta"]))
    assert "tak_ada" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    ["draft", "about", "outline", "letter", "examples", "publishing", "download", "letter_pdf"],
)
def test_every_page_of_a_draft_opens(name: str, hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(hasan)
    assert client.get(reverse(f"workshop:{name}", args=[draft.pk])).status_code == 200


def test_lists_items_and_conditions_open(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(hasan)
    for part in methods.PARTS:
        for row in methods.items(draft.definition, part):
            key = methods.key_of(part, row)
            assert client.get(reverse("workshop:item", args=[draft.pk, part, key])).status_code == 200
            if part in methods.WITH_CONDITION:
                assert (
                    client.get(reverse("workshop:condition", args=[draft.pk, part, key])).status_code == 200
                )
        assert client.get(reverse("workshop:new_item", args=[draft.pk, part])).status_code == 200
    for part in methods.LISTED:
        assert client.get(reverse("workshop:listing", args=[draft.pk, part])).status_code == 200
    assert client.get(reverse("workshop:index")).status_code == 200
    assert client.get(reverse("workshop:bring")).status_code == 200


def test_a_condition_is_built_and_read_back(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(hasan)
    url = reverse("workshop:save_condition", args=[draft.pk, "pertanyaan", "tanggal_pakai"])
    half = client.post(url, {"s0-question": "jenis_kegiatan", "s0-how": "is", "s0-value": ""})
    assert half.status_code == 422
    assert "Rapat warga" in half.content.decode()
    data = {
        "s0-question": "jenis_kegiatan", "s0-how": "is", "s0-value": "rapat",
        "s1-question": "jumlah_peserta", "s1-how": "more", "s1-value": "50", "joiner": "atau",
    }  # fmt: skip
    assert client.post(url, data).status_code == 303
    draft.refresh_from_db()
    row = methods.item(draft.definition, "pertanyaan", "tanggal_pakai")
    assert row is not None
    assert row["when"] == "jenis_kegiatan == 'rapat' || jumlah_peserta > 50"
    page = client.get(
        reverse("workshop:condition", args=[draft.pk, "pertanyaan", "tanggal_pakai"])
    ).content.decode()
    assert "“Jenis kegiatan” adalah Rapat warga atau “Jumlah peserta” lebih dari 50" in page


def test_what_was_typed_wrong_stays_on_the_page(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(hasan)
    url = reverse("workshop:save_item", args=[draft.pk, "pertanyaan", "jumlah_peserta"])
    posted = {
        "label": "Jumlah orang",
        "kind": "integer",
        "page": "tentang_kegiatan",
        "min": "banyak",
        "max": "300",
    }
    response = client.post(url, posted)
    assert response.status_code == 422
    assert 'value="banyak"' in response.content.decode()
    assert 'value="Jumlah orang"' in response.content.decode()


def test_the_letter_is_drawn_while_it_is_typed(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(hasan)
    posted = {"title": "Izin", "paragraphs": "Untuk {nama_kegiatan}.\n\nSalam."}
    url = reverse("workshop:try_letter", args=[draft.pk])
    part = client.post(url, posted, headers={"HX-Request": "true", "HX-Target": "pratinjau"}).content.decode()
    assert "data:image/png;base64," in part
    assert "<html" not in part
    draft.refresh_from_db()
    assert draft.definition["letter"]["title"] == "Izin Pakai Ruang Balai Kota"
    wrong = client.post(url, posted | {"paragraphs": "{tidak_ada}"}).content.decode()
    assert "Tidak ada pertanyaan bernama {tidak_ada}" in wrong


def test_examples_are_filled_in_on_the_real_form(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(hasan)
    added = client.post(reverse("workshop:add_example", args=[draft.pk]), {"title": "Rapat: tanpa denah"})
    assert added["Location"] == reverse("workshop:example", args=[draft.pk, 1])
    page = reverse("workshop:example_page", args=[draft.pk, 1, "tentang_kegiatan"])
    assert client.get(page).status_code == 200
    answers = {"_asked": "nama_kegiatan,jenis_kegiatan,jumlah_peserta", "nama_kegiatan": "Rapat RT"}
    saved = client.post(f"{page}simpan/", answers | {"jenis_kegiatan": "rapat", "jumlah_peserta": "300"})
    assert saved.status_code == 303
    client.post(reverse("workshop:expect", args=[draft.pk, 1]))
    draft.refresh_from_db()
    (row,) = draft.definition["examples"]
    assert row["answers"] == {"nama_kegiatan": "Rapat RT", "jenis_kegiatan": "rapat", "jumlah_peserta": 300}
    assert row["without"] == ["denah_pameran"]
    assert row["documents"] == []
    assert len(row["findings"]) == 1
    assert queries.faults(draft) == []


def test_an_import_shows_the_difference_first(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    actions.publish(draft, drafts="carry", cases="finish", by=hasan)
    file = queries.text(draft).replace("Nama kegiatan", "Nama acara")
    client.force_login(hasan)
    seen = client.post(reverse("workshop:look_over"), {"text": file})
    assert seen.status_code == 200
    assert "Nama acara" in seen.content.decode()
    assert queries.drafts(hasan) == []
    brought = client.post(reverse("workshop:bring_in"), {"text": file})
    assert brought.status_code == 303
    (new,) = queries.drafts(hasan)
    assert new.based_on is not None
    assert parse(queries.text(new)) == parse(file)
    broken = client.post(reverse("workshop:look_over"), {"text": "code = "})
    assert broken.status_code == 422
    assert "bukan TOML" in broken.content.decode()


def test_a_published_service_is_changed_from_its_edition(hasan: Person, client: Client) -> None:
    first = make_room_permit(hasan)
    edition = actions.publish(first, drafts="carry", cases="finish", by=hasan)
    client.force_login(hasan)
    begun = client.post(reverse("workshop:revise", args=[edition.service.slug]))
    again = client.post(reverse("workshop:revise", args=[edition.service.slug]))
    assert begun["Location"] == again["Location"]
    draft = ServiceDraft.objects.get(published=None)
    assert queries.difference(draft) == []
    actions.put(draft, "pertanyaan", "jumlah_peserta", {"label": "Banyaknya peserta"}, by=hasan)
    draft.refresh_from_db()
    (change,) = queries.difference(draft)
    assert (change.before, change.after) == ("Jumlah peserta", "Banyaknya peserta")


@pytest.mark.parametrize("who", ["sari", "wulan", "anwar", "mega", "intan"])
def test_the_workshop_does_not_exist_for_others(who: str, hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    client.force_login(getattr(cast, who)())
    for url in (reverse("workshop:index"), draft.get_absolute_url(), reverse("workshop:bring")):
        assert client.get(url).status_code == 404
    url = reverse("workshop:describe", args=[draft.pk])
    assert client.post(url, {"name": "Milik saya"}).status_code == 404
    draft.refresh_from_db()
    assert draft.name == "Izin pakai ruang balai kota"


def test_a_head_writes_for_their_own_desk_only(hasan: Person, ratna: Person, client: Client) -> None:
    cast.the_desk()
    cast.the_desk("inspektorat")
    theirs = make_room_permit(hasan)
    other = actions.begin("Layanan inspektorat", by=hasan)
    actions.describe(other, {"desk": "inspektorat"}, by=hasan)
    client.force_login(ratna)
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    page: Any = client.get(reverse("workshop:about", args=[theirs.pk])).content.decode()
    assert "Inspektorat" not in re.sub(r"<head>.*?</head>", "", page, flags=re.S)


def test_a_draft_that_is_not_there_is_not_found(hasan: Person, client: Client) -> None:
    client.force_login(hasan)
    assert client.get(reverse("workshop:draft", args=[uuid.uuid4()])).status_code == 404


def test_a_published_draft_is_history(hasan: Person, client: Client) -> None:
    draft = make_room_permit(hasan)
    actions.publish(draft, drafts="carry", cases="finish", by=hasan)
    client.force_login(hasan)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert (
        client.post(
            reverse("workshop:move", args=[draft.pk, "langkah", "putusan"]), {"ke": "naik"}
        ).status_code
        == 404
    )


def test_the_whole_house_is_the_same_after_writing_it_again() -> None:
    """Every service file of the house: read as a table, written as TOML, it says the same."""
    files = services.service_files()
    assert files
    for file in files:
        text = services.service_text(file)
        if not services.faults_of(text):
            assert parse(methods.toml_of(methods.table_of(text))) == parse(text), file.name
