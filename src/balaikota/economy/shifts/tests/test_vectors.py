"""Every published or independently computed value is reproduced to the digits it is printed with."""

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from balaikota.economy.measures import methods as measures
from balaikota.economy.shifts import methods as shifts
from balaikota.economy.structure import methods as structure
from balaikota.economy.structure.methods import Span

HERE = Path(__file__).parent / "data"
FIGURES = Path(shifts.__file__).parents[1] / "accounts" / "data" / "figures.csv"
Tables = dict[str, dict[str, Decimal]]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def tables(area: str, *, corrected: bool = False) -> Tables:
    found: Tables = defaultdict(dict)
    with FIGURES.open(newline="") as file:
        for row in csv.DictReader(file):
            if (
                (row["area"], row["indicator"], row["basis"]) == (area, "pdrb", "ADHK")
                and row["item"]
                and len(row["period"]) == 4
            ):
                found[row["period"]][row["item"]] = Decimal((corrected and row["corrected"]) or row["value"])
    return {year: values for year, values in found.items() if len(values) == 17}


CITY, PROVINCE, MENDED = tables("12.71"), tables("12"), tables("12", corrected=True)


def agrees(computed: Decimal | None, printed: str) -> bool:
    """To every digit that is printed: half a unit of the last, and a tenth more where the other side rounded twice."""
    assert computed is not None
    step = Decimal(1).scaleb(int(Decimal(printed).as_tuple().exponent))
    return abs(computed - Decimal(printed)) <= step / 2 * Decimal("1.1")


def case_of(name: str) -> Span:
    four: list[dict[str, Decimal]] = [{}, {}, {}, {}]
    for row in rows("vectors_inputs"):
        if row["case"] == name and not row["industry"].startswith("published"):
            for side, column in zip(
                four, ("region_t0", "region_t1", "reference_t0", "reference_t1"), strict=True
            ):
                side[row["industry"]] = Decimal(row[column])
    return Span(*four)


SPANS = {
    name: case_of(name)
    for name in ("farhauer-kroell-A", "farhauer-kroell-B", "farhauer-kroell-C", "freiburg-2008-2014")
}
SPANS["medan-2021-2024"] = Span(CITY["2021"], CITY["2024"], PROVINCE["2021"], PROVINCE["2024"])
PART = {
    "growth": "change",
    "national share": "national",
    "industry mix": "mix",
    "regional share": "competitive",
}
EM = {"competitive": "em_competitive", "allocation": "allocation"}


def test_dunn_and_esteban_marquillas_agree_with_the_r_package() -> None:
    seen = 0
    for row in rows("vectors_expected"):
        span = SPANS.get(row["case"].split(" ")[0])
        named = {"Dunn": PART, "Esteban-Marquillas": EM}.get(row["method"])
        if span is None or named is None:
            continue
        computed = shifts.totals(shifts.parts(span))[named[row["component"]]]
        assert agrees(computed, row["value"]), (row, computed)
        seen += 1
    assert seen == 30


def test_each_industrys_parts_agree_with_the_r_package() -> None:
    found = shifts.parts(SPANS["farhauer-kroell-A"])
    wanted = [row for row in rows("vectors_expected") if row["method"].startswith("Dunn per industry")]
    for row in wanted:
        each = found[row["industry"]]
        computed = each.competitive if row["component"] == "regional share" else each.national + each.mix
        assert agrees(computed, row["value"]), row
    assert len(wanted) == 8


def test_gerfins_indices_agree_with_the_r_package() -> None:
    found = shifts.gerfin(SPANS["farhauer-kroell-A"])
    assert found is not None
    named = {"industry mix": found.mix, "regional": found.regional, "total": found.total}
    for row in rows("vectors_expected"):
        if row["method"] == "Gerfin index":
            assert agrees(named[row["component"]], row["value"]), row


def test_one_published_quotient_and_those_of_goettingen() -> None:
    (single,) = [row for row in rows("vectors_expected") if row["case"] == "single-farhauer-kroell"]
    e_ij, e_j, e_i, e = (Decimal(value) for value in re.findall(r"=(\d+)", single["method"]))
    exact = structure.quotient(e_ij, e_j, e_i, e)
    assert exact is not None
    assert agrees(structure.decimal(exact), single["value"])
    inputs = {row["industry"]: row for row in rows("vectors_inputs") if row["case"].startswith("goettingen")}
    whole = inputs["published total A-R"]
    for row in rows("vectors_expected"):
        if row["case"].startswith("goettingen"):
            told = inputs[row["industry"]]
            four = [
                Decimal(told["region_t1"]),
                Decimal(whole["region_t1"]),
                Decimal(told["reference_t1"]),
                Decimal(whole["reference_t1"]),
            ]
            exact = structure.quotient(*four)
            assert exact is not None
            assert agrees(structure.decimal(exact), row["value"]), row


