"""What goes out comes in again and changes nothing, in every dialect that has both ways."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.typed import Unfit
from balaikota.products.dialects.methods import dialects
from balaikota.products.exchange import sheets
from balaikota.products.listings import actions as listings
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product
from balaikota.products.mirrors import methods, queries
from balaikota.products.mirrors.models import Outcome
from balaikota.products.offers import sheets as offers
from balaikota.products.offers.tests import shops

BOTH = [each.slug for each in dialects().values() if each.way == "both"]
SHELF: list[tuple[dict[str, Any], list[dict[str, Any]] | None]] = [
    ({"name": "Kopi, bubuk; 'spesial'", "price": 45_000, "sku": "007", "category": "MNM-01", "brand": "=A1",
      "description": "Baris satu\n\nBaris <b>dua</b> & tiga\n- butir"}, None),
    ({"name": "Nasi kotak", "price": 25_000, "price_to": 40_000, "basis": "range", "category": "MKN-01", "least_order": 20,
      "lead_days": 3, "availability": "made_to_order", "wholesale": [[50, 23_000], [100, 21_000]]}, None),
    ({"name": "Pesanan khusus", "basis": "negotiable", "category": "MKN-01", "availability": "preorder"}, None),
    ({"name": "Kaus Horas", "price": 85_000, "basis": "from", "category": "MKN-01", "weight_g": 200, "sku": "KAUS"},
     [{"options": [["ukuran", "M"], ["warna", "hitam"]], "sku": "K-M", "price": 85_000, "stock": 3, "gtin": "8991234567891"},
      {"options": [["ukuran", "XL"], ["warna", "putih"]], "sku": "K-XL", "price": 90_000, "stock": 0, "weight_g": 250}]),
    ({"name": "Sambal", "price": 20_000, "category": "MKN-09", "net_amount": 0.5, "net_unit": "ml", "storage": "chilled",
      "halal": "in_process", "deliveries": ["pickup", "event_stall"], "shelf_life_days": 30, "materials": "Cabai, garam"},
     [{"options": [["rasa", "teri"]], "sku": "", "price": None, "stock": None},
      {"options": [["rasa", "andaliman"]], "sku": "", "price": 22_000, "stock": 4}]),
]  # fmt: skip


@pytest.fixture
def shelf(keripik: Enterprise, keripik_pedas: Product, tono: Person) -> Enterprise:
    for said, kinds in SHELF:
        listings.write(keripik, Said(said, kinds), by=tono)
    return keripik


def written(slug: str, firm: Enterprise) -> list[tuple[str, bytes]]:
    goods, ending = queries.goods_out(firm), dialects()[slug].ending
    text = "".join(sheets.text(slug, goods, "tsv" if ending == "tsv" else "csv")).encode()
    return [
        ("keluar.xlsx", sheets.book(slug, goods)),
        ("keluar." + ("tsv" if ending == "tsv" else "csv"), text),
    ]


@pytest.mark.parametrize("slug", BOTH)
def test_an_export_brought_in_again_changes_nothing(shelf: Enterprise, slug: str) -> None:
    for name, content in written(slug, shelf):
        try:
            read = offers.brought(content, name)
        except Unfit:
            assert not [row for good in queries.goods_out(shelf) for row in methods.rows(slug, good)]
            continue
        verdicts = [queries.Shelf(shelf, read.dialect, set()).judged(each) for each in read.offers]
        told = [
            (each.offer.fields.get("name"), each.outcome, each.differences, each.reasons) for each in verdicts
        ]
        assert read.dialect.slug == slug
        assert [each for each in told if each[1] not in (Outcome.SAME, Outcome.REFUSED)] == [], name
        refused = [each for each in told if each[1] == Outcome.REFUSED]
        assert slug == "tokopedia" or refused == [], name


def test_what_an_export_says_can_be_changed_and_only_that_changes(shelf: Enterprise, tono: Person) -> None:
    for slug in ("balaikota", "shopify-lama", "shopify-baru", "woocommerce", "shopee-baru"):
        listings.change(Product.objects.get(sku="KRP-250"), Said({"price": 15_000}), by=tono)
        content = "".join(sheets.text(slug, queries.goods_out(shelf))).encode()
        content = content.replace(b"Rp15.000", b"Rp17.500").replace(b"15000", b"17500")
        read = offers.brought(content, "x.csv")
        judge = queries.Shelf(shelf, read.dialect, set())
        changed = [
            each for each in (judge.judged(one) for one in read.offers) if each.outcome == Outcome.CHANGED
        ]
        assert [each.differences for each in changed] == [[["harga", "15000", "17500"]]], slug


def test_another_sellers_export_makes_new_products_and_touches_none_of_theirs(
    shelf: Enterprise, budi: Person
) -> None:
    other = register.register(register.Entry("Warung Budi", {}), by=budi)
    read = offers.brought(sheets.book("balaikota", queries.goods_out(shelf)), "x.xlsx")
    judge = queries.Shelf(other, read.dialect, set())
    assert {judge.judged(each).product for each in read.offers} == {None}


def test_lkpp_rows_hold_what_we_know_and_leave_the_rest_blank(shelf: Enterprise) -> None:
    good = next(each for each in queries.goods_out(shelf) if each.fields["sku"] == "KRP-250")
    (row,) = methods.rows("lkpp", good)
    told = dict(zip(methods.columns("lkpp"), row, strict=True))
    assert (told["Harga"], told["Status PDN"], told["Kode KBKI"]) == (15_000, "PDN", "")


def test_our_template_is_read_back_as_examples_that_do_not_come_in(city: None) -> None:
    for name, content in (
        ("t.xlsx", sheets.template_book(queries.category_labels())),
        ("t.csv", sheets.template_text().encode()),
    ):
        read = offers.brought(content, name)
        assert (read.dialect.slug, read.offers) == ("balaikota", [])
        assert {why for _row, why in read.skipped} == {"Baris contoh."}


# --- a thousand random files ----------------------------------------------------------------------

CELLS = st.one_of(
    st.sampled_from(["", "KRP-250", "K-M", "007", "15rb", "15,000", "Rp 15.000,-", "Nego", "0", "1.23E+11", "=1+1",
                    "'-5", "null",
                     "Keripik singkong pedas", "<p>Halo<br>dunia</p>",
                     "https://a.contoh/1.jpg, https://a.contoh/2.jpg", "simple",
                     "variation", "variable", "id:1", "TAS", "TRUE", "Wajib", "in stock", "8991234567891", "Contoh: x",
                     "\u202e"]),
    st.text(max_size=30), st.integers(-5, 10**16).map(str), st.floats(allow_nan=False, width=32).map(str),
)  # fmt: skip


def heads() -> Any:
    return st.sampled_from(sorted(dialects())).flatmap(
        lambda slug: st.lists(
            st.sampled_from([*dialects()[slug].columns, "Kolom asing", ""]),
            min_size=2,
            max_size=14,
            unique=True,
        )
    )


@pytest.mark.slow
@settings(max_examples=1000, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(
    head=heads(),
    rows=st.lists(st.lists(CELLS, max_size=14), max_size=8),
    sign=st.sampled_from([",", ";", "\t"]),
)
def test_a_thousand_random_files_never_crash_lose_a_row_or_cross_sellers(
    shelf: Enterprise, budi: Person, head: list[str], rows: list[list[str]], sign: str
) -> None:
    content = shops.text([head, *rows], sign).replace(b"\0", b"")
    with suppress(Unfit):
        assert_kept(offers.brought(content, "acak.csv"), shelf)


def assert_kept(read: offers.Brought, shelf: Enterprise) -> None:
    """Every row stands somewhere with its reason, and no offer found a product of another seller."""
    placed = [row for each in read.offers for row in each.rows] + [row for row, _why in read.skipped]
    assert len(placed) == len(set(placed)) == read.total
    judge = queries.Shelf(shelf, read.dialect, set())
    verdicts = [judge.judged(each) for each in read.offers]
    assert all(each.reasons for each in verdicts if each.outcome == Outcome.REFUSED)
    assert all(why for _row, why in read.skipped)
    theirs = {each.product.enterprise_id for each in verdicts if each.product}
    assert theirs <= {shelf.pk}
