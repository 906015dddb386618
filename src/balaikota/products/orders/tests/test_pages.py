"""Carts and orders as buyers and sellers see them."""

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from balaikota.foundation.people.models import Person
from balaikota.products.listings import actions as listings
from balaikota.products.listings.models import Product
from balaikota.products.orders import actions, methods, queries
from balaikota.products.orders.models import Order, State
from balaikota.products.orders.tests.conftest import ordered, received, wanted

CART = "/katalog/keranjang/"


def put(client: Client, product: Product, count: int = 2) -> None:
    answer = client.post(reverse("orders:put"), {"code": product.code, "count": count})
    assert (answer.status_code, answer["Location"]) == (303, CART)


def test_a_visitors_cart_comes_along_when_they_sign_in(
    client: Client, keripik_pedas: Product, bolu: Product, sari: Person
) -> None:
    put(client, keripik_pedas)
    put(client, bolu)
    assert "Masukkan keranjang" in client.get(bolu.get_absolute_url()).content.decode()
    page = client.get(CART).content.decode()
    assert "Keripik singkong pedas" in page
    assert "Masuk dahulu" in page
    assert client.post(reverse("orders:place"), {}).status_code == 302
    client.force_login(sari)
    answer = client.get(CART)
    form = answer.context["form"]
    said = {"key": form["key"].value(), "phone": "0812 3456 7890"}
    assert client.post(reverse("orders:place"), said).status_code == 422
    said |= {f"way-{each.enterprise.number}": "pickup" for each in (keripik_pedas, bolu)}
    assert client.post(reverse("orders:place"), said)["Location"] == "/katalog/pesanan/"
    assert client.post(reverse("orders:place"), said)["Location"] == "/katalog/pesanan/"
    assert queries.of_buyer(sari).count() == 2
    assert Order.objects.filter(phone="+6281234567890").count() == 2


