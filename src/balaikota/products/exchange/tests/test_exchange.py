"""A seller's file is shown before it comes in, comes in as announced, and goes out again but for what was changed since."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import cast

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.products.categories import queries as categories
from balaikota.products.exchange import actions, jobs, queries
from balaikota.products.exchange.models import Fate, Import, Line, State
from balaikota.products.listings import actions as listings
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product
from balaikota.products.mirrors import queries as shelves
from balaikota.products.offers import sheets
from balaikota.products.offers.tests import shops


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves the building: every address is unknown."""

    def fetch(url: str, *, inside: bool) -> bytes:
        raise jobs.gateway.Unfetched("unknown_host")

    monkeypatch.setattr(jobs.gateway, "fetch", fetch)


@pytest.fixture
def budis(city: None, budi: Person) -> Enterprise:
    return register.register(register.Entry("Warung Budi", {}), by=budi)


def brought(firm: Enterprise, by: Person, slug: str, **more: Any) -> Import:
    name, content = shops.ALL[slug]
    one = actions.bring(firm, (name, content), sheets.brought(content, name).dialect.slug, by=by, **more)
    cast.run_jobs()
    one.refresh_from_db()
    return one


def come_in(firm: Enterprise, by: Person, slug: str, **more: Any) -> Import:
    one = brought(firm, by, slug, **more)
    mkn = categories.category("MKN-01")
    assert mkn is not None
    actions.choose(one, {line.pk: mkn for line in queries.asked(one)}, by=by)
    actions.begin(one, by=by)
    cast.run_jobs()
    one.refresh_from_db()
    return one


def said(one: Import) -> dict[str, list[str]]:
    return {
        outcome: [line.name for line in Line.objects.filter(brought=one, outcome=outcome)]
        for outcome in ("new", "changed", "same", "asked", "refused", "skipped")
    }


@pytest.mark.parametrize("slug", [slug for slug in shops.ALL if slug not in ("shopee-harga", "shopee-dasar")])
def test_a_file_comes_in_as_announced_and_a_second_time_changes_nothing(
    keripik: Enterprise, tono: Person, slug: str
) -> None:
    one = come_in(keripik, tono, slug)
    assert (one.state, one.arrived) == (State.DONE, one.announced)
    assert sum(one.arrived.values()) == one.total
    made = Product.objects.count()
    assert made == len(said(one)["new"]) > 0
    before = list(Product.objects.order_by("pk").values())
    again = brought(keripik, tono, slug)
    assert [line.differences for line in Line.objects.filter(brought=again, outcome="changed")] == []
    assert said(again)["new"] == said(again)["changed"] == said(again)["asked"] == []
    with pytest.raises(Refusal, match="Tidak ada yang dapat dimasukkan"):
        actions.begin(again, by=tono)
    assert list(Product.objects.order_by("pk").values()) == before


def test_prices_and_stock_of_a_mass_update_change_only_what_differs(
    keripik: Enterprise, tono: Person
) -> None:
    come_in(keripik, tono, "shopee-baru")
    one = brought(keripik, tono, "shopee-harga")
    assert said(one)["changed"] == ["Keripik Ubi Ungu", "Sirup Markisa 630 ml"]
    first = Line.objects.get(brought=one, name="Keripik Ubi Ungu")
    assert [each[1:] for each in first.differences] == [["12000", "12500"], ["12000", "13000"], ["40", "41"]]
    actions.begin(one, by=tono)
    cast.run_jobs()
    ubi = Product.objects.get(name="Keripik Ubi Ungu")
    assert [(each.sku, each.price, each.stock) for each in ubi.variants.all()] == [
        ("UBI-O", 13_000, 41), ("UBI-B", 12_500, 25)]  # fmt: skip
    assert Product.objects.get(sku="SRP-630").stock == 10


def test_no_sku_barcode_or_code_reaches_another_sellers_product(
    keripik: Enterprise, keripik_pedas: Product, budis: Enterprise, budi: Person
) -> None:
    before = list(Product.objects.filter(enterprise=keripik).values())
    head = ["Kode katalog", "SKU", "Nama produk", "Harga", "Barkode", "Kategori"]
    row = [keripik_pedas.code, keripik_pedas.sku, keripik_pedas.name, "1000", keripik_pedas.gtin, "MKN-01"]
    one = actions.bring(budis, ("x.csv", shops.text([head, row])), "balaikota", by=budi)
    cast.run_jobs()
    actions.begin(one, by=budi)
    cast.run_jobs()
    assert list(Product.objects.filter(enterprise=keripik).values()) == before
    assert Product.objects.get(enterprise=budis).price == 1000


