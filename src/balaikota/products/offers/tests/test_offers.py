"""Files of other shops are read whole: their kind is told by their columns, and no row is lost."""

import pytest

from balaikota.kit.typed import Unfit
from balaikota.products.dialects import methods
from balaikota.products.dialects.methods import Offer
from balaikota.products.offers import sheets
from balaikota.products.offers.tests import shops


def offers(slug: str) -> dict[str, Offer]:
    name, content = shops.ALL[slug]
    return {each.fields.get("name", str(each.rows)): each for each in sheets.brought(content, name).offers}


@pytest.mark.parametrize("slug", shops.ALL)
def test_a_file_tells_its_kind_and_every_row_comes_back(slug: str) -> None:
    name, content = shops.ALL[slug]
    read = sheets.brought(content, name)
    assert read.dialect.slug == slug
    assert sum(len(each.rows) for each in read.offers) + len(read.skipped) == read.total
    rows = [row for each in read.offers for row in each.rows] + [row for row, _why in read.skipped]
    assert len(rows) == len(set(rows))
    assert all(why for _row, why in read.skipped)


def test_shopify_variants_and_photos_are_joined_and_html_becomes_words() -> None:
    shirt = offers("shopify-lama")["Kaus Horas Medan"]
    assert shirt.rows == [2, 3, 4, 5]
    assert (
        shirt.fields["description"]
        == "Kaus katun, nyaman; tidak panas;\n\nsablon plastisol;\n\njahit rantai & rapi;"
    )
    assert [each["options"] for each in shirt.variants] == [
        [["Ukuran", size], ["Warna", "Hitam"]] for size in ("M", "L", "XL")
    ]
    assert [(each["sku"], each["price"], each["stock"]) for each in shirt.variants] == [
        ("0012-M", 85_000, 5), ("0012-L", 85_000, 0), ("0012-XL", 90_000, 3)]  # fmt: skip
    assert (shirt.fields["price"], shirt.fields["basis"], shirt.is_wanted) == (85_000, "from", True)
    assert shirt.photos == [f"https://cdn.contoh.id/{n}" for n in ("1.jpg?v=1", "2.jpg", "3.jpg", "4.jpg")]
    coffee = offers("shopify-lama")["Kopi Sidikalang 200 g"]
    assert (coffee.fields["sku"], coffee.fields["gtin"], coffee.is_wanted) == (
        "KOPI-200",
        "8991234567891",
        False,
    )
    assert "stock" not in coffee.fields
    assert "weight_g" not in coffee.fields


def test_the_newer_shopify_dialect_is_read_as_well() -> None:
    sambal = offers("shopify-baru")["Sambal Andaliman"]
    assert (sambal.google_category, sambal.fields["price"]) == ("427", 25_000)
    assert [each["options"] for each in sambal.variants] == [[["Berat", "100 g"]], [["Berat", "200 g"]]]
    assert offers("shopify-baru")["Ulos Ragi Hotang"].fields["stock"] == 2


@pytest.mark.parametrize(("language", "weight", "length"), [
    ("en", 454, 305), ("fr", 1000, 120), ("de", 1000, 120), ("es", 1000, 120), ("id", 1000, 120),
])  # fmt: skip
def test_woocommerce_is_read_in_the_language_of_the_shop_with_the_units_of_its_columns(
    language: str, weight: int, length: int
) -> None:
    read = sheets.brought(shops.woo(language), "wc-product-export.csv")
    bag, orphan = (next(each for each in read.offers if row in each.rows) for row in (3, 7))
    assert sorted(bag.rows) == [2, 3, 4]
    assert bag.fields["name"] == "Tas anyaman pandan"
    assert bag.fields["description"] == "Anyaman pandan\nLapis kain"
    assert (bag.fields["sku"], bag.fields["length_mm"]) == ("TAS", length)
    assert [(each["sku"], each["price"], each["weight_g"]) for each in bag.variants] == [
        ("TAS-B", 125_000, weight), ("TAS-M", 130_000, weight)]  # fmt: skip
    assert bag.photos == ["https://toko.contoh/a.jpg", "https://toko.contoh/b,c.jpg"]
    assert "induk" in orphan.reasons[0]
    dodol = next(each for each in read.offers if each.fields.get("name") == "Dodol durian")
    assert (dodol.fields["price"], dodol.is_wanted, dodol.fields["description"]) == (
        20_000,
        False,
        "Dodol asli",
    )
    assert "promo" in dodol.remarks[0]
    assert [row for row, _why in read.skipped] == [6]


