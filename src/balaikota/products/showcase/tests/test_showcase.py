"""A shop is public with its first product; short links, papers, pictures and fairs."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.products.listings import actions as listings
from balaikota.products.listings.models import Product
from balaikota.products.orders import actions as orders
from balaikota.products.orders.tests.conftest import received
from balaikota.products.reviews import actions as reviews
from balaikota.products.showcase import actions, methods, queries


def test_a_shop_is_public_with_its_first_product_only(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    url = f"/katalog/toko/{keripik.number}/"
    assert client.get(url).status_code == 404
    client.force_login(tono)
    assert "Belum ada produk" in client.get(url).content.decode()


def test_a_shop_tells_what_a_buyer_asks(
    client: Client, keripik_pedas: Product, tono: Person, sari: Person, lina: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    shop = keripik_pedas.enterprise
    permits.check(
        permits.tell(shop, permits.Told("nib", "9120008123456"), by=tono), is_right=True, reason="", by=lina
    )
    ended = timezone.localdate() - timedelta(days=1)
    permits.tell(
        shop, permits.Told("halal", "ID12110000000123456", None, ended - timedelta(days=9), ended), by=tono
    )
    orders.arrange(shop, whatsapp="+6281200000001", is_open=True, qris=None, by=tono)
    order = received(keripik_pedas, sari, tono)
    reviews.review(order, {order.lines.get().pk: (5, "Renyah sekali")}, by=sari)
    url = f"/katalog/toko/{shop.number}/"
    with django_assert_max_num_queries(14):
        page = client.get(url).content.decode()
    for said in (
        "Keripik singkong pedas",
        "Rp15.000",
        "9120008123456",
        "Renyah sekali",
        "wa.me/6281200000001",
        "5,0 dari 5",
    ):
        assert said in page, said
    assert "ID12110000000123456" not in page
    assert sari.name not in page
    assert 'property="og:image"' in page


def test_the_short_link_leads_to_the_shop(client: Client, keripik_pedas: Product) -> None:
    code = methods.short(keripik_pedas.enterprise.number)
    assert (
        client.get(f"/k/{code.upper()}/")["Location"] == f"/katalog/toko/{keripik_pedas.enterprise.number}/"
    )
    assert client.get(f"/k/{code[:-1]}{'0' if code[-1] != '0' else '1'}/").status_code == 404
    assert client.get("/k/…/").status_code == 404


@given(st.integers(2000, 2999), st.integers(0, 999_999))
def test_a_short_link_says_its_number(year: int, number: int) -> None:
    told = f"UMK-{year}-{number:06d}"
    assert methods.long(methods.short(told)) == (told if year > 2000 or number else "")


@given(st.integers(2020, 2099), st.integers(1, 999_999), st.data())
def test_one_misread_sign_opens_no_other_shop(year: int, number: int, data: st.DataObject) -> None:
    code = methods.short(f"UMK-{year}-{number:06d}")
    place = data.draw(st.integers(0, len(code) - 2))
    other = data.draw(st.sampled_from([sign for sign in methods.SIGNS if sign != code[place]]))
    wrong = code[:place] + other + code[place + 1 :]
    shift = (methods.SIGNS.index(other) - methods.SIGNS.index(code[place])) % 31
    assert methods.long(wrong) == "" or shift == 0


@given(st.text(max_size=12))
def test_any_code_is_a_shop_or_none(code: str) -> None:
    assert re.fullmatch(r"(UMK-\d{4}-\d{6})?", methods.long(code))


def test_the_papers_of_a_shop(client: Client, keripik_pedas: Product) -> None:
    url = f"/katalog/toko/{keripik_pedas.enterprise.number}/"
    for paper in ("poster.pdf", "katalog.pdf"):
        answer = client.get(f"{url}{paper}")
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-"), paper
    with Image.open(io.BytesIO(client.get(f"{url}kartu.png").content)) as drawn:
        assert drawn.size == (1200, 630)
    district = keripik_pedas.enterprise.kelurahan.parent
    assert client.get(f"/katalog/cetak/{district.code}/katalog.pdf").content[:5] == b"%PDF-"
    assert client.get("/katalog/cetak/99.99.99/katalog.pdf").status_code == 404
    assert f"{district.code}/katalog.pdf" in client.get("/katalog/cetak/").content.decode()


def test_a_hidden_product_is_in_no_paper_and_no_shop(
    client: Client, keripik_pedas: Product, tono: Person
) -> None:
    listings.hide(keripik_pedas, by=tono)
    assert client.get(f"/katalog/toko/{keripik_pedas.enterprise.number}/").status_code == 404
    assert client.get(f"/katalog/toko/{keripik_pedas.enterprise.number}/kartu.png").status_code == 404


def test_an_officer_chooses_the_sellers_of_a_fair(
    client: Client, keripik_pedas: Product, rina: Person, budi: Person
) -> None:
    today, number = timezone.localdate(), keripik_pedas.enterprise.number
    client.force_login(budi)
    assert client.get("/katalog/petugas/bazar/").status_code == 404
    with pytest.raises(Refusal):
        actions.announce("Bazar", "Lapangan", today, today, by=budi)
    client.force_login(rina)
    said = {"name": "Bazar", "place": "Lapangan", "on": f"{today:%Y-%m-%d}", "until_on": "2020-01-01"}
    assert client.post("/katalog/petugas/bazar/", said).status_code == 422
    answer = client.post("/katalog/petugas/bazar/", said | {"until_on": f"{today:%Y-%m-%d}"})
    arrange = answer["Location"]
    assert "Keripik Tono" in client.get(f"{arrange}?q=singkong").content.decode()
    assert client.post(f"{arrange}tambah/", {"number": number, "spot": "A1"}).status_code == 303
    fair = queries.fairs().get()
    client.logout()
    assert "Lapak A1" in client.get(fair.get_absolute_url()).content.decode()
    assert client.get(f"{fair.get_absolute_url()}katalog.pdf").content[:5] == b"%PDF-"
    assert client.get(f"/katalog/bazar/{uuid.uuid4()}/").status_code == 404
    client.force_login(rina)
    client.post(f"{arrange}keluarkan/", {"number": number})
    assert queries.all_stalls(fair) == []