def test_undoing_takes_back_all_but_what_was_changed_by_hand(
    keripik: Enterprise, keripik_pedas: Product, tono: Person
) -> None:
    head = ["SKU", "Nama produk", "Harga", "Stok", "Kategori"]
    rows = [head, ["KRP-250", "Keripik singkong pedas", "16rb", 50, ""], ["B-1", "Kerupuk baru", "5rb", 1, "MKN-01"],
            ["B-2", "Emping baru", "6rb", 1, "MKN-01"]]  # fmt: skip
    one = actions.bring(keripik, ("x.csv", shops.text(rows)), "balaikota", by=tono, publishes=True)
    cast.run_jobs()
    actions.begin(one, by=tono)
    cast.run_jobs()
    one.refresh_from_db()
    assert Product.objects.get(sku="B-1").state == "published"
    keripik_pedas.refresh_from_db()
    assert (keripik_pedas.price, keripik_pedas.stock) == (16_000, 50)
    listings.change(keripik_pedas, Said({"stock": 7}), by=tono)
    listings.change(Product.objects.get(sku="B-2"), Said({"price": 6500}), by=tono)
    actions.ask_undo(one, by=tono)
    cast.run_jobs()
    keripik_pedas.refresh_from_db()
    assert (keripik_pedas.price, keripik_pedas.stock) == (15_000, 7)
    fates = {line.name: line.fate for line in Line.objects.filter(brought=one)}
    assert fates == {
        "Keripik singkong pedas": Fate.KEPT,
        "Kerupuk baru": Fate.HIDDEN,
        "Emping baru": Fate.KEPT,
    }
    assert "stock" in Line.objects.get(brought=one, fate=Fate.KEPT, name="Keripik singkong pedas").fate_reason
    one.refresh_from_db()
    assert one.state == State.UNDONE


def test_rows_that_name_single_variants_change_them_all_and_go_back_together(
    keripik: Enterprise, tono: Person
) -> None:
    come_in(keripik, tono, "shopee-baru")
    rows = [
        ["SKU", "Nama produk", "Harga"],
        ["UBI-O", "Ubi original", "14rb"],
        ["UBI-B", "Ubi balado", "15rb"],
    ]
    one = actions.bring(keripik, ("x.csv", shops.text(rows)), "balaikota", by=tono)
    cast.run_jobs()
    actions.begin(one, by=tono)
    cast.run_jobs()
    ubi = Product.objects.get(name="Keripik Ubi Ungu")
    assert [each.price for each in ubi.variants.all()] == [14_000, 15_000]
    actions.ask_undo(Import.objects.get(pk=one.pk), by=tono)
    cast.run_jobs()
    assert [each.price for each in ubi.variants.all()] == [12_000, 12_500]


def test_drafts_of_an_undone_file_are_gone(keripik: Enterprise, tono: Person) -> None:
    one = come_in(keripik, tono, "shopify-lama")
    actions.ask_undo(one, by=tono)
    cast.run_jobs()
    assert not Product.objects.exists()


def test_a_category_nobody_can_guess_is_asked_for(keripik: Enterprise, tono: Person) -> None:
    rows = [["Nama produk", "Harga"], ["Zxqw Vbnm", "10rb"], ["Keripik pisang", "10rb"]]
    one = actions.bring(keripik, ("x.csv", shops.text(rows)), "balaikota", by=tono)
    cast.run_jobs()
    one.refresh_from_db()
    assert (said(one)["asked"], said(one)["new"]) == (["Zxqw Vbnm"], ["Keripik pisang"])
    assert Line.objects.get(brought=one, outcome="new").category.code == "MKN-01"
    actions.begin(one, by=tono)
    cast.run_jobs()
    assert [each.name for each in Product.objects.all()] == ["Keripik pisang"]


def test_a_line_that_no_longer_fits_says_so_instead_of_stopping_the_others(
    keripik: Enterprise, tono: Person
) -> None:
    one = brought(keripik, tono, "shopee-baru")
    listings.write(keripik, Said({"name": "Lain", "price": 1000, "sku": "SRP-630"}), by=tono)
    mkn = categories.category("MKN-01")
    assert mkn is not None
    actions.choose(one, {line.pk: mkn for line in queries.asked(one)}, by=tono)
    actions.begin(one, by=tono)
    cast.run_jobs()
    one.refresh_from_db()
    assert one.arrived != one.announced
    assert "sudah dipakai" in Line.objects.get(brought=one, name="Sirup Markisa 630 ml").reason


def test_photos_come_from_a_zip_by_their_names(keripik: Enterprise, tono: Person) -> None:
    import io
    import zipfile

    from PIL import Image

    picture, packed = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (640, 480), "orange").save(picture, "JPEG")
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("foto/SRP-630.jpg", picture.getvalue())
        book.writestr("foto/catatan.txt", "halo")
        book.writestr("UBI/1.jpg", b"bukan foto")
    one = come_in(keripik, tono, "shopee-baru", zipped=packed.getvalue())
    assert Product.objects.get(sku="SRP-630").photos.count() == 1
    ubi = Line.objects.get(brought=one, name="Keripik Ubi Ungu")
    assert list(ubi.photo_faults) == ["UBI/1.jpg"]


