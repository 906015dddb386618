"""The seller's few short screens, their list, and the page buyers read."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.products.listings import actions, contract, queries
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product, State
from balaikota.products.listings.tests.drawn import a_photo


def _own(shop: Enterprise) -> str:
    return f"/katalog/toko/{shop.number}/produk/"


def test_the_first_product_is_published_in_four_short_screens(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    at = client.get("/katalog/jual/")
    assert at.status_code == 303
    key = str(uuid.uuid4())
    at = client.post(at["Location"], {"name": "Keripik singkong pedas 250 g", "key": key})
    product = Product.objects.get()
    assert at["Location"] == f"{_own(keripik)}{product.code}/foto/"
    at = client.post(at["Location"], {"photos": [a_photo(1)]})
    assert at.status_code == 303
    page = client.get(f"{_own(keripik)}{product.code}/harga/").content.decode()
    assert 'value="250 g"' in page  # read from the name
    said = {"price": "15rb", "unit": "bungkus", "net": "250 g", "category": "MKN-01"}
    at = client.post(f"{_own(keripik)}{product.code}/harga/", said)
    page = client.get(at["Location"]).content.decode()
    assert "Rp15.000" in page
    assert "Rp6.000 per 100 g" in page
    at = client.post(at["Location"])
    assert at["Location"] == f"/katalog/p/{product.code}/"
    assert "Keripik singkong pedas 250 g" in client.get(at["Location"]).content.decode()
    assert Product.objects.get().state == State.PUBLISHED


def test_the_first_screen_sent_twice_is_one_product(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    said = {"name": "Keripik", "key": str(uuid.uuid4())}
    first = client.post(f"{_own(keripik)}baru/", said)
    assert client.post(f"{_own(keripik)}baru/", said)["Location"] == first["Location"]
    assert Product.objects.count() == 1


def test_who_has_no_business_is_told_what_to_do(client: Client, city: None, budi: Person) -> None:
    client.force_login(budi)
    assert "/umkm/daftar/" in client.get("/katalog/jual/").content.decode()


def test_who_has_two_businesses_chooses(client: Client, keripik: Enterprise, tono: Person) -> None:
    register.register(register.Entry("Jahit Tono"), by=tono)
    client.force_login(tono)
    page = client.get("/katalog/jual/").content.decode()
    assert "Keripik Tono" in page
    assert "Jahit Tono" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("15,000", "Koma di sini"),
        ("gocap", "Rp50.000"),
        ("0", "Nol di sini"),
        ("Rp -15.000", "kurang dari nol"),
        ("", "perlu diperbaiki"),
    ],
)
def test_a_price_that_may_mean_two_things_is_asked_and_nothing_is_lost(
    client: Client, keripik: Enterprise, tono: Person, typed: str, sentence: str
) -> None:
    product = actions.write(keripik, Said({"name": "Keripik"}), by=tono)
    client.force_login(tono)
    said = {"price": typed, "unit": "toples besar", "net": "", "category": "MKN-01"}
    answer = client.post(f"{_own(keripik)}{product.code}/harga/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "toples besar" in page
    assert typed in page


def test_what_is_no_photo_is_said_and_the_others_are_kept(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    product = actions.write(keripik, Said({"name": "Keripik"}), by=tono)
    client.force_login(tono)
    note = SimpleUploadedFile("catatan.txt", b"bukan foto", "text/plain")
    answer = client.post(f"{_own(keripik)}{product.code}/foto/", {"photos": [a_photo(5), note]})
    assert answer.status_code == 422
    assert "catatan.txt" in answer.content.decode()
    assert product.photos.count() == 1


def test_photos_are_put_first_cropped_and_dropped(client: Client, keripik: Enterprise, tono: Person) -> None:
    product = actions.write(keripik, Said({"name": "Keripik"}), by=tono)
    client.force_login(tono)
    address = f"{_own(keripik)}{product.code}/foto/"
    client.post(address, {"photos": [a_photo(1), a_photo(2)]})
    first, second = [photo.picture_id for photo in queries.photos_of([product])]
    client.post(f"{address}{second}/utama/")
    assert [photo.picture_id for photo in queries.photos_of([product])] == [second, first]
    client.post(f"{address}{second}/potong/", {"at": "80"})
    assert product.photos.get(picture_id=second).crop == 80
    client.post(f"{address}{first}/hapus/")
    assert product.photos.count() == 1
    assert client.get(address).status_code == 200


def _typed(**more: str) -> dict[str, Any]:
    return {
        "name": "Keripik singkong pedas", "category": "MKN-01", "price": "15rb", "unit": "bungkus",
        "availability": "in_stock",
    } | more  # fmt: skip


def test_everything_is_changed_on_one_page(
    client: Client, keripik_pedas: Product, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    address = f"{_own(keripik)}{keripik_pedas.code}/ubah/"
    assert client.get(address).status_code == 200
    said = _typed(
        price="15-20rb", variants="Pedas 250 g, 15rb, stok 10\nManis 250 g", wholesale="10 = 14rb", size="20 x 12 x 5 cm",
        least_order="2", gtin="4006381333931", allergens="kedelai", stock="", deliveries="pickup",
    )  # fmt: skip
    assert client.post(address, said).status_code == 303
    now = Product.objects.get()
    assert (now.basis, now.price, now.price_to, now.least_order, now.stock) == (
        "range",
        15_000,
        20_000,
        2,
        None,
    )
    assert (now.wholesale, now.length_mm, now.gtin, now.allergens) == (
        [[10, 14_000]],
        200,
        "4006381333931",
        ["kedelai"],
    )
    assert [str(each) for each in now.variants.all()] == ["Pedas 250 g", "Manis 250 g"]
    page = client.get(now.get_absolute_url()).content.decode()
    assert "Manis 250 g" in page
    assert "kedelai" in page
    again = client.get(address).content.decode()
    assert "Pedas 250 g, Rp15.000, stok 10" in again


@pytest.mark.parametrize(
    "wrong",
    [{"price": "murah"}, {"gtin": "123"}, {"variants": "A, 15rb\nA, 16rb"}, {"wholesale": "10 = 99rb"}, {"stock": "-1"},
     {"name": ""}, {"category": "XXX"}, {"size": "besar"}],
)  # fmt: skip
def test_a_slip_in_one_field_loses_nothing(
    client: Client, keripik_pedas: Product, keripik: Enterprise, tono: Person, wrong: dict[str, str]
) -> None:
    client.force_login(tono)
    said = _typed(description="Cerita panjang yang tidak boleh hilang.") | wrong
    answer = client.post(f"{_own(keripik)}{keripik_pedas.code}/ubah/", said)
    assert answer.status_code == 422
    assert "Cerita panjang yang tidak boleh hilang." in answer.content.decode()
    assert Product.objects.get().changed_at == keripik_pedas.changed_at


def test_own_list_says_state_and_lacks_and_counts_stock(
    client: Client, keripik_pedas: Product, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    page = client.get(_own(keripik)).content.decode()
    assert "Tambahkan foto" in page
    client.post(f"{_own(keripik)}{keripik_pedas.code}/stok/", {"stock": "7"})
    assert Product.objects.get().stock == 7
    wrong = client.post(f"{_own(keripik)}{keripik_pedas.code}/stok/", {"stock": "tujuh"})
    assert wrong.status_code == 422
    assert "tujuh" in wrong.content.decode()
    client.post(f"{_own(keripik)}{keripik_pedas.code}/sembunyikan/")
    assert Product.objects.get().state == State.HIDDEN
    assert client.get(keripik_pedas.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(keripik_pedas.get_absolute_url()).status_code == 404


def test_a_business_without_products_is_led_to_the_first(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    assert "Pasang produk pertama" in client.get(_own(keripik)).content.decode()
    assert "e-Katalog" in client.get(keripik.get_absolute_url()).content.decode()


def test_one_seller_never_reaches_anothers_product(
    client: Client, keripik_pedas: Product, keripik: Enterprise, budi: Person
) -> None:
    other = register.register(register.Entry("Keripik Budi"), by=budi)
    client.force_login(budi)
    for address in (
        f"{_own(keripik)}{keripik_pedas.code}/ubah/",
        f"{_own(other)}{keripik_pedas.code}/ubah/",
        _own(keripik),
    ):
        assert client.get(address).status_code == 404
    assert client.post(f"{_own(other)}{keripik_pedas.code}/sembunyikan/").status_code == 404


def test_a_buyer_reads_everything_on_one_page(client: Client, keripik_pedas: Product) -> None:
    page = client.get(keripik_pedas.get_absolute_url()).content.decode()
    for words in ("Rp15.000", "Rp6.000 per 100 g", "Keripik Tono", "60 hari", "minyak kelapa", keripik_pedas.code, "/lapor/",
                  'property="og:title"', 'lang="id"'):  # fmt: skip
        assert words in page


def test_a_draft_is_nobodys_but_its_sellers(
    client: Client, keripik: Enterprise, tono: Person, budi: Person
) -> None:
    draft = actions.write(keripik, Said({"name": "Rahasia"}), by=tono)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(budi)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(tono)
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_rooms_above_fill_their_part_of_the_page(
    client: Client, keripik_pedas: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {
        "a": contract.Part("a", "listings/_seller.html", lambda product, viewer: {"n": 1}, contract.BELOW),
        "b": contract.Part("b", "missing.html", lambda product, viewer: None),
    }
    monkeypatch.setattr(contract, "_parts", parts)
    page = client.get(keripik_pedas.get_absolute_url()).content.decode()
    assert page.count("Keripik Tono") >= 3


PAGE, LIST = 18, 16  # the page with what rooms above add: a cart, reviews, facts for machines


def test_a_product_page_asks_the_same_number_of_questions_however_much_there_is(
    client: Client, keripik_pedas: Product, tono: Person, django_assert_max_num_queries: Any
) -> None:
    said: list[dict[str, Any]] = [{"options": [["rasa", str(n)]]} for n in range(20)]
    actions.change(keripik_pedas, Said(variants=said), by=tono)
    with django_assert_max_num_queries(PAGE):
        client.get(keripik_pedas.get_absolute_url())


def test_the_sellers_list_asks_the_same_number_of_questions_for_many(
    client: Client, keripik: Enterprise, tono: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        actions.write(keripik, Said({"name": f"Keripik {number}", "price": 9_000}), by=tono)
    client.force_login(tono)
    with django_assert_max_num_queries(LIST):
        assert client.get(_own(keripik)).status_code == 200


def test_a_kept_page_tells_the_new_price_and_stock_at_once_and_is_gone_when_it_is_hidden(
    client: Client, keripik_pedas: Product, tono: Person, django_assert_max_num_queries: Any
) -> None:
    address = keripik_pedas.get_absolute_url()
    first = client.get(address)
    with django_assert_max_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    actions.change(keripik_pedas, Said({"price": 17_000}), by=tono)
    assert "Rp17.000" in client.get(address).content.decode()
    actions.take(keripik_pedas, None, 36)
    assert "tinggal 4" in client.get(address).content.decode()
    actions.hide(keripik_pedas, by=tono)
    assert client.get(address).status_code == 404
