"""Keeping an uploaded table for its uploader to look at, and then as a release."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.economy.accounts import actions as accounts
from balaikota.economy.accounts import queries as known
from balaikota.economy.accounts.models import Area, Release
from balaikota.economy.workbooks import queries, rules
from balaikota.economy.workbooks.methods import Read
from balaikota.economy.workbooks.models import Sheet
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


@dataclass(frozen=True)
class About:
    """What the officer says of the file."""

    file_name: str
    area: Area
    code: str
    publisher: str
    url: str
    released_on: date | None


@transaction.atomic
def upload(about: About, read: Read, *, by: Person) -> Sheet:
    """Keep what was read; nothing of it counts yet."""
    require(rules.may_import(by), _("Angka ekonomi dimasukkan oleh pengelola sistem."))
    require(
        about.code not in known.known_releases(),
        _("Kode rilis ini sudah dipakai. Pilih kode lain."),
        status=422,
    )
    sheet = Sheet.objects.create(
        file_name=about.file_name[:120], area=about.area, code=about.code, publisher=about.publisher, url=about.url,
        released_on=about.released_on, title=read.title, figures=_figures(read), faults=read.faults,
        left_out=read.left_out, by=by,
    )  # fmt: skip
    audit.record("workbooks.uploaded", sheet, by=by, release=about.code, faults=len(read.faults))
    return sheet


def _figures(read: Read) -> list[list[str]]:
    """Each value with its period, mark, prices and base; the printed total too."""
    rows: list[list[str]] = []
    for line in (*read.lines, *read.totals[:1]):
        for head in read.heads:
            if head.column in line.values:
                basis = head.basis or read.basis
                base = read.base if basis == known.ADHK else ""
                status = line.marks.get(head.column) or head.status
                rows.append(
                    [line.code, head.period, format(line.values[head.column], "f"), status, basis, base]
                )
    return rows


@transaction.atomic
def keep(sheet: Sheet, *, by: Person) -> Release:
    """Make it a release: a vintage beside those that stand."""
    sheet = queries.locked(sheet)
    require(
        not sheet.faults, _("Tabel ini belum cocok. Perbaiki menurut sebabnya, lalu unggah lagi."), status=422
    )
    require(rules.may_keep(by, sheet), _("Tabel ini sudah disimpan, atau bukan Anda yang mengunggahnya."))
    figures = [
        accounts.Figure(
            sheet.area.code, period, Decimal(value), "miliar rupiah", known.PDRB, item, basis, base, status
        )
        for item, period, value, status, basis, base in sheet.figures
    ]
    source = accounts.Source(
        sheet.code, sheet.publisher, sheet.url, sheet.released_on, is_verified=sheet.publisher == "BPS"
    )
    kept = accounts.release(source, figures, by=by)
    sheet.kept_at = timezone.now()
    sheet.save(update_fields=["kept_at"])
    audit.record("workbooks.kept", sheet, by=by, release=kept.code)
    return kept
