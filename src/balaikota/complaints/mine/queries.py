"""The reports of one person."""

import json
from typing import Any

from django.db.models import Q

from balaikota.complaints.reports import methods, rules
from balaikota.complaints.reports import queries as reports
from balaikota.complaints.reports.models import Report
from balaikota.foundation.people import contract as home
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.kit import prepared

PAGE = 20
NEWEST = 3


def _of(person: Person) -> Any:
    """What this person sent or joined, newest first."""
    theirs = Q(reporter=person) | Q(joinings__person=person)
    return reports.everything().filter(theirs).distinct().order_by("-sent_at", "-id")


def listed(person: Person, *, after: str = "") -> tuple[list[dict[str, Any]], str]:
    """One page, and the number after which the next begins (empty at the end)."""
    rows, at = _of(person), reports.sent_at(after) if after else None
    rows = rows.filter(sent_at__lt=at) if at else rows
    shown = list(rows.values(*reports.PUBLIC_FIELDS, **reports.PUBLIC_NAMES)[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1]["number"] if len(shown) > PAGE else ""


AT_HOME = prepared.Planned(
    lambda reporter: (
        reports.everything().filter(reporter=reporter).select_related("topic").order_by("-sent_at")[:NEWEST]
    ),
    "reporter",
)


def own_items(person: Person) -> list[home.Item]:
    """The newest of their own, for "Rumah saya"; those that wait for a word of theirs say until when."""
    return [_item(report) for report in AT_HOME(reporter=person.pk)]


def _item(report: Report) -> home.Item:
    is_waiting = methods.pauses_in(report.status) or rules.may_be_judged(report)
    return home.Item(
        str(report.topic),
        report.get_absolute_url(),
        note=report.public_text[:80],
        number=report.number,
        badge=report.get_closed_reason_display() or report.get_status_display(),
        tone=methods.tone(report.status, report.closed_reason),
        at=report.sent_at,
        due_at=reports.answer_by(report) if is_waiting else None,
        is_waiting=is_waiting,
    )


def pack(person: Person) -> home.Pack:
    """Every report of this person as they wrote it, with its photos, to take home."""
    rows = list(
        reports.everything().filter(reporter=person).select_related("topic", "kelurahan").order_by("sent_at")
    )
    if rows:
        told = json.dumps([_told(report) for report in rows], default=str, ensure_ascii=False, indent=1)
        yield "pengaduan/pengaduan.json", told.encode()
    shown = photos.of_each("reports.report", [report.pk for report in rows])
    for report in rows:
        for place, photo in enumerate(shown.get(str(report.pk), []), 1):
            yield f"pengaduan/{report.number}-{place}.jpg", photos.content(photo)


def _told(report: Report) -> dict[str, Any]:
    names = (
        "number",
        "text",
        "address",
        "lat",
        "lon",
        "contact",
        "is_anonymous",
        "is_private",
        "status",
        "sent_at",
    )
    place = report.kelurahan.name if report.kelurahan else ""
    return {"topic": report.topic.name, "kelurahan": place} | {name: getattr(report, name) for name in names}
