"""Properties of the methods, and the defined answers for what cannot be computed."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from balaikota.economy.measures import methods as measures
from balaikota.economy.shifts import methods as shifts
from balaikota.economy.structure import methods as structure
from balaikota.economy.structure.methods import Span

money = st.decimals(min_value="0.01", max_value="99999999", places=2)
table = st.fixed_dictionaries(dict.fromkeys("ABC", money))
spans = st.builds(Span, table, table, table, table)
D = Decimal


@given(spans)
def test_compound_dlq_is_lq_at_the_end_over_lq_at_the_beginning_exactly(span: Span) -> None:
    for key in span.region:
        ends = [
            structure.quotient(side[key], measures.total(side), other[key], measures.total(other))
            for side, other in ((span.region, span.reference), (span.region_after, span.reference_after))
        ]
        assert ends[0] is not None
        assert ends[1] is not None
        assert structure.dlq_exact(span, key) == ends[1] / ends[0]


@given(spans)
def test_the_parts_of_shift_share_add_up_to_the_change(span: Span) -> None:
    for each in shifts.parts(span).values():
        assert abs(each.national + each.mix + each.competitive - each.change) < D("1e-9")
        assert abs(each.em_competitive + each.allocation - each.competitive) < D("1e-9")


@given(table, table)
def test_contributions_add_up_to_growth(before: dict[str, Decimal], after: dict[str, Decimal]) -> None:
    rate = measures.growth(measures.total(before), measures.total(after))
    assert rate is not None
    assert abs(sum(measures.contributions(before, after).values(), D(0)) - rate) < D("1e-9") * (1 + abs(rate))


@given(table, table)
def test_indices_stay_within_their_bounds(region: dict[str, Decimal], reference: dict[str, Decimal]) -> None:
    krugman, theil, herfindahl = (
        structure.krugman(region, reference),
        structure.theil(region, reference),
        structure.herfindahl(region),
    )
    assert krugman is not None
    assert 0 <= krugman <= 2
    assert theil is not None
    assert theil >= D("-1e-20")
    assert herfindahl is not None
    assert D(1) / 3 - D("1e-20") <= herfindahl <= 1


@given(st.lists(table, min_size=3, max_size=6), st.lists(table, min_size=6, max_size=6))
def test_dynamic_shift_share_adds_up_over_the_years(
    region: list[dict[str, Decimal]], reference: list[dict[str, Decimal]]
) -> None:
    found = shifts.dynamic(region, reference)
    for key, row in found.items():
        assert abs(row["change"] - (region[-1][key] - region[0][key])) < D("1e-8")
        assert abs(row["national"] + row["mix"] + row["competitive"] - row["change"]) < D("1e-6")


@given(table, table)
def test_the_mean_of_quotients_weighted_by_the_reference_is_one(
    a: dict[str, Decimal], b: dict[str, Decimal]
) -> None:
    identity = structure.lq_identity(structure.lq(a, b), b)
    assert identity is not None
    assert abs(identity - 1) < D("1e-20")


def test_zero_missing_and_negative_have_a_defined_answer() -> None:
    assert measures.growth(D(0), D(5)) is None
    assert measures.growth(D(-1), D(5)) is None
    assert measures.growth(None, D(5)) is None
    assert measures.growth(D(5), D(0)) == -100
    assert structure.lq({"A": D(0), "B": D(1)}, {"A": D(1), "B": D(1)})["A"] == 0
    assert structure.lq({"A": D(-1), "B": D(3)}, {"A": D(1), "B": D(1)}).keys() == {"B"}
    assert structure.lq({"A": D(1)}, {"A": D(0), "B": D(1)}) == {}
    assert (
        shifts.parts(Span({"A": D(0), "B": D(1)}, {"A": D(2), "B": D(1)}, *[{"A": D(1), "B": D(1)}] * 2))[
            "A"
        ].allocation
        == 2
    )
    assert structure.overlay(None, D(1), D("0.99")) == "?+-"
    assert structure.leading_class(D(1), None) == ""
    assert structure.multiplier({"A": D(1), "B": D(1)}, {"A": D(1), "B": D(1)}) is None


def test_the_rest_of_the_province_is_the_province_without_the_city() -> None:
    assert structure.rest_of({"A": D(10), "B": D(5)}, {"A": D(4)}) == {"A": D(6), "B": D(5)}
