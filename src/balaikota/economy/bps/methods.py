"""What an answer of the BPS WebAPI says. Pure.

A dynamic table is a flat map: the key of a cell is vertical variable + variable + derived variable + year + derived
year, written one behind the other with nothing between. So keys are never taken apart: they are put together from the
answer's own lists, and an answer in which two cells would share a key is refused. "Nothing found" has status OK.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Unusable(Exception):
    """The answer cannot be used; `why` is a word of ours."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Cell:
    """One figure of a table: its row's label, its column's (a derived variable), and its period."""

    row: str
    column: str
    period: str
    value: Decimal


def table(answer: Mapping[str, Any]) -> list[Cell]:
    """Every cell of a dynamic table; none when BPS says that there is no such table. Raises `Unusable` otherwise."""
    if answer.get("status") != "OK":
        raise Unusable("refused")
    if answer.get("data-availability") != "available":
        return []
    rows, variables = _labels(answer, "vervar"), _labels(answer, "var")
    columns, years, parts = (_labels(answer, name) for name in ("turvar", "tahun", "turtahun"))
    content = answer.get("datacontent")
    if not isinstance(content, dict):
        raise Unusable("no_content")
    cells: dict[str, Cell] = {}
    for row, variable, column, year, part in product(rows, variables, columns, years, parts):
        key = f"{row}{variable}{column}{year}{part}"
        if key in cells:
            raise Unusable("ambiguous_keys")
        cells[key] = Cell(rows[row], columns[column], period(years[year], parts[part]), Decimal(0))
    if unknown := content.keys() - cells.keys():
        raise Unusable(f"unknown_keys_{len(unknown)}")
    return [
        Cell(c.row, c.column, c.period, _value(content[key]))
        for key, c in cells.items()
        if key in content and c.period
    ]


def _labels(answer: Mapping[str, Any], name: str) -> dict[str, str]:
    """Value and label of one list, the order kept; a missing list has the single value 0."""
    told = answer.get(name)
    if not isinstance(told, list) or not told:
        return {"0": ""}
    return {str(each["val"]): str(each["label"]).strip() for each in told}


def _value(said: Any) -> Decimal:
    try:
        return Decimal(str(said))
    except ArithmeticError:
        raise Unusable("no_number") from None


def period(year: str, part: str) -> str:
    """2024 and "Triwulan I" are 2024Q1; a whole year has no part; months and other parts are left out (empty)."""
    if not re.fullmatch(r"(19|20)\d\d", year):
        return ""
    quarter = re.fullmatch(r"triwulan\s+(iv|iii|ii|i)", part, re.I)
    if quarter:
        return f"{year}Q{QUARTERS[quarter[1].lower()]}"
    return year if not part or part.lower() in ("tahun", "tahunan", "jumlah") else ""


def rows(answer: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """One page of a list, and how many pages there are. Nothing found is an empty page. Raises `Unusable` otherwise."""
    if answer.get("status") != "OK":
        raise Unusable("refused")
    if answer.get("data-availability") != "available":
        return [], 0
    told = answer.get("data")
    if not isinstance(told, list) or len(told) != 2 or not isinstance(told[1], list):
        raise Unusable("wrong_shape")
    return told[1], int(told[0].get("pages", 1))


def domain(code: str, areas: Mapping[str, str]) -> str:
    """BPS numbers regions in its own way: 12.71 of the interior ministry is 1275. Raises `Unusable` when not known."""
    if code not in areas:
        raise Unusable("unknown_domain")
    return areas[code]