def test_goettingens_printed_totals_do_not_add_up_and_are_caught() -> None:
    inputs = [row for row in rows("vectors_inputs") if row["case"].startswith("goettingen")]
    parts = {row["industry"]: Decimal(row["region_t0"]) for row in inputs if len(row["industry"]) <= 3}
    assert measures.sum_fault(parts, Decimal(59125), 0) == Decimal(56872 - 59125)


def test_the_misprinted_quotient_of_tea_is_caught_and_the_right_ones_pass() -> None:
    for row in rows("vectors_expected"):
        if row["case"].startswith("jambi"):
            four = [Decimal(number) for pair in re.findall(r"=(\d+)/(\d+)", row["case"]) for number in pair]
            fault = structure.lq_fault(four, Decimal(row["value"]))
            is_tea = "teh" in row["case"] and row["component"] == "LQ as published"
            assert (fault == Decimal("0.735")) if is_tea else fault is None, row


@pytest.mark.parametrize("year", ["2021", "2022", "2023", "2024", "2025"])
def test_every_quotient_of_the_city(year: str) -> None:
    raw, mended = structure.lq(CITY[year], PROVINCE[year]), structure.lq(CITY[year], MENDED[year])
    for row in rows("expected_lq_medan"):
        if row["year"] != year:
            continue
        assert agrees(raw[row["industry_code"]], row["lq_recomputed_raw"]), row
        assert agrees(mended[row["industry_code"]], row["lq_with_corrected_sumut_2025"]), row
        if row["lq_published"]:
            assert agrees(raw[row["industry_code"]], row["lq_published"]), row


def test_every_published_shift_share_cell_to_five_sen() -> None:
    seen = 0
    for row in rows("expected_shiftshare_medan"):
        one, two = row["year_from"], row["year_to"]
        each = shifts.parts(Span(CITY[one], CITY[two], PROVINCE[one], PROVINCE[two]))[row["industry_code"]]
        computed = (each.national, each.mix, each.competitive, each.change)
        printed = (
            row["national_share_idr"],
            row["industry_mix_idr"],
            row["competitive_idr"],
            row["total_change_idr"],
        )
        for mine, theirs in zip(computed, printed, strict=True):
            assert abs(mine * 10**9 - Decimal(theirs)) <= Decimal("0.05"), row
        seen += 1
    assert seen == 68


def derived() -> dict[str, tuple[Decimal | str | None, ...]]:
    years = ("2021", "2022", "2023", "2024")
    here, there = [CITY[y] for y in years], [PROVINCE[y] for y in years]
    span = Span(here[0], here[-1], there[0], there[-1])
    first, last, moving, means = (
        structure.lq(here[0], there[0]),
        structure.lq(here[-1], there[-1]),
        structure.dlq(span),
        structure.dlq_of_means(here, there),
    )
    moved, parts = measures.contributions(here[0], here[-1]), shifts.parts(span)
    found = {}
    for key in here[0]:
        rate, other = (measures.compound(side[0][key], side[-1][key], 3) for side in (here, there))
        share, other_share = (structure.mean_share(side, key) for side in (here, there))
        rpr, rps = structure.growth_ratios(span, key)
        assert None not in (rate, other, share, other_share)
        each = parts[key]
        found[key] = (
            first[key], last[key], moving[key], means[key], rate, other, share, other_share,
            structure.klassen(share, other_share, rate, other), rpr, rps, structure.overlay(rpr, rps, last[key]),
            structure.leading_class(last[key], moving[key]), moved[key], each.national, each.mix, each.competitive,
            each.em_competitive, each.allocation, each.kind,
        )  # fmt: skip
    return found


def test_every_derived_value_of_the_city() -> None:
    computed = derived()
    for row in rows("expected_derived_medan_2021_2024"):
        if row["industry_code"] == "total":
            continue
        for name, mine, theirs in zip(
            list(row)[1:], computed[row["industry_code"]], list(row.values())[1:], strict=True
        ):
            assert (mine == theirs) if isinstance(mine, str) else agrees(mine, theirs), (
                row["industry_code"],
                name,
                mine,
                theirs,
            )


