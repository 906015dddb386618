"""A buyer finds what is sold, however it is spelt, and is helped where nothing is."""

import re

import pytest
from django.test import Client
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.products.display import actions as display
from balaikota.products.display.models import Card
from balaikota.products.finding import queries
from balaikota.products.finding.methods import Filters
from balaikota.products.listings import actions as listings
from balaikota.products.listings.models import Product

from .conftest import Offer


def titles(text: str = "", **asked: object) -> list[str]:
    found = queries.find(Filters(text=text, **asked))  # type: ignore[arg-type]
    return [re.findall(r'goods-name">([^<]+)', html)[0] for html, _seller, _km in found.cards]


def test_a_published_product_is_found_after_its_event(keripik_pedas: Product) -> None:
    cast.run_jobs()
    assert titles("keripik") == ["Keripik singkong pedas"]


def test_a_product_taken_off_is_found_no_more(offer: Offer, tono: Person) -> None:
    product = offer("Keripik pisang")
    listings.hide(product, by=tono)
    cast.run_jobs()
    assert titles("keripik") == []
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kripik", "Keripik pisang"), ("krupuk", "Kerupuk udang"), ("sendal", "Sandal kulit"), ("kemeja", "Kemeja batik"),
        ("bolu pisang tanpa gula", "Bolu pisang less sugar"), ("kaos oblong cwe", "Kaus wanita katun"),
        ("souvenir", "Suvenir pernikahan"), ("teri", "Teri medan"), ("kopi sidikalang", "Kopi robusta Sidikalang"),
        ("kerpik pisang", "Keripik pisang"), ("roubsta", "Kopi robusta Sidikalang"), ("pisang", "Pisang sale"),
    ],
)  # fmt: skip
def test_buyers_find_what_they_mean(offer: Offer, asked: str, found: str) -> None:
    for name in ("Keripik pisang", "Kerupuk udang", "Sandal kulit", "Kemeja batik", "Meja batik jati", "Bolu pisang keju",
                 "Bolu pisang less sugar", "Kaus wanita katun", "Kaus pria polos", "Suvenir pernikahan", "Teri medan",
                 "Kopi robusta Sidikalang", "Kopi susu botol", "Ulos sadum", "Salep oles", "Pisang sale"):  # fmt: skip
        offer(name)
    assert titles(asked)[:1] == [found]


@pytest.mark.parametrize(
    ("asked", "never"), [("kemeja", "Meja lipat"), ("asi", "Terasi udang"), ("oles", "Ulos sadum")]
)
def test_a_word_is_not_another_that_looks_like_it(offer: Offer, asked: str, never: str) -> None:
    offer(never)
    assert never not in titles(asked)


def test_filters_and_counts_go_together(offer: Offer) -> None:
    offer("Keripik pisang", price=10_000)
    offer("Keripik ubi", price=25_000, deliveries=["seller_courier"])
    offer("Sandal kulit", "FSN-05", price=90_000, seller="Kulit Jaya")
    assert titles("keripik", most=20_000) == ["Keripik pisang"]
    assert titles("", delivery="seller_courier") == ["Keripik ubi"]
    assert titles("", category="MKN", sort="mahal") == ["Keripik ubi", "Keripik pisang"]
    counts = queries.find(Filters(text="keripik")).counts
    assert counts["total"] == 2
    assert counts["categories"] == {"MKN-01": 2}
    assert counts["marks"]["pickup"] == 1


@pytest.mark.parametrize("asked", [{}, {"category": "MKN-01"}, {"sort": "murah"}, {"sort": "mahal"}, {"sort": "baru"},
                                   {"text": "keripik"}, {"text": "keripik", "sort": "murah"}])  # fmt: skip
