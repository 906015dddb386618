"""The table for hundreds of cities says what the decimal methods say."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balaikota.economy.measures import methods as measures
from balaikota.economy.panel import methods as panel
from balaikota.economy.shifts import methods as shifts
from balaikota.economy.structure import methods as structure
from balaikota.economy.structure.methods import Span

money = st.decimals(min_value="1", max_value="9999999", places=2)
years = st.lists(st.fixed_dictionaries(dict.fromkeys("ABC", money)), min_size=2, max_size=4)


def written(rows: list[tuple[str, str, int, str, str, Decimal]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(panel.COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode()


@settings(deadline=None, max_examples=40)
@given(years, years)
def test_every_method_agrees_with_the_decimal_one(
    city: list[dict[str, Decimal]], above: list[dict[str, Decimal]]
) -> None:
    n = min(len(city), len(above))
    city, above = city[:n], above[:n]
    rows = [
        (name, "up", 2020 + at, item, "2026-01-01", value)
        for name, series in (("city", city), ("up", above))
        for at, values in enumerate(series)
        for item, value in values.items()
    ]
    found = panel.measured(panel.as_known(panel.loaded(written(rows))))
    span = Span(city[0], city[-1], above[0], above[-1])
    parts, moving, quotients = shifts.parts(span), structure.dlq(span), structure.lq(city[-1], above[-1])
    moved = measures.contributions(city[-2], city[-1])
    for row in found.iter_rows(named=True):
        if row["area"] != "city" or row["year"] != 2020 + n - 1:
            continue
        item = row["item"]
        each = parts[item]
        scale = 1 + abs(float(each.change)) + float(measures.total(city[-1]))
        wanted = {"lq": quotients[item], "dlq": moving[item], "contribution": moved[item]}
        for name, value in wanted.items():
            assert row[name] == pytest.approx(float(value), rel=1e-9, abs=1e-9), name
        for name in ("national", "mix", "competitive", "em_competitive", "allocation"):
            assert row[name] == pytest.approx(float(getattr(each, name)), abs=1e-8 * scale), name
        assert row["krugman"] == pytest.approx(float(structure.krugman(city[-1], above[-1]) or 0), abs=1e-9)


def test_the_vintage_known_last_counts() -> None:
    rows = [
        ("a", "a", 2022, "H", day, value)
        for day, value in (("2023-02-06", Decimal("12.69")), ("2024-02-05", Decimal("12.96")))
    ]
    frame = panel.loaded(written(rows))
    assert panel.as_known(frame)["value"].to_list() == [12.96]
    assert panel.as_known(frame, date(2023, 12, 31))["value"].to_list() == [12.69]
    assert panel.as_known(frame, date(2023, 1, 1)).is_empty()


@pytest.mark.parametrize(
    "content",
    [
        b"area,year\n1,2",
        written([("a", "a", 2022, "H", "2023-02-06", Decimal(1))] * 2),
        written([("a", "a", 2022, "H", "", Decimal(1))]),
        written([("a", "a", 2022, "H", "2023-02-06", Decimal("NaN"))]),
        b"",
    ],
)
def test_a_table_that_does_not_hold_what_it_must_is_refused(content: bytes) -> None:
    with pytest.raises(panel.Unlike):
        panel.loaded(content)
