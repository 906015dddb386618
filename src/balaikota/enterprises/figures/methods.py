"""Sectors, and tables in which no small number can be worked out. Pure.

A count from 1 to 9 is hidden, and so are others beside it until no hidden one follows from what is shown. In a table
with its totals, a hidden cell can be worked out exactly when it lies on no circle of hidden cells (rows and columns
as the points of a graph, hidden cells as its lines); so lines are added, the smallest numbers first, until each lies
on one. Source: the cycle condition for two-way tables, Gusfield 1988 (SIAM J. Comput. 17(3)), as commonly cited.
"""

import heapq
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from balaikota.kit import city

SECTORS = Path(__file__).parent / "data" / "sectors.toml"
ANNOUNCED = Path(__file__).parent / "data" / "announced.toml"
SMALLEST = 10
TOTAL = "∑"
UNKNOWN = "tidak-diketahui"

Cell = tuple[str, str]
Counts = Mapping[Cell, int]


@lru_cache
def _sectors() -> dict[str, Any]:
    return tomllib.loads(city.file("sectors.toml", SECTORS).read_text(encoding="utf-8"))


@lru_cache
def announced() -> list[dict[str, Any]]:
    """Counts that were announced before; a city's own file, or the first city's."""
    told: list[dict[str, Any]] = tomllib.loads(
        city.file("announced.toml", ANNOUNCED).read_text(encoding="utf-8")
    )["counts"]
    return told


def sectors() -> dict[str, str]:
    """The name of each sector by its code, in their order."""
    return {each["code"]: each["name"] for each in _sectors()["sectors"]}


def sector_of(version: str | None, code: str | None) -> str:
    """The sector of a KBLI code; of another version than the table's, or of none, it is not known."""
    told = _sectors()
    if not code or version != told["version"] or not code[:2].isdigit():
        return UNKNOWN
    two = int(code[:2])
    return str(next(each["code"] for each in told["sectors"] if each["first"] <= two <= each["last"]))


# --- hiding small numbers -------------------------------------------------------------------------


def with_totals(counts: Counts) -> dict[Cell, int]:
    """The table with the totals of its rows, of its columns, and of all."""
    table = {cell: count for cell, count in counts.items() if count}
    for (row, column), count in list(table.items()):
        for total in ((row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            table[total] = table.get(total, 0) + count
    return table


def hidden(counts: Counts) -> set[Cell]:
    """The cells, totals too, that are not shown to everybody. Nothing and ten or more may be shown."""
    table = with_totals(counts)
    hide = {cell for cell, count in table.items() if count < SMALLEST}
    for cell in sorted(hide, key=lambda each: (table[each], each)):
        if not _on_a_circle(cell, hide):
            hide |= _way_round(cell, table, hide)
    return _settled(table, hide)


def _settled(table: Mapping[Cell, int], hide: set[Cell]) -> set[Cell]:
    """Cells hidden beside the small ones lie on a circle with them; checked once more, until none stands alone."""
    while loose := next((cell for cell in sorted(hide) if not _on_a_circle(cell, hide)), None):
        hide = hide | _way_round(loose, table, hide)
    return hide


def _neighbours(cells: Iterable[Cell]) -> dict[Cell, list[tuple[Cell, Cell]]]:
    """Rows and columns as points (kept apart by their place in a pair), with the cells between them."""
    found: dict[Cell, list[tuple[Cell, Cell]]] = {}
    for cell in cells:
        row, column = ("row", cell[0]), ("column", cell[1])
        found.setdefault(row, []).append((column, cell))
        found.setdefault(column, []).append((row, cell))
    return found


def _on_a_circle(cell: Cell, hide: set[Cell]) -> bool:
    return bool(_path(cell, dict.fromkeys(hide - {cell}, 0)))


def _way_round(cell: Cell, table: Mapping[Cell, int], hide: set[Cell]) -> set[Cell]:
    """The cheapest cells to hide so that this one lies on a circle: small numbers first, totals last."""
    dear = table[TOTAL, TOTAL] + 1
    cost = {
        each: 0 if each in hide else count + dear * each.count(TOTAL)
        for each, count in table.items()
        if each != cell
    }
    return _path(cell, cost)


def _path(cell: Cell, cost: Mapping[Cell, int]) -> set[Cell]:
    """The cheapest cells that lead from this cell's row to its column by other cells (Dijkstra 1959); none: empty."""
    start, goal = ("row", cell[0]), ("column", cell[1])
    near, best = _neighbours(cost), {start: 0}
    queue: list[tuple[int, Cell, tuple[Cell, ...]]] = [(0, start, ())]
    while queue:
        so_far, here, trail = heapq.heappop(queue)
        if here == goal:
            return set(trail)
        for there, by in near.get(here, ()):
            total = so_far + cost[by]
            if total < best.get(there, total + 1):
                best[there] = total
                heapq.heappush(queue, (total, there, (*trail, by)))
    return set()


@dataclass(frozen=True)
class Shown:
    """One number as its reader sees it: None is hidden."""

    count: int | None


def shown(counts: Counts, *, exact: bool) -> dict[Cell, Shown]:
    """The table with totals: all of it to who may see it, else without what is hidden."""
    hide = set() if exact else hidden(counts)
    return {cell: Shown(None if cell in hide else count) for cell, count in with_totals(counts).items()}