def test_the_totals_of_the_derived_table() -> None:
    (row,) = [row for row in rows("expected_derived_medan_2021_2024") if row["industry_code"] == "total"]
    span = SPANS["medan-2021-2024"]
    sums = shifts.totals(shifts.parts(span))
    assert agrees(
        measures.compound(measures.total(span.region), measures.total(span.region_after), 3),
        row["growth_city_pct_pa"],
    )
    assert agrees(
        measures.growth(measures.total(span.region), measures.total(span.region_after)),
        row["growth_contribution_pp"],
    )
    assert agrees(sums["national"], row["ss_national_bn"])
    assert agrees(sums["allocation"], row["em_allocation_bn"])


def test_the_city_grew_by_four_point_seven_one_percent_in_2022() -> None:
    rate = measures.growth(measures.total(CITY["2022"]), measures.total(CITY["2023"]))
    assert rate is not None
    assert measures.half_up(rate) == Decimal("5.04")
    rate = measures.growth(measures.total(CITY["2021"]), measures.total(CITY["2022"]))
    assert rate is not None
    assert measures.half_up(rate) == Decimal("4.71")


def test_the_years_that_were_announced_are_what_the_industries_give() -> None:
    by_area = {"Kota Medan": CITY, "Provinsi Sumatera Utara": MENDED}
    for row in rows("growth_by_year"):
        years = by_area[row["region"]]
        before = str(int(row["year"]) - 1)
        if row["year"] in years and before in years:
            rate = measures.growth(measures.total(years[before]), measures.total(years[row["year"]]))
            assert rate is not None
            assert str(measures.half_up(rate)) == row["growth_computed_pct"], row


def test_the_industries_growth_in_the_table_where_a_first_release_said_another() -> None:
    for row in rows("first_release_vs_table"):
        if row["industry_code"] != "total":
            before = str(int(row["year"]) - 1)
            rate = measures.growth(
                MENDED[before][row["industry_code"]], MENDED[row["year"]][row["industry_code"]]
            )
            assert rate is not None
            assert str(measures.half_up(rate)) == row["growth_from_table_pct"], row


def test_one_wrong_digit_in_the_provinces_transport_is_found_among_its_kind() -> None:
    announced = Decimal("4.53")
    rate = measures.growth(measures.total(PROVINCE["2024"]), measures.total(PROVINCE["2025"]))
    assert measures.gap(rate, announced) == Decimal("-1.58")
    suspects = measures.one_digit_off(PROVINCE["2024"], PROVINCE["2025"], announced)
    assert ("H", Decimal("32616.04")) in suspects
    growths = {
        code: measures.half_up(measures.growth(PROVINCE["2024"][code], value) or Decimal(0))
        for code, value in suspects
    }
    assert growths["H"] == Decimal("10.74")


def test_an_error_of_one_digit_anywhere_is_caught() -> None:
    """The kind, not the case: spoil any digit from the thousands up and the announced growth no longer fits."""
    whole = measures.total(CITY["2023"])
    rate = measures.growth(measures.total(CITY["2022"]), whole)
    assert rate is not None
    for code, value in CITY["2023"].items():
        spoilt = dict(CITY["2023"]) | {code: value + 1000}
        found = measures.growth(measures.total(CITY["2022"]), measures.total(spoilt))
        assert measures.gap(found, measures.half_up(rate)) != 0, code
        assert (code, value) in measures.one_digit_off(CITY["2022"], spoilt, measures.half_up(rate)), code


def test_the_weighted_mean_of_a_tables_quotients_is_one_and_a_wrong_one_shows() -> None:
    quotients = structure.lq(CITY["2024"], PROVINCE["2024"])
    identity = structure.lq_identity(quotients, PROVINCE["2024"])
    assert identity is not None
    assert abs(identity - 1) < Decimal("1e-20")
    wrong = structure.lq_identity(quotients | {"H": Decimal("1.8754")}, PROVINCE["2024"])
    assert wrong is not None
    assert abs(wrong - 1) > Decimal("0.01")


def test_nine_years_of_growth_in_ten_districts_of_east_java() -> None:
    ends = {row["name"]: row for row in rows("jatim_2015_2024")}
    wanted = [row for row in rows("vectors_expected") if row["case"].startswith("growth 2015-2024 ")]
    for row in wanted:
        told = ends[row["case"].removeprefix("growth 2015-2024 ").split(" (")[0]]
        assert agrees(
            measures.growth(Decimal(told["value_2015"]), Decimal(told["value_2024"])), row["value"]
        ), row
    assert len(wanted) == 10
