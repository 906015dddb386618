"""Pages that say no, and help."""

import pytest
from django.test import Client, RequestFactory

from balaikota.kit.errors import Refusal
from balaikota.kit.middleware import Refusals

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_offers_the_search(client: Client) -> None:
    response = client.get("/tidak-ada/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in html
    assert 'action="/cari/"' in html
    assert response["X-Request-Id"] in html


def test_a_form_left_open_too_long_says_how_to_go_on() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/keluar/", headers={"referer": "http://testserver/akun/"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "terlalu lama terbuka" in html
    assert 'href="http://testserver/akun/"' in html


def test_a_form_from_elsewhere_is_not_sent_back_there() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/keluar/", headers={"referer": "https://jahat.example/"})
    assert "jahat.example" not in response.content.decode()


def test_a_refusal_says_its_sentence_and_what_to_do_next(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.id = "0123456789abcdef"
    page = Refusals(lambda _: None).process_exception(request, Refusal("Permohonan ini sudah <diputus>."))
    assert page is not None
    html = page.content.decode()
    assert page.status_code == 403
    assert "Permohonan ini sudah &lt;diputus&gt;." in html
    assert "0123456789abcdef" in html
    assert 'href="/permohonan/"' in html
