"""What a product costs and what a change did, for any figures."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from balaikota.enterprises.production import methods

money = st.integers(0, 10**9)


@given(money, st.integers(1, 10_000), st.integers(0, 10_000), money, money, money)
def test_a_batch_sold_at_cost_never_loses_by_rounding(
    materials: int, gives: int, minutes: int, wage: int, overhead: int, packaging: int
) -> None:
    cost = methods.cost(
        materials=materials,
        gives=gives,
        minutes=minutes,
        wage_hour=wage,
        overhead=overhead,
        packaging=packaging,
    )
    spent = Decimal(materials + overhead + packaging * gives) + Decimal(minutes) * wage / 60
    assert cost.unit * gives >= spent - Decimal("0.001")
    assert cost.unit * gives < spent + gives + Decimal("0.001")


@given(st.integers(1, 10**9), st.decimals(0, 90, places=1))
def test_the_price_leaves_at_least_the_margin_asked_for(unit: int, pct: Decimal) -> None:
    price = methods.price_for(unit, pct)
    assert price % methods.STEP == 0
    assert methods.margin(unit, price) >= pct - Decimal("0.1")


def test_a_recipe_by_hand() -> None:
    """Reckoned on paper: 60,000 of materials, 120 minutes at 12,000, 10,000 of gas, 20 packs, 500 a pack for packaging."""
    cost = methods.cost(
        materials=60_000, gives=20, minutes=120, wage_hour=12_000, overhead=10_000, packaging=500
    )
    assert cost.unit == 5_200
    assert methods.price_for(5_200, Decimal(30)) == 7_500
    assert methods.margin(5_200, 7_500) == Decimal("30.7")


@dataclass(frozen=True)
class Made:
    good: int
    waste: int = 0
    minutes: int | None = None
    materials: int | None = None
    shelf_days: int | None = None


def test_waste_that_fell_is_an_improvement_once_three_batches_stand_on_each_side() -> None:
    before, after = [Made(80, 20)] * 3, [Made(95, 5)] * 3
    assert not methods.change("waste", before, after[:2]).is_measured
    change = methods.change("waste", before, after)
    assert (change.before, change.after, change.is_better, change.percent) == (20, 5, True, -75)
    assert not methods.change("waste", after, before).is_better


def test_only_batches_that_know_the_measure_count() -> None:
    before = [Made(10, minutes=60), Made(10), Made(10, minutes=60), Made(10, minutes=60)]
    change = methods.change("time", before, [Made(10, minutes=30)] * 3)
    assert (change.batches_before, change.before, change.after, change.is_better) == (3, 6, 3, True)
    assert methods.change("shelf_life", before, before).before is None


@given(st.lists(st.builds(Made, st.integers(0, 500), st.integers(0, 500)), min_size=3, max_size=12))
def test_nothing_changed_is_no_improvement(batches: list[Made]) -> None:
    for measure in ("yield", "waste", "time", "cost", "shelf_life"):
        assert not methods.change(measure, batches, batches).is_better


def test_value_added_is_sales_less_what_was_bought() -> None:
    value = methods.Value("2026-10", 3_000_000, 1_200_000, 900_000, Decimal(200), 3)
    assert (value.added, value.per_unit, value.per_worker) == (1_800_000, 9_000, 600_000)
    assert value.margin_pct == 30
    assert methods.Value("2026-10", 0, 0, 0, Decimal(0), None).per_worker is None