def test_what_is_typed_stays_when_something_is_missing(
    client: Client, keripik_pedas: Product, sari: Person
) -> None:
    client.force_login(sari)
    put(client, keripik_pedas)
    way = f"way-{keripik_pedas.enterprise.number}"
    answer = client.post(
        reverse("orders:place"), {"key": str(uuid.uuid4()), "phone": "0812 3456 7890", way: "seller_courier"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tulis alamatnya" in page
    assert "0812 3456 7890" in page


def test_counts_are_changed_and_things_taken_out(client: Client, keripik_pedas: Product) -> None:
    put(client, keripik_pedas)
    key = f"count-{keripik_pedas.code}:0"
    first = re.search(r'<form id="jumlah".*?<button[^>]*>', client.get(CART).content.decode(), re.DOTALL)
    assert first
    assert 'value="0"' not in first.group()
    client.post(reverse("orders:set_counts"), {key: "5"})
    assert client.session["cart"] == {f"{keripik_pedas.code}:0": 5}
    client.post(reverse("orders:set_counts"), {key: "lima"})
    assert client.session["cart"] == {f"{keripik_pedas.code}:0": 5}
    client.post(reverse("orders:set_counts"), {key: "0"})
    assert "Keranjang Anda kosong" in client.get(CART).content.decode()


def test_what_cannot_be_ordered_says_why(client: Client, keripik_pedas: Product) -> None:
    answer = client.post(reverse("orders:put"), {"code": keripik_pedas.code, "count": 41})
    assert answer.status_code == 422
    assert "Tinggal 40" in answer.content.decode()
    assert client.post(reverse("orders:put"), {"code": "tidakada", "count": 1}).status_code == 404
    assert client.post(reverse("orders:put"), {"code": keripik_pedas.code, "count": "-3"}).status_code == 422


def test_buyer_and_seller_see_an_order_and_nobody_else(
    client: Client, keripik_pedas: Product, sari: Person, tono: Person, budi: Person
) -> None:
    order = ordered(keripik_pedas, sari)
    for person, status in ((sari, 200), (tono, 200), (budi, 404)):
        client.force_login(person)
        assert client.get(order.get_absolute_url()).status_code == status
    client.force_login(tono)
    page = client.get(order.get_absolute_url()).content.decode()
    assert "Saya sanggup" in page
    assert "https://wa.me/6281234567890?text=" in page


def test_the_order_walks_through_its_pages(
    client: Client, keripik_pedas: Product, sari: Person, tono: Person
) -> None:
    url = ordered(keripik_pedas, sari).get_absolute_url()
    client.force_login(tono)
    assert client.post(f"{url}tolak/", {}).status_code == 422
    for step, said in (("sanggup", {"delivery_cost": "5rb"}), ("siap", {}), ("serahkan", {})):
        assert client.post(f"{url}{step}/", said).status_code == 303, step
    assert client.post(f"{url}sanggup/", {}).status_code == 409
    client.force_login(sari)
    assert "Sudah saya terima" in client.get(url).content.decode()
    assert client.post(f"{url}terima/").status_code == 303
    assert "Beri ulasan" in client.get(url).content.decode()
    assert Order.objects.get().sum == 35_000


def test_the_qris_picture_is_seen_once_the_order_is_accepted(
    client: Client, keripik_pedas: Product, sari: Person, tono: Person, budi: Person
) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (600, 600), "white").save(drawn, "PNG")
    client.force_login(tono)
    shop = reverse("orders:arrange", args=[keripik_pedas.enterprise.number])
    upload = SimpleUploadedFile("qris.png", drawn.getvalue(), "image/png")
    said = {"is_open": "on", "whatsapp": "0812-0000-0001", "qris": upload}
    assert client.post(shop, said).status_code == 303
    order = ordered(keripik_pedas, sari)
    url = re.search(r"/gambar/[^\s\"]+\.jpg", client.get(shop).content.decode())
    assert url
    for person in (sari, budi):
        client.force_login(person)
        assert client.get(url.group()).status_code == 404
    actions.accept(order, {}, delivery_cost=None, message="", by=tono)
    client.force_login(sari)
    assert client.get(url.group()).status_code == 200
    assert "Bayar dengan QRIS" in client.get(order.get_absolute_url()).content.decode()


def test_a_shut_shop_takes_no_orders(
    client: Client, keripik_pedas: Product, tono: Person, sari: Person
) -> None:
    actions.arrange(keripik_pedas.enterprise, whatsapp="", is_open=False, qris=None, by=tono)
    assert "sedang tidak dapat dipesan" in client.get(keripik_pedas.get_absolute_url()).content.decode()
    client.force_login(sari)
    actions.put([wanted(keripik_pedas)], by=sari)
    assert "tidak menerima pesanan" in client.get(CART).content.decode()


def test_a_broken_picture_is_refused_and_the_rest_stays(
    client: Client, keripik_pedas: Product, tono: Person
) -> None:
    client.force_login(tono)
    upload = SimpleUploadedFile("qris.png", b"bukan gambar", "image/png")
    shop = reverse("orders:arrange", args=[keripik_pedas.enterprise.number])
    answer = client.post(shop, {"is_open": "on", "whatsapp": "0812-0000-0001", "qris": upload})
    assert answer.status_code == 422
    assert "0812-0000-0001" in answer.content.decode()


def test_repeating_fills_the_cart(client: Client, keripik_pedas: Product, sari: Person, tono: Person) -> None:
    order = received(keripik_pedas, sari, tono, 3)
    client.force_login(sari)
    assert client.post(f"{order.get_absolute_url()}ulang/")["Location"] == CART
    assert [each.count for each in queries.wanted_by(sari)] == [3]
    listings.hide(keripik_pedas, by=tono)
    assert "Sedang tidak dijual" in client.get(CART).content.decode()


def test_lists_ask_the_same_whatever_their_length(
    client: Client,
    keripik_pedas: Product,
    sari: Person,
    tono: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _order in range(12):
        ordered(keripik_pedas, sari, 1)
    client.force_login(sari)
    client.get("/katalog/pesanan/")
    with django_assert_max_num_queries(12):
        client.get("/katalog/pesanan/")
    client.force_login(tono)
    desk = reverse("orders:desk", args=[keripik_pedas.enterprise.number])
    client.get(desk)
    with django_assert_max_num_queries(16):
        client.get(desk)


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 40_000), (9, 40_000), (10, 35_000), (49, 35_000), (50, 30_000)]
)
def test_the_step_that_is_reached_sets_the_price(count: int, expected: int) -> None:
    assert methods.price_of("fixed", 40_000, [[10, 35_000], [50, 30_000]], count) == expected


def test_a_price_that_is_not_fixed_is_asked() -> None:
    assert methods.price_of("from", 40_000, [], 1) is None
    assert methods.price_of("fixed", None, [], 1) is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (59, "satu jam"),
        (3600, "satu jam"),
        (3601, "2 jam"),
        (86_399, "24 jam"),
        (86_400, "1 hari"),
        (200_000, "3 hari"),
    ],
)
def test_answer_times_are_rounded_up(seconds: int, said: str) -> None:
    assert methods.answers_within(seconds) == f"biasanya menjawab dalam {said}"


def test_a_message_goes_to_digits_only() -> None:
    assert (
        methods.whatsapp("+6281200000001", "Halo & salam")
        == "https://wa.me/6281200000001?text=Halo%20%26%20salam"
    )
    assert methods.whatsapp("", "Halo") == ""
    assert methods.whatsapp("+62812x", "Halo") == ""


def test_the_evidence_and_the_parts_name_this_room(
    keripik_pedas: Product, sari: Person, tono: Person
) -> None:
    order = ordered(keripik_pedas, sari)
    (mine,), (shops,) = queries.own_items(sari), queries.own_items(tono)
    assert (mine.number, shops.is_waiting) == (order.number, True)
    ((name, packed),) = queries.pack(sari)
    assert (name, order.number.encode() in packed) == ("pesanan/pesanan.json", True)
    assert order.state == State.PLACED
