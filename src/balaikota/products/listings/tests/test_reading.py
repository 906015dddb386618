"""What sellers type is read as they mean it, or they are asked; and is told back in words that read the same."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit.typed import Unfit
from balaikota.products.listings import methods
from balaikota.products.listings.models import Availability, Product

#: The cases of shared/data/product-categories.yaml, price_text_cases; "ask" stands for review and reject.
CASES: list[tuple[str, Any]] = [
    ("Rp 15.000,-", ("fixed", 15_000)),
    ("Rp15.000,00", ("fixed", 15_000)),
    ("Rp. 15.000", ("fixed", 15_000)),
    ("IDR 15,000.00", ("fixed", 15_000)),
    ("15,000", "ask"),
    ("15.000", ("fixed", 15_000)),
    ("15rb", ("fixed", 15_000)),
    ("15 ribu", ("fixed", 15_000)),
    ("15k", ("fixed", 15_000)),
    ("1,5 jt", ("fixed", 1_500_000)),
    ("1.5jt", ("fixed", 1_500_000)),
    ("setengah juta", ("fixed", 500_000)),
    ("15-20rb", ("range", 15_000, 20_000)),
    ("mulai 15rb", ("from", 15_000)),
    ("3 for 10rb", ("package", 10_000, 3)),
    ("Rp 15.000/pcs", ("unit", 15_000, "pcs")),
    ("Rp -15.000", "ask"),
    ("Rp 15.OOO", "ask"),
    ("lima belas ribu", ("fixed", 15_000)),
    ("goceng", ("fixed", 5_000)),
    ("gocap", "ask"),
    ("Nego", ("negotiable", None)),
    ("0", "ask"),
]


@pytest.mark.parametrize(("typed", "meant"), CASES)
def test_a_price_is_read_as_people_type_it(typed: str, meant: Any) -> None:
    if meant == "ask":
        with pytest.raises(Unfit) as refusal:
            methods.priced(typed)
        assert len(refusal.value.sentence) > 10
        return
    read = methods.priced(typed)
    kind, price, *more = meant
    assert read["price"] == price
    if kind == "range":
        assert (read["basis"], read["price_to"]) == ("range", more[0])
    elif kind == "package":
        assert (read["unit"], read["net_amount"], read["net_unit"]) == ("paket", Decimal(more[0]), "pcs")
    elif kind == "unit":
        assert read["unit"] == more[0]
    else:
        assert read["basis"] == kind


@given(
    st.integers(100, 10**9), st.integers(1, 10**6), st.sampled_from(["fixed", "from", "negotiable", "range"])
)
def test_a_price_told_to_be_changed_reads_the_same(price: int, more: int, basis: str) -> None:
    top = price + more if basis == "range" else None
    read = methods.priced(methods.typed_price(basis, price, top))
    assert (read["basis"], read["price"], read["price_to"]) == (basis, price, top)


def test_prices_are_told_in_clear_words() -> None:
    assert methods.price_words("fixed", 15_000) == "Rp15.000"
    assert methods.price_words("range", 15_000, 20_000) == "Rp15.000–Rp20.000"
    assert methods.price_words("from", 15_000) == "mulai Rp15.000"
    assert methods.price_words("negotiable", 15_000) == "Rp15.000, bisa ditawar"
    assert methods.price_words("negotiable", None) == "Harga dibicarakan"
    assert methods.price_words("on_request", None) == "Tanya harga ke penjual"


@pytest.mark.parametrize(
    ("price", "unit", "net", "net_unit", "each"),
    [
        (15_000, "bungkus", Decimal(250), "g", (6_000, "100 g")),
        (15_000, "bungkus", Decimal("1.5"), "kg", (1_000, "100 g")),
        (12_000, "botol", Decimal(600), "ml", (20_000, "liter")),
        (80_000, "kg", None, "", (8_000, "100 g")),
        (120_000, "lusin", None, "", (10_000, "buah")),
        (10_000, "paket", Decimal(3), "pcs", (3_333, "buah")),
        (15_000, "pcs", None, "", None),
        (15_000, "bungkus", None, "", None),
        (15_000, "galon", None, "", None),
        (None, "kg", None, "", None),
    ],
)
def test_prices_are_compared_by_one_measure(
    price: int | None, unit: str, net: Decimal | None, net_unit: str, each: tuple[int, str] | None
) -> None:
    assert methods.unit_price(price, unit, net, net_unit) == each


def test_variants_are_read_a_line_each() -> None:
    rows = methods.variants("Pedas 250 g, 15rb, stok 10, kode KP-250\nManis; 14.000\n\nPolos")
    assert [(row["options"][0][1], row["price"], row["stock"], row["sku"]) for row in rows] == [
        ("Pedas 250 g", 15_000, 10, "KP-250"), ("Manis", 14_000, None, ""), ("Polos", None, None, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Pedas, 15,000", "Pedas, banyak", "Pedas, 15rb\npedas, 14rb", "Pedas, 0"])
def test_a_line_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(Unfit):
        methods.variants(text)


@given(st.text(max_size=200))
def test_any_text_of_variants_is_read_or_refused(text: str) -> None:
    try:
        rows = methods.variants(text)
    except Unfit:
        return
    assert all(row["options"][0][1] for row in rows)


def test_wholesale_prices_fall_as_numbers_rise() -> None:
    assert methods.wholesale("10 = 14rb\n50 = 13rb", 15_000) == [[10, 14_000], [50, 13_000]]
    assert methods.wholesale("mulai 12 pcs: 14.000", 15_000) == [[12, 14_000]]
    for text in ("10 = 16rb", "50 = 13rb\n10 = 14rb", "10 = 14rb\n50 = 14rb", "sepuluh empat belas"):
        with pytest.raises(Unfit):
            methods.wholesale(text, 15_000)


@given(st.lists(st.tuples(st.integers(2, 10**5), st.integers(100, 10**8)), max_size=5))
def test_wholesale_lines_read_the_same_again(steps: list[tuple[int, int]]) -> None:
    text = "\n".join(methods.step_words(many, each) for many, each in steps)
    try:
        read = methods.wholesale(text, None)
    except Unfit:
        return
    assert read == [list(step) for step in steps]


def test_net_sizes_and_barcodes_are_read() -> None:
    assert methods.net("250 gr") == (Decimal(250), "g")
    assert methods.net("isi 12 pcs") == (Decimal(12), "pcs")
    assert methods.net("1,5 L") == (Decimal("1.5"), "liter")
    assert methods.net_in_name("Keripik pedas 250gr") == "250 g"
    assert methods.net_in_name("Keripik pedas") == ""
    assert methods.size_mm("20 x 12 x 5 cm") == (200, 120, 50)
    assert methods.gtin("4 006381 333931") == "4006381333931"
    for read, text in ((methods.net, "segenggam"), (methods.net, "3 bungkus"), (methods.size_mm, "besar"),
                       (methods.gtin, "4006381333932"), (methods.gtin, "123")):  # fmt: skip
        with pytest.raises(Unfit):
            read(text)


def test_stock_is_told_in_words() -> None:
    def words(availability: Availability, stock: int | None, days: int | None = None) -> str:
        product = Product(availability=availability, stock=stock, lead_days=days)
        return methods.stock_words(product, stock).words

    assert words(Availability.IN_STOCK, None) == "siap"
    assert words(Availability.IN_STOCK, 3) == "siap, tinggal 3"
    assert words(Availability.IN_STOCK, 0) == "sedang habis"
    assert words(Availability.MADE_TO_ORDER, 0, 3) == "dibuat setelah dipesan, 3 hari kerja"
    assert words(Availability.OUT_OF_STOCK, 9) == "sedang habis"
