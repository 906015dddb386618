"""What is hidden cannot be worked out; and no more is hidden than small tables need."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from balaikota.enterprises.figures import methods
from balaikota.enterprises.figures.methods import TOTAL

ROWS, COLUMNS = ("a", "b", "c", "d"), ("x", "y", "z")
tables = st.fixed_dictionaries({(row, column): st.integers(0, 40) for row in ROWS for column in COLUMNS})


def can_be_worked_out(counts: dict[methods.Cell, int]) -> list[methods.Cell]:
    """By linear algebra: every row and column adds up to its total; what is shown is known."""
    table, hide = methods.with_totals(counts), sorted(methods.hidden(counts))
    equations = []
    for row in {cell[0] for cell in table}:
        equations.append([(1 if cell[1] != TOTAL else -1) if cell[0] == row else 0 for cell in hide])
    for column in {cell[1] for cell in table}:
        equations.append([(1 if cell[0] != TOTAL else -1) if cell[1] == column else 0 for cell in hide])
    if not hide:
        return []
    _u, sizes, turns = np.linalg.svd(np.array(equations, dtype=float))
    rank = int((sizes > 1e-9).sum())
    free = turns[rank:]
    return [cell for n, cell in enumerate(hide) if not free.size or np.abs(free[:, n]).max() < 1e-9]


@settings(max_examples=150, deadline=None)
@given(tables)
def test_no_hidden_number_follows_from_those_that_are_shown(counts: dict[methods.Cell, int]) -> None:
    assert can_be_worked_out(counts) == []


@settings(max_examples=100, deadline=None)
@given(tables)
def test_every_small_number_is_hidden_and_nothing_else_without_need(counts: dict[methods.Cell, int]) -> None:
    table, hide = methods.with_totals(counts), methods.hidden(counts)
    small = {cell for cell, count in table.items() if count < methods.SMALLEST}
    assert small <= hide
    assert bool(small) == bool(hide)
    assert table.get((TOTAL, TOTAL), 0) == sum(counts.values())


def test_one_small_cell_takes_three_others_with_it() -> None:
    counts = {("a", "x"): 3, ("a", "y"): 50, ("b", "x"): 60, ("b", "y"): 70, ("c", "x"): 900, ("c", "y"): 900}
    assert methods.hidden(counts) == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_a_code_of_another_version_is_not_guessed() -> None:
    assert methods.sector_of("2020", "10794") == "industri"
    assert methods.sector_of("2020", "56102") == "makan-minum"
    assert methods.sector_of("2025", "10794") == methods.UNKNOWN
    assert methods.sector_of(None, None) == methods.UNKNOWN
    assert set(methods.sectors()) >= {methods.sector_of("2020", f"{n:02}000") for n in range(1, 99)}
