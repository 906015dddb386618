"""Sending, joining, and everything that happens to a report until it is settled."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.complaints.reports import methods, queries, rules
from balaikota.complaints.reports.models import Joining, Note, Report, Source
from balaikota.complaints.topics import queries as topics
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.kit.errors import require
from balaikota.kit.secrets import blind_index

NEXT_NUMBER = """insert into reports_numberseries (year, last) values (%s, 1)
    on conflict (year) do update set last = reports_numberseries.last + 1 returning last"""


@dataclass(frozen=True)
class Letter:
    """What a report says when it is sent."""

    topic: Topic
    text: str
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    kelurahan: Region | None = None
    contact: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    is_anonymous: bool = False
    is_private: bool = False
    is_sample: bool = False
    case_number: str = ""
    pictures: tuple[uuid.UUID, ...] = ()


# --- sending and joining --------------------------------------------------------------------------


@transaction.atomic
def send(
    letter: Letter, *, key: uuid.UUID | None = None, source: Source = Source.WEB, by: Person | None
) -> Report:
    """Take a report in and route it. The same key again answers the report it made the first time.

    `by` is the reporter, or None when nobody signed in. Raises Refusal (422) when it says nothing.
    """
    key = key or uuid.uuid4()
    _hold(key)
    if (known := queries.by_key(key)) is not None:
        return known
    require(bool(letter.text.strip()), _("Tuliskan apa yang rusak atau terganggu."), status=422)
    report = _written(letter, key, source, by)
    # Last: from here to the commit nobody else of this year can have a number.
    report.number = methods.report_number(timezone.localdate(report.sent_at).year, _draw(report))
    report.save(force_insert=True)
    pictures.attach(
        letter.pictures, report, by=by, alt=_("Foto laporan: %(topic)s") % {"topic": report.topic.name}
    )
    detail = {"topic": report.topic.slug, "unit": report.unit.agency.code, "source": source.value}
    audit.record("reports.sent", report, by=by, subject=by, **detail)
    return report


def _hold(key: uuid.UUID) -> None:
    """The same letter that arrives twice at once waits for its first copy."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [key.int >> 65])


def _draw(report: Report) -> int:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [timezone.localdate(report.sent_at).year])
        return int(cursor.fetchone()[0])


def _written(letter: Letter, key: uuid.UUID, source: Source, by: Person | None) -> Report:
    now, text = timezone.now(), letter.text.strip()
    kelurahan = letter.kelurahan
    if kelurahan is None and letter.lat is not None and letter.lon is not None:
        kelurahan = regions.village_at(letter.lat, letter.lon)
    report = Report(
        key=key,
        source=source,
        topic=letter.topic,
        kind=letter.topic.kind,
        text=text,
        public_text=methods.masked(text),
        is_withheld=bool(methods.personal_data(text)),
        attributes=letter.attributes,
        lat=letter.lat,
        lon=letter.lon,
        address=methods.masked(letter.address.strip()),
        kelurahan=kelurahan,
        reporter=by,
        contact=letter.contact.strip() or None,
        is_anonymous=letter.is_anonymous,
        is_private=letter.is_private,
        case_number=letter.case_number,
        unit=topics.unit_for(letter.topic, kelurahan),
        sent_at=now,
        started_at=now,
        verify_by=queries.verify_by(now),
        updated_at=now,
        is_sample=letter.is_sample or bool(by and by.is_sample),
    )
    report.secret_index = blind_index("report", queries.code_of(report))
    report.due_at = queries.due_at(report)
    return report


@transaction.atomic
def join(report: Report, *, key: uuid.UUID, by: Person | None) -> None:
    """`I have the same trouble`: one voice more, once per person and per browser (`key`)."""
    report = queries.locked(report)
    require(rules.may_join(report), _("Laporan ini sudah ditutup. Kirim laporan baru."), status=409)
    is_own = by is not None and report.reporter_id == by.pk
    if is_own or queries.has_joined(report, by, key):
        return
    joining = Joining.objects.create(report=report, person=by, key=key)
    report.voices += 1
    _touch(report, "voices")
    audit.record("reports.joined", report, by=by, subject=by, joining=joining.pk)


def _touch(report: Report, *fields: str) -> None:
    """Save these fields and the moment: whoever follows a report from outside asks what changed since."""
    report.updated_at = timezone.now()
    report.save(update_fields=[*fields, "updated_at"])


def _note(report: Report, text: str, *, by: Person | None, is_from_reporter: bool = False) -> int:
    """Keep what was said; what points to a person in it is kept from the public."""
    said = text.strip()
    note = Note.objects.create(
        report=report,
        text=said,
        by=by,
        is_from_reporter=is_from_reporter,
        is_withheld=bool(methods.personal_data(said)),
    )
    return note.pk


# --- passing on -----------------------------------------------------------------------------------


@transaction.atomic
def hand_over(report: Report, unit: Desk, *, reason: str, by: Person) -> None:
    """To the desk that answers for it. History and clock stay; it is never counted against who passed it on."""
    report = queries.locked(report)
    allowed = rules.may_hand_over(by, report)
    require(allowed, _("Laporan dioper oleh unit yang memegangnya atau koordinator, sesudah diverifikasi."))
    require(unit.pk != report.unit_id, _("Unit itu sudah memegang laporan ini. Pilih unit lain."), status=422)
    require(bool(reason.strip()), _("Tuliskan mengapa laporan ini dioper."), status=422)
    before, report.unit, report.taken_up_at = report.unit, unit, None
    report.handovers += 1
    _touch(report, "unit", "taken_up_at", "handovers")
    note = _note(report, reason, by=by)
    codes = {"unit_before": before.agency.code, "unit": unit.agency.code}
    audit.record("reports.handed_over", report, by=by, subject=report.reporter, note=note, **codes)