def test_addresses_that_give_no_photo_are_told(keripik: Enterprise, tono: Person) -> None:
    one = come_in(keripik, tono, "shopify-lama")
    line = Line.objects.get(brought=one, name="Kaus Horas Medan")
    assert set(line.photo_faults.values()) == {"unknown_host"}


def test_a_check_asks_the_database_as_often_for_many_products_as_for_few(
    keripik: Enterprise, tono: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        listings.write(
            keripik, Said({"name": f"Keripik {number}", "price": 1000, "sku": f"K{number}"}), by=tono
        )
    rows = [["SKU", "Nama produk", "Harga"], *([f"K{n}", f"Keripik {n}", 2000 + n] for n in range(12))]
    read = sheets.brought(shops.text(rows), "x.csv")
    with django_assert_max_num_queries(8):
        shelf = shelves.Shelf(keripik, read.dialect, queries.tried_photos(keripik))
        assert {shelf.judged(each).outcome for each in read.offers} == {"changed"}


def test_a_seller_walks_from_the_file_to_the_shelf_on_the_pages(
    client: Client, keripik: Enterprise, tono: Person
) -> None:
    client.force_login(tono)
    start = f"/katalog/toko/{keripik.number}/impor/"
    assert client.get(start).status_code == 200
    refused = client.post(start, {"file": SimpleUploadedFile("x.csv", b"a;b\n1;2")})
    assert refused.status_code == 422
    assert "tidak kami kenal" in refused.content.decode()
    bomb = client.post(start, {"file": SimpleUploadedFile(*shops.ALL["shopify-lama"]),
                               "zipped": SimpleUploadedFile("f.zip", b"bukan zip")})  # fmt: skip
    assert bomb.status_code == 422
    place = client.post(start, {"file": SimpleUploadedFile(*shops.ALL["shopify-lama"])})["Location"]
    assert "sedang diperiksa" in client.get(place).content.decode().lower()
    cast.run_jobs()
    page = client.get(place).content.decode()
    assert "Kaus Horas Medan" in page
    assert "Shopify (kolom “Handle”)" in page
    assert client.get(f"{place}?hasil=new").status_code == 200
    wrong = {f"line-{line.pk}": "XXX" for line in queries.asked(Import.objects.get())}
    assert not wrong or client.post(f"{place}kategori/", wrong).status_code == 422
    chosen = {f"line-{line.pk}": "MKN-01" for line in queries.asked(Import.objects.get())}
    assert client.post(f"{place}kategori/", chosen).status_code == 303
    assert client.post(f"{place}masukkan/").status_code == 303
    cast.run_jobs()
    assert "sama dengan yang diumumkan" in client.get(place).content.decode()
    assert client.post(f"{place}batalkan/").status_code == 303
    cast.run_jobs()
    assert not Product.objects.exists()


def test_only_the_seller_and_officers_of_the_catalogue_bring_files(
    client: Client, keripik: Enterprise, budi: Person, lina: Person, rina: Person
) -> None:
    place = f"/katalog/toko/{keripik.number}/impor/"
    for person, status in ((budi, 404), (lina, 404), (rina, 200)):
        client.force_login(person)
        assert client.get(place).status_code == status
    with pytest.raises(Refusal):
        actions.bring(keripik, ("x", b""), "google", by=budi)


def test_the_pages_ask_the_database_as_often_for_many_lines_as_for_few(
    client: Client, keripik: Enterprise, tono: Person, django_assert_max_num_queries: Any
) -> None:
    one = brought(keripik, tono, "shopify-lama")
    rows = [["Nama produk", "Harga"], *([f"Keripik {n}", 2000 + n] for n in range(60))]
    many = actions.bring(keripik, ("x.csv", shops.text(rows)), "balaikota", by=tono)
    cast.run_jobs()
    client.force_login(tono)
    for place in (f"/katalog/toko/{keripik.number}/impor/", one.get_absolute_url(), many.get_absolute_url()):
        with django_assert_max_num_queries(32):
            assert client.get(place).status_code == 200


def test_officers_take_out_the_whole_city_and_nobody_else(
    client: Client, keripik_pedas: Product, tono: Person, rina: Person
) -> None:
    client.force_login(rina)
    assert client.get("/katalog/petugas/ekspor/").status_code == 200
    text = b"".join(client.get("/katalog/petugas/ekspor/woocommerce.csv").streaming_content).decode()
    assert keripik_pedas.name in text
    assert client.get("/katalog/petugas/ekspor/tidak-ada.csv").status_code == 404
    client.force_login(tono)
    assert client.get("/katalog/petugas/ekspor/woocommerce.csv").status_code == 404
    number = keripik_pedas.enterprise.number
    for way in ("shopee-baru.xlsx", "lkpp.xlsx", "balaikota.csv", "google.tsv"):
        response = client.get(f"/katalog/toko/{number}/ekspor/{way}")
        assert (response.status_code, "attachment" in response["Content-Disposition"]) == (200, True)
    assert client.get("/katalog/templat.xlsx").content[:2] == b"PK"
    assert client.get("/katalog/templat.pdf").status_code == 404
