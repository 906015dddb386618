"""Counting reports. Nothing here names a person; private reports are counted and never listed."""

from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, Max, Q
from django.db.models.functions import Extract
from django.utils import timezone

from balaikota.complaints.reports import queries as reports
from balaikota.complaints.reports import rules
from balaikota.complaints.reports.models import Reason, Status
from balaikota.complaints.topics import queries as topics
from balaikota.foundation.regions import queries as regions
from balaikota.kit.maps import MOST_SPOTS, Spot

PAGE = 20
DAY = 86_400  # seconds
STATES = {
    "terbuka": Q(closed_at=None),
    "diperbaiki": Q(closed_reason=Reason.DIPERBAIKI),
    "ditutup": Q(closed_at__isnull=False) & ~Q(closed_reason=Reason.DIPERBAIKI),
}


class Median(Aggregate):
    """The middle value, as PostgreSQL works it out."""

    function = "percentile_cont"
    template = "percentile_cont(0.5) within group (order by %(expressions)s)"
    output_field = FloatField()


def version() -> str:
    """Changes with every change of a report that is shown."""
    newest = reports.everything().aggregate(at=Max("updated_at"))
    return f"{newest['at']}:{timezone.localdate()}"


def sieved(asked: dict[str, str]) -> Any:
    """The public rows that fit `topik`, `keadaan`, `kecamatan`, `unit`; what is unknown sieves nothing."""
    rows = reports.public_reports()
    if topic := asked.get("topik"):
        rows = rows.filter(topic__slug=topic)
    if (state := asked.get("keadaan", "")) in STATES:
        rows = rows.filter(STATES[state])
    if district := asked.get("kecamatan"):
        rows = rows.filter(kelurahan__parent=district)
    if unit := asked.get("unit"):
        rows = rows.filter(unit__agency__code=unit)
    return rows


def listed(asked: dict[str, str]) -> tuple[list[dict[str, Any]], str]:
    """One page, newest first, and the number after which the next begins (empty at the end)."""
    rows = sieved(asked)
    if after := asked.get("sesudah"):
        at = reports.sent_at(after)
        rows = rows.filter(sent_at__lt=at) if at else rows
    shown = list(rows[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1]["number"] if len(shown) > PAGE else ""


def spots(asked: dict[str, str]) -> list[Spot]:
    """What fits, on the map; the newest few hundred."""
    rows = sieved(asked).filter(lat__isnull=False)[:MOST_SPOTS]
    return [
        Spot(
            row["lat"],
            row["lon"],
            row["topic_name"],
            reports.address_of(row["number"]),
            row["number"],
            "done" if row["closed_at"] else "",
        )
        for row in rows
    ]


def shades(asked: dict[str, str]) -> dict[str, int]:
    """How many fit in each kecamatan, by its code."""
    rows = sieved(asked).order_by().filter(kelurahan__isnull=False)
    counted = rows.values(district=F("kelurahan__parent_id")).annotate(n=Count("pk"))
    return {row["district"]: row["n"] for row in counted}


def choices() -> dict[str, Any]:
    """What the sieve offers."""
    offered = list(topics.topics())
    known = {topic.unit.agency.code: topic.unit.agency.name for topic in offered}
    return {
        "topics": offered,
        "districts": list(regions.districts_of_city()),
        "units": sorted(known.items(), key=lambda pair: pair[1]),
    }


def by_unit() -> list[dict[str, Any]]:
    """What each unit that holds reports did with them.

    A report counts for the unit that has it now: who passed it on is not counted, whatever happened since. `fixed`
    is mended and proven, and nothing else; `median_days` are calendar days from sending to the proof.
    """
    fixed, is_open = Q(closed_reason=Reason.DIPERBAIKI), Q(closed_at=None)
    rows = _counted().values(code=F("unit__agency__code"), name=F("unit__agency__name")).annotate(
        received=Count("pk"),
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=rules.late()),
        fixed=Count("pk", filter=fixed),
        in_time=Count("pk", filter=fixed & Q(closed_at__lte=F("due_at"))),
        median=Median(Extract(F("closed_at") - F("sent_at"), "epoch"), filter=fixed),
        otherwise=Count("pk", filter=~is_open & ~fixed),
        again=Count("pk", filter=Q(rounds__gt=1)),
        passed_to=Count("pk", filter=Q(handovers__gt=0)),
    )  # fmt: skip
    told = [_with_shares(row) for row in rows.order_by("name")]
    return told


def _counted() -> Any:
    """What counts for a unit: not what was no complaint, nor what went on to a level outside the city."""
    outside = Q(closed_reason=Reason.BUKAN_WEWENANG, status__in=(Status.BUKAN_WEWENANG, Status.DIARSIPKAN))
    return reports.everything().exclude(outside | Q(closed_reason=Reason.BUKAN_PENGADUAN))


def _with_shares(row: dict[str, Any]) -> dict[str, Any]:
    share = round(100 * row["in_time"] / row["fixed"]) if row["fixed"] else None
    days = round(row["median"] / DAY, 1) if row["median"] is not None else None
    return {**row, "share": share, "median_days": days}


def endings() -> list[dict[str, Any]]:
    """How closed reports ended, each reason by itself, the fixed first: together what was received and is not open."""
    rows = reports.everything().exclude(closed_at=None).values("closed_reason").annotate(n=Count("pk"))
    counted = {row["closed_reason"]: row["n"] for row in rows}
    return [
        {"label": reason.label, "n": counted.get(reason, 0), "is_fixed": reason == Reason.DIPERBAIKI}
        for reason in Reason
    ]


def whole() -> dict[str, Any]:
    """The city as one row: every report, however it ended."""
    rows = reports.everything()
    fixed = Q(closed_reason=Reason.DIPERBAIKI)
    told: dict[str, Any] = rows.aggregate(
        received=Count("pk"),
        open=Count("pk", filter=Q(closed_at=None)),
        closed=Count("pk", filter=Q(closed_at__isnull=False)),
        fixed=Count("pk", filter=fixed),
        in_time=Count("pk", filter=fixed & Q(closed_at__lte=F("due_at"))),
        median=Median(Extract(F("closed_at") - F("sent_at"), "epoch"), filter=fixed),
    )
    return _with_shares(told)
