"""What owners type is read as they mean it, or asked about; never as another amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.books import forms
from balaikota.enterprises.books.models import Kind
from balaikota.kit import rupiah


@pytest.mark.parametrize(
    ("sentence", "kind", "amount", "basis", "quantity", "unit"),
    [
        ("jual keripik 12 bungkus 15rb", Kind.SALE, 15_000, None, 12, "bungkus"),
        ("Jual keripik 12 bungkus @15rb", Kind.SALE, 15_000, "each", 12, "bungkus"),
        ("jual keripik 12 bungkus total 180rb", Kind.SALE, 180_000, "total", 12, "bungkus"),
        ("laku 3 nasi 45rb", Kind.SALE, 45_000, None, 3, ""),
        ("jual keripik 50rb", Kind.SALE, 50_000, None, None, ""),
        ("jual keripik 10 bungkus 15rb/bungkus", Kind.SALE, 15_000, "each", 10, "bungkus"),
        ("jual kopi ke bu Ani 75rb utang", Kind.SALE_CREDIT, 75_000, None, None, ""),
        ("beli minyak 2 kg 36rb", Kind.MATERIALS, 36_000, None, 2, "kg"),
        ("beli ubi 1,5 kg rp 12.000", Kind.MATERIALS, 12_000, None, Decimal("1.5"), "kg"),
        ("belanja bahan 1,2 jt belum dibayar", Kind.MATERIALS_CREDIT, 1_200_000, None, None, ""),
        ("bayar listrik 100rb", Kind.ENERGY, 100_000, None, None, ""),
        ("gaji Rudi 500 ribu", Kind.WAGES, 500_000, None, None, ""),
        ("setor modal 2 juta", Kind.CAPITAL, 2_000_000, None, None, ""),
        ("ambil buat rumah Rp50.000", Kind.DRAWING, 50_000, None, None, ""),
        ("bayar sewa lapak 300000", Kind.RENT, 300_000, None, None, ""),
        ("jual keripik lima belas ribu", Kind.SALE, 15_000, None, None, ""),
        ("beli wajan 250rb", Kind.TOOL, 250_000, None, None, ""),
    ],
)  # fmt: skip
def test_a_sentence_is_read(
    sentence: str, kind: str, amount: int, basis: str | None, quantity: float | None, unit: str
) -> None:
    heard = forms.hear(sentence)
    assert (heard.kind, heard.amount, heard.basis, heard.quantity, heard.unit, heard.doubt) == (
        kind, amount, basis, quantity, unit, "",
    )  # fmt: skip


def test_twelve_packs_for_fifteen_thousand_is_asked_about_because_it_means_two_things() -> None:
    assert not forms.hear("jual keripik 12 bungkus 15rb").is_clear
    assert forms.hear("jual keripik 12 bungkus @15rb").is_clear
    assert forms.hear("jual keripik 50rb").is_clear


@pytest.mark.parametrize(
    "sentence", ["jual keripik", "jual keripik 15", "apa kabar", "jual 15rb 20rb", "jual 1O.OOO"]
)
def test_what_is_unclear_is_asked_about(sentence: str) -> None:
    heard = forms.hear(sentence)
    assert not heard.is_clear
    assert heard.doubt


def test_a_buyer_and_a_transfer_are_heard() -> None:
    heard = forms.hear("jual keripik ke bu Ani 75rb transfer")
    assert (heard.buyer, heard.place, heard.amount, heard.thing) == ("Bu Ani", "bank", 75_000, "keripik")


@given(
    st.integers(100, 10**9),
    st.integers(1, 999),
    st.sampled_from(["bungkus", "kg", "porsi", "botol"]),
    st.sampled_from(["keripik", "nasi goreng", "es teh", "kue bika"]),
)
def test_whatever_amount_we_print_is_heard_again(amount: int, many: int, unit: str, thing: str) -> None:
    heard = forms.hear(f"jual {thing} {many} {unit} {rupiah.written(amount)}")
    assert (heard.amount, heard.quantity, heard.unit) == (amount, many, unit)


@given(st.text(max_size=160))
def test_no_sentence_breaks_the_reader(sentence: str) -> None:
    heard = forms.hear(sentence)
    assert heard.amount is None or 0 <= heard.amount < forms.MOST