def test_shopee_columns_are_found_by_their_keys_and_weights_by_the_label_under_them() -> None:
    ubi, syrup = offers("shopee-baru")["Keripik Ubi Ungu"], offers("shopee-baru")["Sirup Markisa 630 ml"]
    assert ubi.rows == [7, 8]
    assert [(each["options"], each["price"], each["weight_g"]) for each in ubi.variants] == [
        ([["Rasa", "Original"]], 12_000, 250), ([["Rasa", "Balado"]], 12_500, 250)]  # fmt: skip
    assert (syrup.fields["sku"], syrup.fields["weight_g"], syrup.fields["least_order"]) == (
        "SRP-630",
        1100,
        2,
    )
    assert sheets.brought(shops.shopee_new(), "x.xlsx").other_sheets == ["Panduan"]


def test_product_numbers_that_a_spreadsheet_rounded_join_nothing() -> None:
    read = sheets.brought(shops.shopee_sales(rounded=True), "x.xlsx")
    assert [each.fields["name"] for each in read.offers] == ["Keripik Ubi Ungu", "Sirup Markisa 630 ml"]
    assert all("dibulatkan" in each.remarks[0] for each in read.offers)


def test_feeds_are_read_as_tsv_and_xml() -> None:
    madu, sandal = offers("google")["Madu hutan 350 g"], offers("google")["Sandal kulit"]
    assert (madu.fields["weight_g"], madu.google_category, len(madu.photos)) == (500, "4947", 3)
    assert [each["options"] for each in sandal.variants] == [[["warna", "cokelat"], ["ukuran", "40"]],
                                                             [["warna", "cokelat"], ["ukuran", "41"]]]  # fmt: skip
    assert sandal.fields["availability"] == "in_stock"
    (abon,) = sheets.brought(shops.google_xml(), "feed.xml").offers
    assert (abon.fields["name"], abon.fields["description"]) == ("Abon sapi & cabai", "Gurih")
    assert (abon.fields["availability"], len(abon.photos)) == ("preorder", 3)
    assert offers("meta")["Kue semprong"].fields["stock"] == 7


def test_a_sellers_own_price_list_is_read_and_what_may_mean_two_things_is_asked() -> None:
    said = sheets.brought(*reversed(shops.ALL["balaikota"])).offers
    by_row = {row: each for each in said for row in each.rows}
    assert (by_row[4].fields["sku"], by_row[4].fields["price"], by_row[4].fields["unit"]) == (
        "007",
        15_000,
        "bungkus",
    )
    assert "Maksudnya Rp15.000?" in by_row[5].reasons[0]
    assert (by_row[6].fields["basis"], by_row[7].fields["basis"]) == ("from", "negotiable")
    assert "Sama dengan baris 4" in by_row[8].reasons[0]
    assert "dibulatkan" in by_row[9].reasons[0]
    assert "Nol" in by_row[10].reasons[0]


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.csv", b"", "kosong"), ("a.xlsx", b"PK\x03\x04rusak", "rusak"), ("a.csv", b"satu;dua\n1;2\n", "tidak kami kenal"),
    ("a.xml", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><rss/>",
     "deklarasi"), ("a.xml", b"<?xml version='1.0'?><rss>", "rusak"),
    ("a.xml", b"<?xml version='1.0' encoding='kata'?><rss/>", "rusak"),
    ("a.xml", b"<?xml version='1.0' encoding='hex'?><rss/>", "rusak"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Unfit, match=words):
        sheets.brought(content, name)


def test_every_dialect_says_where_its_columns_were_read() -> None:
    assert all(each.source for each in methods.dialects().values())
    assert [each.slug for each in methods.dialects().values() if not each.is_verified] == ["tokopedia"]


@pytest.mark.parametrize(("digits", "is_right"), [
    ("8991234567891", True), ("899123456789X", False), ("8991234567890", False),
    ("96385074", True), ("1.23E+12", False), ("abc", False),
])  # fmt: skip
def test_a_barcode_is_kept_only_when_its_last_digit_proves_it(digits: str, is_right: bool) -> None:
    try:
        assert methods.gtin(digits) == digits
        assert is_right
    except methods.Remark:
        assert not is_right
