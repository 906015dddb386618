"""What anybody finds at the front door."""

import json
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as catalogue_queries
from balaikota.engine.catalogue.models import Service
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.kit.css import assembled
from balaikota.portal import queries

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/layanan/", "/peristiwa/melahirkan/", "/cari/", "/cari/?q=akta", "/tentang/", "/kit/"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_visitor_finds_every_public_page(client: Client, akta: Service, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert "<h1" in html
    assert html.count("<h1") == 1
    assert '<main id="isi"' in html


@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_page_brings_inline_style_or_script(client: Client, akta: Service, address: str) -> None:
    html = client.get(address).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html, re.I)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_home_leads_from_a_life_event_to_its_service(client: Client, akta: Service) -> None:
    home = client.get("/").content.decode()
    assert 'action="/cari/"' in home
    assert 'href="/lacak/"' in home
    assert '<a href="/peristiwa/melahirkan/">' in home
    html = client.get("/peristiwa/melahirkan/").content.decode()
    assert "Saya baru melahirkan" in html
    assert 'href="/layanan/akta-kelahiran/"' in html


def test_a_life_event_without_services_says_so_and_an_unknown_one_is_not_found(client: Client, db) -> None:
    assert "Belum ada layanan daring" in client.get("/peristiwa/usaha/").content.decode()
    assert client.get("/peristiwa/mendaki/").status_code == 404


def test_home_links_only_to_what_is_open_in_this_city(client: Client, db) -> None:
    html = client.get("/").content.decode()
    ways = re.findall(r'<li[^>]*><a href="(/[a-z]+/)"><svg', html)
    assert ways
    assert all(client.get(way).status_code == 200 for way in ways)


def test_a_city_without_services_still_opens_its_door(client: Client) -> None:
    assert client.get("/").status_code == 200
    assert "Belum ada layanan" in client.get("/layanan/").content.decode()


def test_a_service_with_an_unknown_life_event_is_not_lost(client: Client, akta: Service) -> None:
    Service.objects.create(
        slug="lain", name="Layanan aneh", summary="…", desk=akta.desk, life_events=["entah-apa"]
    )
    assert "Layanan aneh" in client.get("/layanan/").content.decode()


def test_searching_finds_the_service_and_says_when_nothing_fits(client: Client, akta: Service) -> None:
    search.put(catalogue_queries.entry(akta))
    html = client.get("/cari/?q=akte").content.decode()
    assert "<mark>Akta</mark> Kelahiran" in html
    assert 'href="/layanan/akta-kelahiran/"' in html
    nothing = client.get("/cari/?q=xyzzy").content.decode()
    assert "Tidak ada yang cocok" in nothing


def test_what_was_searched_is_shown_as_text(client: Client, akta: Service) -> None:
    html = client.get("/cari/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html


def test_the_services_are_sent_again_only_when_it_changed(
    client: Client, akta: Service, ratna: Person
) -> None:
    first = client.get("/layanan/")
    assert client.get("/layanan/", headers={"if-none-match": first["ETag"]}).status_code == 304
    catalogue.close_service(akta, "Pindah kantor.", by=ratna)
    changed = client.get("/layanan/", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Sedang ditutup" in changed.content.decode()


def test_home_asks_the_database_little_and_nothing_for_its_words(
    client: Client, akta: Service, django_assert_max_num_queries
) -> None:
    """Ceilings: two while the page is kept, and those once a second only; ten to draw it (the city and the warnings
    that stand too)."""
    with django_assert_max_num_queries(10):
        client.get("/")
    with django_assert_max_num_queries(2):
        client.get("/")


def test_packed_and_plain_home_are_the_same_page(client: Client, akta: Service) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]


def test_the_kept_home_is_not_shown_to_somebody_signed_in(client: Client, akta: Service, sari) -> None:
    client.get("/")
    client.force_login(sari)
    response = client.get("/")
    assert "ETag" not in response
    assert "Sari" in response.content.decode()


def test_the_page_of_somebody_signed_in_is_never_kept_for_others(client: Client, akta: Service, sari) -> None:
    client.force_login(sari)
    client.get("/")
    assert "Sari" not in Client().get("/").content.decode()


def test_home_sets_no_cookie(client: Client, akta: Service) -> None:
    assert client.get("/").cookies == {}


def test_home_weighs_less_than_60_kilobytes_on_the_wire(client: Client, akta: Service) -> None:
    """Everything a first visit transfers, brotli as WhiteNoise serves it; pictures and font as they are."""
    html = client.get("/").content
    css = assembled().encode()
    names = set(re.findall(r"/aset/((?:kit|portal)/[^\"#]+)", html.decode())) - {"kit/css/balaikota.css"}
    names |= {f"kit/{name}" for name in re.findall(r"url\(\"\.\./([^\"]+)\"\)", css.decode())}
    total = sum(len(brotli.compress(part, quality=9)) for part in (html, css))
    for name in sorted(names):
        body = Path(finders.find(name)).read_bytes()
        total += len(body) if name.endswith("woff2") else len(brotli.compress(body, quality=9))
    assert total < 60_000, f"{total} bytes"


def test_the_city_is_named_from_the_regions_and_shown_without_its_rank(client: Client) -> None:
    from tests.cast import a_kelurahan

    assert queries.city_name() == ""
    a_kelurahan()
    name = queries.city_name()
    assert name
    assert not name.startswith("Kota ")
    assert f'<span class="wordmark-city">{name}</span>' in client.get("/tentang/").content.decode()


def test_the_sample_city_says_so_on_every_page_and_a_real_one_does_not(client: Client, settings) -> None:
    settings.DEMO = True
    assert "Kota contoh." in client.get("/").content.decode()
    settings.DEMO = False
    assert "Kota contoh." not in client.get("/").content.decode()


def test_robots_stay_out_of_what_is_personal(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for place in ("permohonan", "meja", "verifikasi", "akun"):
        assert f"Disallow: /{place}/" in text


def test_the_manifest_names_an_icon(client: Client) -> None:
    body = json.loads(client.get("/manifest.webmanifest").content)
    assert body["icons"][0]["src"].startswith("/aset/kit/img/balai")
    assert client.get("/favicon.ico")["Location"] == body["icons"][0]["src"]