def test_page_by_page_every_product_comes_once(offer: Offer, asked: dict[str, str]) -> None:
    names = {
        f"Keripik rasa {word}" for word in ("asin", "balado", "coklat", "durian", "ebi", "gurih", "jahe")
    }
    for at, name in enumerate(sorted(names)):
        offer(name, seller=f"Usaha {at % 3}", price=10_000 + at // 2)
    seen: list[str] = []
    after = None
    for _page in range(10):
        found = queries.find(Filters(**asked, after=after), most=2)  # type: ignore[arg-type]
        seen += [re.findall(r'goods-name">([^<]+)', html)[0] for html, _seller, _km in found.cards]
        if not found.after:
            break
        after = tuple(int(part) for part in found.after.split("."))  # type: ignore[assignment]
    assert sorted(seen) == sorted(names)


def test_one_product_of_each_seller_comes_before_the_second_of_any(offer: Offer) -> None:
    for at in range(4):
        offer(f"Keripik jenis {at}", seller="Usaha besar")
    offer("Keripik satu-satunya", seller="Usaha kecil")
    Card.objects.update(is_complete=True)
    display._rank()
    assert "Keripik satu-satunya" in titles()[:2]


@pytest.mark.parametrize(
    ("typed", "meant"), [("sirup makisa", "sirup markisa"), ("sambal andlaiman", "sambal andaliman")]
)
def test_a_slip_of_the_finger_finds_what_was_meant_and_says_so(
    client: Client, offer: Offer, typed: str, meant: str
) -> None:
    offer("Sirup markisa asli", "MNM-04")
    offer("Sambal andaliman", "MKN-09")
    page = client.get("/katalog/cari/", {"q": typed}).text
    assert f"Ini hasil untuk <strong>{meant}</strong>" in page
    assert titles(typed) == [meant.capitalize() + (" asli" if "markisa" in meant else "")]


def test_pages_answer_with_and_without_a_session(client: Client, offer: Offer, sari: Person) -> None:
    offer("Keripik pisang")
    display.recount()
    for path in (
        "/katalog/",
        "/katalog/cari/?q=kripik",
        "/katalog/cari/?q=zzzz",
        "/katalog/cari/",
        "/katalog/urutan/",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert "\x02" not in page.text
        assert "\x1f" not in page.text
        assert client.get(path, headers={"If-None-Match": page["ETag"]}).status_code == 304
    assert "Keripik pisang" in client.get("/katalog/cari/?q=kripik").text
    assert "Keripik pisang" in client.get("/katalog/").text
    client.force_login(sari)
    assert "Keripik pisang" in client.get("/katalog/cari/?q=kripik").text


def test_a_seller_cannot_write_html_into_the_catalogue(client: Client, offer: Offer) -> None:
    offer("Keripik <script>alert(1)</script> \x1f0\x1f")
    text = client.get("/katalog/cari/?q=keripik").text
    assert "<script>alert" not in text
    assert "mulai alert" not in text


def test_a_price_that_cannot_be_read_is_asked_about(client: Client, offer: Offer) -> None:
    offer("Keripik pisang")
    page = client.get("/katalog/cari/?q=keripik&dari=murah+banget&sampai=20rb")
    assert page.status_code == 422
    assert 'value="murah banget"' in page.text
    assert "Keripik pisang" in page.text
    swapped = client.get("/katalog/cari/?dari=20rb&sampai=10rb")
    assert swapped.status_code == 422
    assert "Tukar keduanya" in swapped.text


@pytest.mark.parametrize("asked", ["sesudah=1.2.3", "sesudah=a.b.c.d", "sesudah=9.9.9.99999999999999999999", "dekat=1",
                                   "dekat=nan,1", "dekat=3.6,98.7", "kategori=ZZZ", "kecamatan=99", "q=%F0%9F%8D%8C",
                                   "q=()%26!",                                   "q=" + "a" * 300, "urut=x&izin=x&terima=x",
                                   "q=keripik&urut=baru&sesudah=1.2.3.4"])  # fmt: skip
def test_no_address_breaks_the_search(client: Client, offer: Offer, asked: str) -> None:
    offer("Keripik pisang")
    assert client.get(f"/katalog/cari/?{asked}").status_code == 200


def test_a_page_without_products_helps(client: Client, offer: Offer) -> None:
    offer("Keripik pisang")
    display.recount()
    page = client.get("/katalog/cari/?q=keripik+zzzz&izin=sni").text
    assert "keripik (1)" in page
    assert "tanpa saringan" in page
    assert "/cari/?q=keripik%20zzzz" in page


def test_suggestions_while_typing(client: Client, offer: Offer) -> None:
    offer("Keripik pisang")
    told = client.get("/katalog/cari/?q=keri", headers={"HX-Request": "true", "HX-Target": "saran"}).text
    assert "<html" not in told
    assert "Keripik pisang" in told
    assert "?q=keripik" in told


def test_the_number_of_queries_does_not_grow(
    client: Client, offer: Offer, django_assert_max_num_queries: object
) -> None:
    for at in range(30):
        offer(f"Keripik nomor {at}", seller=f"Usaha {at % 5}")
    for path, most in (("/katalog/cari/?q=keripik", 2), ("/katalog/cari/?kategori=MKN&siap=1", 1)):
        client.get(path)
        with django_assert_max_num_queries(most + 3):  # type: ignore[operator]  # begin, read only, warnings
            client.get(path)
