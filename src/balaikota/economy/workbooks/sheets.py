"""The cells of a workbook or CSV as text, as they stand."""

import math
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from balaikota.economy.workbooks import methods, queries
from balaikota.kit import tables
from balaikota.kit.spreadsheets import MOST_BYTES, MOST_UNPACKED
from balaikota.kit.typed import Unfit

MOST_ROWS = 2_000


def read(content: bytes) -> methods.Read:
    """The first sheet of the file on which a table stands. Raises `Unfit` when the file itself cannot be used."""
    if len(content) > MOST_BYTES:
        raise Unfit(_("Berkas ini lebih dari 2 MB. Simpan hanya lembar tabelnya."))
    names = queries.names()
    found = [methods.read(grid, names) for grid in grids(content)]
    return next((each for each in found if each.heads), found[0])


def grids(content: bytes) -> list[list[list[str]]]:
    """Every sheet as rows of text, each row where the program shows it."""
    sheets = tables.sheets_of(content, "tabel", unpacked=MOST_UNPACKED)
    return [[[_said(cell) for cell in row] for row in sheet.rows[:MOST_ROWS]] for sheet in sheets[:20]]


def _said(cell: Any) -> str:
    """Numbers as a workbook keeps them have a decimal point; noise of binary fractions beyond six places is dropped."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, int | float) and math.isfinite(cell):
        exact = round(Decimal(repr(cell)), 6).normalize()
        text = format(exact, "f")
        return text if "." in text or abs(exact) < 10_000 else f"{text}.0"
    return " ".join(str(cell).split())[: methods.LONGEST]
