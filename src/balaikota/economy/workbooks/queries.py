"""Reading uploaded tables, and the names by which industries are known."""

import csv
import uuid
from typing import Any

from django.db.models import QuerySet

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.accounts.actions import DATA
from balaikota.economy.workbooks import rules
from balaikota.economy.workbooks.methods import plain
from balaikota.economy.workbooks.models import Sheet
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found


def names() -> dict[str, str]:
    """Every spelling of an industry that was met, plain, with its code."""
    known: dict[str, str] = {}
    with (DATA / "industries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said = [row["name_id"], row["name_en"], row["short_id"], *row["labels"].split("|")]
            known |= {plain(each): row["code"] for each in said if each}
    return known


def sheets(viewer: Person) -> QuerySet[Sheet]:
    """What was uploaded, newest first; only for those who bring figures in."""
    found(viewer if rules.may_import(viewer) else None)
    return Sheet.objects.select_related("area").order_by("-at")


def sheet(id: uuid.UUID, *, viewer: Person) -> Sheet:
    return found(sheets(viewer).filter(pk=id).first())


def locked(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_for_update(of=("self",)).select_related("area").get(pk=sheet.pk)


def preview(sheet: Sheet) -> dict[str, Any]:
    """The figures as a table: industries down, periods across."""
    columns = sorted({(basis, period) for _item, period, _value, _status, basis, _base in sheet.figures})
    cells = {
        (item, basis, period): (value, status) for item, period, value, status, basis, _base in sheet.figures
    }
    lines = [
        (each, [cells.get((each.code, *column)) for column in columns]) for each in accounts.industries()
    ]
    totals = [cells.get(("", *column)) for column in columns]
    return {
        "columns": columns,
        "lines": [line for line in lines if any(line[1])],
        "totals": totals if any(totals) else [],
    }
