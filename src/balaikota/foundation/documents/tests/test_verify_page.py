"""The public verify page, and opening one's letters in the browser."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balaikota.foundation.audit.models import Event
from balaikota.foundation.documents import actions
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.files import queries as files
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db

ALetter = Callable[..., Letter]


def address(letter: Letter) -> str:
    return reverse("documents:verdict", args=[letter.token])


def test_anyone_sees_that_a_letter_stands_but_not_whose_it_is(client: Client, a_letter: ALetter) -> None:
    letter = actions.issue(a_letter())
    answer = client.get(address(letter))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "asli dan berlaku" in page
    for told in (letter.title, letter.number_text, letter.agency.name):
        assert told in page
    for hidden in ("Sari", "Ratna", "tinggal"):
        assert hidden not in page


def test_the_page_is_for_no_search_engine_cache_or_other_site(client: Client, a_letter: ALetter) -> None:
    answer = client.get(address(a_letter()))
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"  # no-referrer makes browsers send Origin: null
    assert answer["Cache-Control"] == "no-store"


def test_a_waiting_letter_is_said_not_to_be_out_yet(client: Client, a_letter: ALetter) -> None:
    page = client.get(address(a_letter())).content.decode()
    assert "belum terbit" in page
    assert 'name="salinan"' not in page


def test_a_replaced_letter_names_its_successor(client: Client, a_letter: ALetter) -> None:
    old, new = actions.issue(a_letter()), a_letter()
    actions.replace(old, new)
    page = client.get(address(old)).content.decode()
    assert "sudah diganti" in page
    assert new.number_text in page


def test_a_revoked_letter_is_said_to_be_revoked_without_the_reason(
    client: Client, a_letter: ALetter, signing_head: Person
) -> None:
    letter = actions.issue(a_letter())
    actions.revoke(letter, reason="pemohon berbohong", by=signing_head)
    page = client.get(address(letter)).content.decode()
    assert "sudah dicabut" in page
    assert "berbohong" not in page


def test_an_unknown_token_gets_the_same_page_and_404(client: Client) -> None:
    answer = client.get(reverse("documents:verdict", args=["AAAAAAAAAAAAAAAAAAAAAA"]))
    assert answer.status_code == 404
    assert "tidak dikenal" in answer.content.decode()


def test_a_copy_is_compared_and_not_kept(client: Client, a_letter: ALetter) -> None:
    letter = actions.issue(a_letter())
    content = files.read_bytes(letter.file)
    before = Event.objects.count()
    where = reverse("documents:compare", args=[letter.token])
    for copy, verdict in ((content, "sama persis"), (content + b" ", "berbeda dari surat")):
        answer = client.post(where, {"salinan": SimpleUploadedFile("salinan.pdf", copy)})
        assert answer.status_code == 200
        assert verdict in answer.content.decode()
    assert Event.objects.count() == before


def test_a_browser_with_its_cookie_and_origin_may_compare(a_letter: ALetter) -> None:
    letter, browser = actions.issue(a_letter()), Client(enforce_csrf_checks=True)
    where = reverse("documents:compare", args=[letter.token])
    copy = {"salinan": SimpleUploadedFile("salinan.pdf", files.read_bytes(letter.file))}
    assert browser.post(where, copy, HTTP_ORIGIN="http://testserver").status_code == 403
    page = browser.get(address(letter)).content.decode()
    secret = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    copy["salinan"].seek(0)
    answer = browser.post(where, {**copy, "csrfmiddlewaretoken": secret}, HTTP_ORIGIN="http://testserver")
    assert "sama persis" in answer.content.decode()


def test_comparing_nothing_says_what_to_do(client: Client, a_letter: ALetter) -> None:
    letter = actions.issue(a_letter())
    answer = client.post(reverse("documents:compare", args=[letter.token]))
    assert answer.status_code == 422
    assert "Pilih berkas PDF" in answer.content.decode()
    unknown = reverse("documents:compare", args=["AAAAAAAAAAAAAAAAAAAAAA"])
    assert client.post(unknown, {"salinan": SimpleUploadedFile("a.pdf", b"a")}).status_code == 404


def test_the_code_can_be_typed(client: Client, a_letter: ALetter) -> None:
    letter, where = a_letter(), reverse("documents:verify")
    assert client.get(where).status_code == 200
    answer = client.get(where, {"kode": f" {letter.token} "})
    assert answer.status_code == 303
    assert answer["Location"] == address(letter)
    wrong = client.get(where, {"kode": "AKTA/0001"})
    assert wrong.status_code == 422
    assert "22 huruf" in wrong.content.decode()


def test_the_subject_opens_their_letter(client: Client, a_letter: ALetter, person: Person) -> None:
    letter = a_letter()
    client.force_login(person)
    assert "sedang ditandatangani" in client.get(letter.get_absolute_url()).content.decode()
    actions.issue(letter)
    answer = client.get(letter.get_absolute_url())
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == files.read_bytes(Letter.objects.get(pk=letter.pk).file)
    assert not Event.objects.filter(name="documents.opened").exists()


def test_an_officers_look_is_on_the_subjects_record(
    client: Client, a_letter: ALetter, person: Person, wulan: Person
) -> None:
    letter = actions.issue(a_letter())
    client.force_login(wulan)
    assert client.get(letter.get_absolute_url()).status_code == 200
    look = Event.objects.get(name="documents.opened")
    assert (look.by, look.subject) == (wulan, person)


def test_a_neighbour_finds_no_letter(client: Client, a_letter: ALetter) -> None:
    letter = actions.issue(a_letter())
    client.force_login(Person.objects.create(name="Budi"))
    assert client.get(letter.get_absolute_url()).status_code == 404


def test_without_signing_in_the_letter_asks_who_you_are(client: Client, a_letter: ALetter) -> None:
    assert client.get(a_letter().get_absolute_url())["Location"].startswith("/masuk/")
