"""Amounts as people write them; and whatever we print, we read back."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit import rupiah
from balaikota.kit.rupiah import Amount, Basis
from balaikota.kit.typed import Unfit

CASES = tomllib.loads((Path(__file__).parent / "rupiah_cases.toml").read_text(encoding="utf-8"))["cases"]
amounts = st.integers(min_value=0, max_value=rupiah.MOST - 1)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_price_text_is_read_as_the_fact_file_says(case: dict[str, Any]) -> None:
    found = rupiah.read(case["text"])
    verdict = (
        "review" if found.review else "reject" if found.refusal else "ask" if found.value is None else ""
    )
    assert verdict == case.get("verdict", "")
    assert (found.value, found.most) == (case.get("value"), case.get("most"))
    assert (found.quantity, found.unit) == (case.get("quantity", 1), case.get("unit", ""))
    assert found.basis == case.get("basis", "fixed")


@pytest.mark.parametrize(("text", "value"), [
    ("2 juta 500 ribu", 2_500_000), ("2jt500rb", 2_500_000), ("satu setengah juta", 1_500_000),
    ("dua ratus lima puluh ribu", 250_000), ("sejuta", 1_000_000), ("1.500.000", 1_500_000), ("1,500,000", 1_500_000),
    ("Rp 2.500,-/bungkus", 2_500), ("15 000", 15_000), ("Rp５.０００", 5_000), (15000, 15_000), (15000.0, 15_000),
    ("500,00", 500), ("15000.00", 15_000), ("15.000 rupiah", 15_000), ("seratus dua puluh lima ribu", 125_000),
    ("96000000", 96_000_000), ("1,25 miliar", 1_250_000_000), ("gratis", 0), ("@15.000", 15_000),
    ("sepuluh ribu lima ratus", 10_500), ("5 ratus ribu", 500_000), ("15.000.-", 15_000),
])  # fmt: skip
def test_other_ways_of_writing_an_amount(text: Any, value: int) -> None:
    assert rupiah.read(text).value == value


@pytest.mark.parametrize("text", [
    "15", "1.500rb", "1,125jt", "15.5", "15.00", "1.5E+06", "15rb/20rb", "20-15rb", "15-20.000", "2jt 500", "5 m",
    "l5.000", "murah", "15rb-an", "15.000 + ongkir", 0.5, "1.0000", "lima ratus tiga ratus ribu", "ribu lima",
    "15'000", "0rb", "15.000,50", "ceban", "Rp 15,000", "dua puluh belas ribu", "3 for", "500rb 2jt",
])  # fmt: skip
def test_what_can_mean_two_things_is_never_guessed(text: Any) -> None:
    found = rupiah.read(text)
    assert found.review
    assert found.value is None


@pytest.mark.parametrize("text", ["", None, "-", "-Rp5", "(15.000)", "minus 5rb", "9" * 15 + "0", True])
def test_what_is_no_amount_is_refused_with_a_sentence(text: Any) -> None:
    assert rupiah.read(text).refusal


def test_a_form_takes_one_certain_amount_and_says_what_it_thinks_was_meant() -> None:
    assert rupiah.whole("1,5 juta") == 1_500_000
    with pytest.raises(Unfit, match=r"Maksudnya Rp15\.000\?"):
        rupiah.whole("Rp 15.OOO")
    for text in ("15-20rb", "Nego", "3 for 10rb", "-5"):
        with pytest.raises(Unfit):
            rupiah.whole(text)


@given(amounts)
def test_whatever_the_city_prints_it_reads_back(amount: int) -> None:
    assert rupiah.read(rupiah.written(amount)) == Amount(value=amount)


@given(
    low=amounts,
    more=st.none() | st.integers(min_value=1, max_value=10**9),
    basis=st.sampled_from([Basis.FIXED, Basis.FROM, Basis.NEGOTIABLE]),
    quantity=st.integers(min_value=1, max_value=9999),
    unit=st.sampled_from(["pcs", "kg", "bungkus", "lusin", "buah"]),
)
def test_a_whole_price_is_read_back_as_it_was_printed(
    low: int, more: int | None, basis: Basis, quantity: int, unit: str
) -> None:
    most = min(low + more, rupiah.MOST - 1) if more else None
    price = Amount(value=low, most=most if most != low else None, basis=basis, quantity=quantity, unit=unit)
    assert rupiah.read(str(price)) == price


DAMAGED = (float("nan"), float("inf"), Decimal("NaN"), 10**5000, -(10**5000), "1" * 5000, "1" + ".000" * 2000)


@pytest.mark.parametrize("damaged", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_no_amount_at_all_breaks_nothing(damaged: Any) -> None:
    found = rupiah.read(damaged)
    assert found.value is None
    assert found.review or found.refusal


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_nothing_breaks_the_reader_and_it_says_why_when_it_cannot_read(typed: Any) -> None:
    found = rupiah.read(typed)
    assert found.value is not None or found.review or found.refusal or found.basis != Basis.FIXED


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["rb", "ribu", "k", " rb", "jt", " juta"]))
def test_a_scale_multiplies(number: int, scale: str) -> None:
    factor = 10**6 if "j" in scale else 10**3
    assert rupiah.read(f"{number}{scale}").value == number * factor
