"""The pages of the information centre, as its readers and its desk see them."""

import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.foundation.search.models import Row
from balaikota.information.articles import actions, queries
from balaikota.information.articles.models import Article
from balaikota.information.articles.tests.conftest import ENGLISH, SAID, now, out
from balaikota.information.review import queries as review
from balaikota.information.review.models import Stage

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def at_desk(client: Client, fitri: Person) -> Client:
    client.force_login(fitri)
    return client


def typed(**more: Any) -> dict[str, Any]:
    return {**SAID, **more}


def test_the_public_reads_what_is_out_and_nothing_else(
    client: Client, published: Article, fitri: Person
) -> None:
    actions.begin("berita", {**SAID, "title": "Belum terbit"}, by=fitri)
    page = client.get("/informasi/").content.decode()
    assert SAID["title"] in page
    assert "Belum terbit" not in page
    read = client.get(published.get_absolute_url()).content.decode()
    assert "<strong>buku KIA</strong>" in read
    assert "Diperiksa pada" in read
    assert "Rahmat Tarigan" in read


def test_a_form_that_is_sent_twice_begins_one_article(at_desk: Client) -> None:
    """The first answer was lost on its way; what was typed is sent again."""
    shown = at_desk.get("/meja/informasi/baru/berita/").content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', shown)
    assert key
    sent = [at_desk.post("/meja/informasi/baru/berita/mulai/", typed(key=key[1])) for _try in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Article.objects.filter(versions__title=SAID["title"]).count() == 1
    wrong = at_desk.post("/meja/informasi/baru/berita/mulai/", typed(title="", key=key[1]))
    assert key[1] in wrong.content.decode()  # a form that comes back keeps its key


def test_a_draft_has_no_public_page(client: Client, draft: Article) -> None:
    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", ["jenis/berita", "topik/kesehatan"])
def test_it_stands_under_its_kind_and_its_topic(client: Client, published: Article, path: str) -> None:
    assert SAID["title"] in client.get(f"/informasi/{path}/").content.decode()
    assert client.get("/informasi/jenis/puisi/").status_code == 404


def test_who_has_no_english_yet_is_told_so(
    client: Client, published: Article, fitri: Person, rahmat: Person
) -> None:
    client.cookies["django_language"] = "en"
    read = client.get(published.get_absolute_url()).content.decode()
    assert '<article lang="id">' in read
    assert "English" in read
    actions.revise(published, {**SAID, **ENGLISH}, based_on=1, by=fitri)
    out(published, by=fitri, reviewer=rahmat)
    read = client.get(published.get_absolute_url()).content.decode()
    assert '<article lang="en">' in read
    assert ENGLISH["title_en"] in read


def test_a_withdrawn_page_says_why_at_its_address(client: Client, published: Article, rahmat: Person) -> None:
    actions.withdraw(published, reason="Jadwalnya keliru.", by=rahmat)
    page = client.get(published.get_absolute_url())
    assert (page.status_code, "Jadwalnya keliru." in page.content.decode()) == (410, True)
    assert SAID["title"] not in client.get("/informasi/").content.decode()


def test_a_page_past_its_day_says_so(client: Client, published: Article) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Article.objects.filter(pk=published.pk).update(check_by=day, shown_at=timezone.now())
    assert "Mungkin sudah berubah" in client.get(published.get_absolute_url()).content.decode()
    assert "belum diperiksa ulang" in client.get("/informasi/").content.decode()


def test_search_engines_read_what_it_is(
    client: Client, published: Article, fitri: Person, rahmat: Person
) -> None:
    read = client.get(published.get_absolute_url()).content.decode()
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', read, re.S)[1])
    assert (said["@type"], said["headline"]) == ("NewsArticle", SAID["title"])
    assert f'og:title" content="{SAID["title"]}"' in read
    asked = actions.begin("tanya-jawab", {**SAID, "title": "Apa </script> itu?"}, by=fitri)
    out(asked, by=fitri, reviewer=rahmat)
    read = client.get("/informasi/jenis/tanya-jawab/").content.decode()
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', read, re.S)[1])
    assert (said["@type"], said["mainEntity"][0]["name"]) == ("FAQPage", "Apa </script> itu?")
    assert "<details" in read
    assert read.count("<strong>buku KIA</strong>") == 1


def test_a_shared_link_has_a_picture(client: Client, published: Article) -> None:
    answer = client.get(f"{published.get_absolute_url()}kartu.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_a_reader_of_news_subscribes(client: Client, published: Article) -> None:
    answer = client.get("/informasi/umpan.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    (entry,) = ET.fromstring(answer.content).findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{published.pk}"
    assert entry.find(f"{ATOM}title").text == SAID["title"]


def test_the_list_for_search_engines_leads_to_every_page(client: Client, published: Article) -> None:
    lists = [loc.text for loc in ET.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")]
    (ours,) = [each for each in lists if "informasi" in each]
    part = client.get("/" + ours.split("/", 3)[3])
    found = [loc.text for loc in ET.fromstring(part.content).iter(f"{MAP}loc")]
    assert [each for each in found if each.endswith(published.get_absolute_url())]
    assert client.get("/sitemap-informasi-2.xml").status_code == 404
    assert "Sitemap: " in client.get("/robots.txt").content.decode()


def test_a_list_asks_little_however_long_it_is(client: Client, fitri: Person, rahmat: Person) -> None:
    for n in range(14):
        out(actions.begin("berita", {**SAID, "title": f"Kabar {n}"}, by=fitri), by=fitri, reviewer=rahmat)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page = client.get("/informasi/").content.decode()
    assert len(seen) <= 9
    following = re.search(r'href="(\?sesudah=[^"]+)"', page)[1]
    rest = client.get(f"/informasi/{following}").content.decode()
    assert sorted(re.findall(r">Kabar (\d+)<", page + rest), key=int) == [str(n) for n in range(14)]


def test_a_writer_begins_and_a_slip_loses_nothing(at_desk: Client) -> None:
    answer = at_desk.post("/meja/informasi/baru/berita/mulai/", typed(title="", body="Panjang sekali"))
    assert answer.status_code == 422
    assert "Panjang sekali" in answer.content.decode()
    answer = at_desk.post("/meja/informasi/baru/berita/mulai/", typed())
    assert answer.status_code == 303
    assert Article.objects.get().head.title == SAID["title"]


def test_an_uploaded_document_survives_a_slip_elsewhere(
    at_desk: Client, rahmat: Person, fitri: Person
) -> None:
    document = {"kategori": "berkala", "nomor": "LKjIP 2025", "tahun": "2025", "penerbit": "Bappeda"}
    said = typed(**document, upload=cast.a_pdf(), title="")
    answer = at_desk.post("/meja/informasi/baru/dokumen-publik/mulai/", said)
    assert answer.status_code == 422
    kept = re.search(r'name="file" value="([^"]+)"', answer.content.decode())[1]
    answer = at_desk.post("/meja/informasi/baru/dokumen-publik/mulai/", typed(**document, file=kept))
    article = Article.objects.get()
    assert str(article.head.file) == kept
    out(article, by=fitri, reviewer=rahmat)
    anybody = Client()
    page = anybody.get(article.get_absolute_url()).content.decode()
    assert "LKjIP 2025" in page
    opened = anybody.get(f"{article.get_absolute_url()}berkas/")
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert "public" in opened["Cache-Control"]
    assert (
        article.live_id is None or "LKjIP" in anybody.get("/informasi/keterbukaan/berkala/").content.decode()
    )


def test_nobody_publishes_somebody_elses_upload(at_desk: Client, sari: Person) -> None:
    theirs = cast.a_file(sari)
    said = typed(kategori="berkala", file=theirs)
    assert at_desk.post("/meja/informasi/baru/dokumen-publik/mulai/", said).status_code == 404
    assert Article.objects.count() == 0


def test_a_preview_shows_and_keeps_nothing(at_desk: Client, draft: Article) -> None:
    path = f"{draft.desk_url}sunting/pratinjau/"
    page = at_desk.post(path, typed(body="Baru **sekali** <script>", based_on="1")).content.decode()
    assert "<strong>sekali</strong> &lt;script&gt;" in page
    assert "<form" in page
    part = at_desk.post(path, typed(body="Baru"), headers={"HX-Request": "true", "HX-Target": "pratinjau"})
    assert part.content.decode().startswith('<div id="pratinjau">')
    assert len(review.versions(draft)) == 1


def test_two_writers_meet_both_texts(at_desk: Client, draft: Article, rahmat: Person) -> None:
    actions.revise(draft, {**SAID, "title": "Dari rekan"}, based_on=1, by=rahmat)
    answer = at_desk.post(f"{draft.desk_url}sunting/simpan/", typed(title="Dari saya", based_on="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari rekan" in page
    assert 'value="Dari saya"' in page
    answer = at_desk.post(f"{draft.desk_url}sunting/simpan/", typed(title="Dari kami", based_on="2"))
    assert answer.status_code == 303
    assert now(draft).head.title == "Dari kami"


def test_the_review_goes_through_the_browser(at_desk: Client, draft: Article, rahmat: Person) -> None:
    assert at_desk.post(f"{draft.desk_url}kirim/").status_code == 303
    assert at_desk.post(f"{draft.desk_url}terbitkan/", {"number": "1"}).status_code == 403
    reviewer = Client()
    reviewer.force_login(rahmat)
    assert "Terbitkan" in reviewer.get(draft.desk_url).content.decode()
    assert reviewer.post(f"{draft.desk_url}kembalikan/", {"number": "1", "reason": ""}).status_code == 422
    assert reviewer.post(f"{draft.desk_url}terbitkan/", {"number": "1"}).status_code == 303
    assert now(draft).stage == Stage.PUBLISHED


def test_two_versions_lie_side_by_side(at_desk: Client, draft: Article, fitri: Person) -> None:
    actions.revise(draft, {**SAID, "title": "Posyandu buka setiap Minggu"}, based_on=1, by=fitri)
    page = at_desk.get(f"{draft.desk_url}banding/?dari=1&ke=2").content.decode()
    assert re.search(r"<del>.*Sabtu</del><ins>.*Minggu</ins>", page)
    assert at_desk.get(f"{draft.desk_url}banding/?dari=1&ke=99").status_code == 404


def test_a_picture_without_words_is_not_kept(at_desk: Client) -> None:
    said = typed(picture="5ede7e7b-48a3-432c-aa0c-956f06186f79", picture_alt="")
    answer = at_desk.post("/meja/informasi/baru/berita/mulai/", said)
    assert answer.status_code == 422
    assert "Tulis apa yang terlihat" in answer.content.decode()


@pytest.mark.parametrize("who", ["sari", "wulan", "hasan"])
def test_the_desk_is_not_there_for_others(client: Client, draft: Article, who: str, request: Any) -> None:
    client.force_login(request.getfixturevalue(who))
    for path in (
        "/meja/informasi/",
        "/meja/informasi/baru/berita/",
        draft.desk_url,
        f"{draft.desk_url}sunting/",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"{draft.desk_url}tarik/", {"reason": "x"}).status_code == 404


def a_photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(out, "JPEG")
    return SimpleUploadedFile("sungai.jpg", out.getvalue(), "image/jpeg")


def test_a_picture_is_seen_by_all_once_its_text_is_out_and_no_more_when_it_is_withdrawn(
    at_desk: Client, fitri: Person, rahmat: Person
) -> None:
    said = typed(photo=a_photo(), picture_alt="")
    answer = at_desk.post("/meja/informasi/baru/berita/mulai/", said)
    kept = re.search(r'name="picture" value="([^"]+)"', answer.content.decode())[1]
    at_desk.post(
        "/meja/informasi/baru/berita/mulai/", typed(picture=kept, picture_alt="Sungai Deli pagi hari")
    )
    article, anybody = Article.objects.get(), Client()
    shown = f"/gambar/{kept}/320.jpg"
    assert anybody.get(shown).status_code == 404
    out(article, by=fitri, reviewer=rahmat)
    assert anybody.get(shown).status_code == 200
    assert 'alt="Sungai Deli pagi hari"' in anybody.get(article.get_absolute_url()).content.decode()
    assert f"/gambar/{kept}" in anybody.get("/informasi/").content.decode()
    actions.withdraw(now(article), reason="Foto orang lain.", by=rahmat)
    assert anybody.get(shown).status_code == 404


def test_it_is_found_while_it_is_public(
    client: Client, published: Article, fitri: Person, rahmat: Person
) -> None:
    def found() -> list[str]:
        return list(Row.objects.filter(kind="article").values_list("url", flat=True))

    actions.begin("berita", {**SAID, "title": "Naskah rahasia"}, by=fitri)
    assert found() == [published.get_absolute_url()]
    assert [entry.key for entry in queries.Articles().entries()] == [str(published.pk)]
    actions.withdraw(published, reason="Keliru.", by=rahmat)
    assert found() == []
