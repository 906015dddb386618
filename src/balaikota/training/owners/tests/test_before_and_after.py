"""Sales before and after a class: of every month or of none, and of ten businesses or of nobody."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from balaikota.training.owners import methods


def test_the_months_of_a_class_itself_are_on_neither_side() -> None:
    before, after = methods.sides(date(2026, 1, 31), date(2026, 2, 1))
    assert (before, after) == (["2025-10", "2025-11", "2025-12"], ["2026-03", "2026-04", "2026-05"])
    assert methods.due_on(date(2026, 2, 1)) == date(2026, 7, 1)


def test_a_month_that_was_not_closed_is_not_a_month_without_sales() -> None:
    sold = {"2026-01": 3, "2026-02": 3, "2026-03": 3, "2026-05": 6, "2026-06": 6}
    sides = ["2026-01", "2026-02", "2026-03"], ["2026-05", "2026-06", "2026-07"]
    assert methods.change(sold, *sides) is None
    change = methods.change(sold | {"2026-07": 0}, *sides)
    assert (change, change and change.percent) == (methods.Change(3, 4), 100 / 3)


AMOUNTS = st.integers(0, 10**12)


@given(st.lists(st.builds(methods.Change, AMOUNTS, AMOUNTS), max_size=9))
def test_fewer_than_ten_tell_nothing(changes: list[methods.Change]) -> None:
    assert methods.together(changes) == {}


@given(st.lists(st.builds(methods.Change, st.integers(1, 10**12), AMOUNTS), min_size=10, max_size=40))
def test_what_many_tell_lies_between_the_least_and_the_most(changes: list[methods.Change]) -> None:
    told = methods.together(changes)
    lowest, highest = min(row.before for row in changes), max(row.before for row in changes)
    assert lowest - methods.STEP <= told["before"] <= highest + methods.STEP
    assert told["before"] % methods.STEP == 0
