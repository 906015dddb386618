"""Keeping what BPS answered as a release, when it says something new."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from balaikota.economy.accounts import actions as accounts
from balaikota.economy.accounts import queries as known
from balaikota.economy.accounts.models import Release
from balaikota.economy.bps.contract import Table
from balaikota.economy.bps.methods import Cell
from balaikota.economy.workbooks import methods as names
from balaikota.economy.workbooks import queries as imports


@transaction.atomic
def take_in(table: Table, cells: Iterable[Cell]) -> Release | None:
    """A release of today with every cell whose row is an industry or the total; nothing when all of it is known."""
    spelled = imports.names()
    figures = [figure for cell in cells if (figure := _figure(table, cell, spelled)) is not None]
    key = known.Key(table.area, known.PDRB, table.basis, table.base)
    standing = {(each.item, each.period): each.raw for each in known.known(key)}
    if all(standing.get((figure.item, figure.period)) == known.plain(figure.value) for figure in figures):
        return None
    today = timezone.localdate()
    code = f"bps-webapi-{table.domain}-{table.variable}-{timezone.now():%Y%m%d%H%M%S}"
    source = accounts.Source(code, "BPS", "https://webapi.bps.go.id/", today, today, is_verified=True)
    return accounts.release(source, figures, by=None)


def _figure(table: Table, cell: Cell, spelled: dict[str, str]) -> accounts.Figure | None:
    item = names.code_of(cell.row, spelled)
    if not item and not names.is_total(cell.row):
        return None
    value = cell.value * Decimal(table.factor)
    return accounts.Figure(
        table.area, cell.period, value, "miliar rupiah", known.PDRB, item, table.basis, table.base
    )
