"""Keeping the working calendar."""

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.deadlines import queries, rules
from balaikota.engine.deadlines.models import Holiday
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.kit.errors import require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

DATA = Path(__file__).parent / "data" / "holidays.toml"


@transaction.atomic
def load_holidays(file: Path = DATA) -> int:
    """Add the rows of the data file that the city has never had. What was withdrawn is not brought back.

    A row whose name, kind or decree changed replaces the one that stood on its date.
    """
    rows = tomllib.loads(file.read_text())["holidays"]
    known = set(queries.known())
    new = [row for row in rows if (row["on"], row["name"], row["kind"], row["source"]) not in known]
    if not new:
        return 0
    dates = [row["on"] for row in new]
    queries.standing().filter(on__in=dates).update(withdrawn_at=timezone.now())
    added = Holiday.objects.bulk_create([_holiday(row) for row in new])
    span: dict[str, Any] = {"first": str(min(dates)), "last": str(max(dates))}
    audit.record("deadlines.holidays_loaded", added[0], by=None, added=len(added), **span)
    return len(added)


def _holiday(row: dict[str, Any]) -> Holiday:
    return Holiday(
        on=row["on"], name=row["name"], kind=row["kind"], source=row["source"], is_verified=row["verified"]
    )


@transaction.atomic
def withdraw_holiday(holiday: Holiday, *, by: "Person | None") -> None:
    """The day becomes a working day again; the row stays, so that older due times can be explained."""
    _require_keeper(by)
    holiday = queries.locked(holiday)
    require(
        rules.is_standing(holiday),
        _("Hari libur ini sudah dicabut. Muat ulang halaman untuk melihat kalender terbaru."),
        status=409,
    )
    holiday.withdrawn_at = timezone.now()
    holiday.save(update_fields=["withdrawn_at"])
    audit.record("deadlines.holiday_withdrawn", holiday, by=by, on=str(holiday.on), holiday=holiday.name)


@transaction.atomic
def add_holiday(*, on: date, name: str, kind: str, source: str, by: "Person | None") -> Holiday:
    """One more day on which the city's clocks stand still, by the decree named as its source."""
    _require_keeper(by)
    is_free = not queries.is_off(on)
    require(
        is_free, _("Tanggal itu sudah hari libur. Cabut dahulu yang lama bila dasarnya berubah."), status=409
    )
    holiday = Holiday.objects.create(on=on, name=name, kind=kind, source=source, is_verified=True)
    audit.record("deadlines.holiday_added", holiday, by=by, on=str(on), holiday=name)
    return holiday


def _require_keeper(by: "Person | None") -> None:
    held = organisations.tenures_today(by) if by else []
    require(
        rules.may_keep_calendar(by, held),
        _("Hanya pengelola sistem yang dapat mengubah kalender kerja. Hubungi pengelola sistem kota."),
    )
