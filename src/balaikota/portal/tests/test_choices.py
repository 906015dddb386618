"""Language and colours are the visitor's own, without an account and without JavaScript."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_language_is_chosen_with_a_plain_form(client: Client) -> None:
    response = client.post("/bahasa/", {"language": "en", "next": "/tentang/"})
    assert response.status_code == 302
    assert response["Location"] == "/tentang/"
    assert '<html lang="en"' in client.get("/tentang/").content.decode()


def test_the_kept_page_follows_the_chosen_language(client: Client) -> None:
    assert '<html lang="id"' in client.get("/").content.decode()
    client.post("/bahasa/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_the_colours_are_chosen_with_a_plain_form(client: Client) -> None:
    assert "data-theme" not in client.get("/").content.decode()
    response = client.post("/tampilan/", {"theme": "gelap", "next": "/layanan/"})
    assert response.status_code == 303
    assert response["Location"] == "/layanan/"
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/tampilan/", {"theme": "otomatis", "next": "/"})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)"])
def test_a_choice_never_leads_out_of_the_city(client: Client, elsewhere: str) -> None:
    assert client.post("/tampilan/", {"theme": "gelap", "next": elsewhere})["Location"] == "/"


def test_nobody_chooses_colours_that_do_not_exist(client: Client) -> None:
    assert client.post("/tampilan/", {"theme": "<b>"}).cookies == {}


@pytest.mark.parametrize("address", ["/bahasa/", "/tampilan/"])
def test_a_choice_is_only_made_by_posting(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405
