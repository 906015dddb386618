"""A chart is its table first. Here it is read by people (numbers as their language writes them) and by programs.

CSV as RFC 4180 has it; workbooks as ECMA-376, with a second sheet that says where the figures come from.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format

from balaikota.economy.measures.methods import half_up
from balaikota.kit import exports

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """One column of a chart's table: its key, how it is called, its unit, and with how many digits it is printed."""

    key: str
    label: str
    unit: str = ""
    digits: int = 2


@dataclass(frozen=True)
class Chart:
    """A table and the way it is painted. `tells` is the sentence for whoever cannot see it."""

    slug: str
    title: str
    tells: str
    columns: Sequence[Column]
    rows: Rows
    paint: str
    method: str = ""
    sources: Sequence[str] = ()
    marks: dict[str, Any] = field(default_factory=dict)


def spoken(value: Any, digits: int = 2) -> str:
    """A number as the reader's language writes it, half up; a dash when there is none."""
    if value is None:
        return "–"
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return str(number_format(half_up(exact, digits), decimal_pos=digits, use_l10n=True, force_grouping=True))


def shown(chart: Chart) -> list[list[str]]:
    """The table as a person reads it."""
    return [[_shown(row.get(column.key), column) for column in chart.columns] for row in chart.rows]


def _shown(value: Any, column: Column) -> str:
    return spoken(value, column.digits) if value is None or isinstance(value, Decimal) else str(value)


def head(chart: Chart) -> list[str]:
    return [f"{column.label} ({column.unit})" if column.unit else column.label for column in chart.columns]


def as_csv(chart: Chart) -> str:
    """RFC 4180, decimal points, every digit there is."""
    rows = ([_exact(row.get(column.key)) for column in chart.columns] for row in chart.rows)
    return exports.as_csv([head(chart), *rows])


def _exact(value: Any) -> str:
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def as_xlsx(chart: Chart, about: Sequence[tuple[str, str]]) -> bytes:
    """A workbook: the table, and a sheet that says where it comes from."""
    import xlsxwriter

    packed = io.BytesIO()
    with xlsxwriter.Workbook(
        packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        sheet = book.add_worksheet("Data")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(chart.columns), 16)
        sheet.write_row(0, 0, head(chart), bold)
        for at, row in enumerate(chart.rows, 1):
            for place, column in enumerate(chart.columns):
                _write(sheet, at, place, row.get(column.key))
        notes = book.add_worksheet("Keterangan")
        notes.set_column(0, 1, 60)
        for at, (name, said) in enumerate(about):
            notes.write_string(at, 0, name, bold)
            notes.write_string(at, 1, said)
    return packed.getvalue()


def _write(sheet: Any, at: int, place: int, value: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(at, place, float(value))
    elif value is not None:
        sheet.write_string(at, place, str(value))
