"""Sending, joining, and everything that happens to a report until it is settled."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.complaints.reports import methods, queries, rules
from balaikota.complaints.reports.models import (
    CLOSED,
    Evidence,
    Joining,
    Note,
    NumberSeries,
    Pause,
    Reason,
    Report,
    Source,
    Status,
)
from balaikota.complaints.topics import queries as topics
from balaikota.complaints.topics.models import Topic
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.foundation.search import actions as search
from balaikota.kit.errors import Refusal, require
from balaikota.kit.secrets import blind_index
from balaikota.kit.series import draw


@dataclass(frozen=True)
class Said:
    """What happened, in whose words: the event's name, who, and what they wrote."""

    event: str
    by: Person | None
    text: str = ""
    is_from_reporter: bool = False
    detail: dict[str, Any] = field(default_factory=dict)


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
    """Take a report in and route it. The same key again answers the report it made the first time, through the same
    door; at another door it is a key like any other that is taken.

    `by` is the reporter, or None when nobody signed in. Raises Refusal (422) when it says nothing.
    """
    key = key or uuid.uuid4()
    _hold(key)
    if (known := queries.by_key(key)) is not None:
        if known.source == source:
            return known
        key = uuid.uuid4()
    require(bool(letter.text.strip()), _("Tuliskan apa yang rusak atau terganggu."), status=422)
    report = _written(letter, key, source, by)
    # Last: from here to the commit nobody else of this year can have a number.
    report.number = methods.report_number(timezone.localdate(report.sent_at).year, _draw(report))
    report.save(force_insert=True)
    pictures.attach(
        letter.pictures, report, by=by, alt=_("Foto laporan: %(topic)s") % {"topic": report.topic.name}
    )
    _be_found(report)
    detail = {"topic": report.topic.slug, "unit": report.unit.agency.code, "source": source.value}
    audit.record("reports.sent", report, by=by, subject=by, **detail)
    return report


def _hold(key: uuid.UUID) -> None:
    """The same letter that arrives twice at once waits for its first copy."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [key.int >> 65])


def _draw(report: Report) -> int:
    (drawn,) = draw(NumberSeries, timezone.localdate(report.sent_at).year)
    return drawn


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
        attributes={code: methods.masked_value(said) for code, said in letter.attributes.items()},
        lat=letter.lat,
        lon=letter.lon,
        address=methods.masked(letter.address.strip()),
        kelurahan=kelurahan,
        reporter=by,
        contact=letter.contact.strip() or None,
        is_anonymous=letter.is_anonymous,
        is_private=letter.is_private,
        case_number=queries.own_case_number(letter.case_number, by),
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
    if rules.is_reporter(by, report) or queries.has_joined(report, by, key):
        return
    Joining.objects.create(report=report, person=by, key=key)
    amend(report, Said("joined", by), voices=report.voices + 1)


@transaction.atomic
def give_voices(report: Report, number: str) -> Report:
    """A double gives its voices to the report it repeats, which it answers. Raises Refusal (422) without one."""
    known = queries.by_number(number)
    if known is None or known.pk == report.pk:
        raise Refusal(_("Nomor laporan yang pertama tidak ditemukan. Periksa nomornya."), status=422)
    first = queries.locked(known)
    if report.reporter and not queries.has_joined(first, report.reporter, report.key):
        Joining.objects.create(report=first, person=report.reporter, key=report.key)
    amend(first, Said("joined", None), voices=first.voices + report.voices)
    return first


# --- turns: for this room and the rooms that handle reports ---------------------------------------


@transaction.atomic
def turn(report: Report, status: Status, said: Said, **changes: Any) -> None:
    """Change the status of a locked report as the law lets it change, stop or start its clock, write the event."""
    follows = methods.may_follow(report.status, status)
    require(follows, _("Keadaan laporan ini sudah berubah. Muat ulang halamannya."), status=409)
    before, now = report.status, timezone.now()
    report.status = status
    _mind_the_clock(report, before)
    report.closed_at = now if status in CLOSED else None
    if report.is_open:
        report.closed_reason, report.settled_at, report.duplicate_of = "", None, None
    said.detail.update(status=str(status), before=str(before))
    amend(report, said, **changes)


@transaction.atomic
def amend(report: Report, said: Said, **changes: Any) -> None:
    """Change facts of a locked report, keep what was said, and write the event.

    The moment is kept too: whoever follows a report from outside asks what changed since.
    """
    for name, value in changes.items():
        setattr(report, name, value)
    report.due_at, report.updated_at = queries.due_at(report), timezone.now()
    report.save()
    _be_found(report)
    detail = dict(said.detail)
    if text := said.text.strip():
        detail["note"] = _note(report, text, said)
    audit.record(f"reports.{said.event}", report, by=said.by, subject=report.reporter, **detail)


def _be_found(report: Report) -> None:
    """The search box finds what everybody may read, and nothing else."""
    if queries.is_findable(report):
        search.put(queries.entry(report))
    else:
        search.drop(queries.Reports.kind, report.number)


def _note(report: Report, text: str, said: Said) -> int:
    """What points to a person in it is kept from the public."""
    withheld = bool(methods.personal_data(text))
    note = Note(report=report, text=text, by=said.by, is_withheld=withheld)
    note.is_from_reporter = said.is_from_reporter
    note.save(force_insert=True)
    return note.pk


def _mind_the_clock(report: Report, before: str) -> None:
    """The unit's clock stands still exactly while the reporter has to answer."""
    was, will = methods.pauses_in(before), methods.pauses_in(report.status)
    now = timezone.now()
    if will and not was:
        Pause.objects.create(report=report, from_at=now)
        report.asked_at = now
    elif was and not will:
        Pause.objects.filter(report=report, until_at=None).update(until_at=now)
        report.asked_at = None


@transaction.atomic
def show_photos(report: Report, *, by: Person | None) -> None:
    """Everybody sees the photos of a verified report and the proof of its repair, unless the report is private."""
    change = pictures.publish if report.is_public and report.verified_at else pictures.withhold
    for photo in [*photos.of(report), *queries.photos_of_proof(report)]:
        change(photo, by=by)


@transaction.atomic
def hand_over(report: Report, unit: Desk, *, reason: str, by: Person) -> None:
    """To the desk that answers for it. History and clock stay; it is never counted against who passed it on."""
    report = queries.locked(report)
    allowed = rules.may_hand_over(by, report)
    require(allowed, _("Laporan dioper oleh unit yang memegangnya atau koordinator, sesudah diverifikasi."))
    require(unit.pk != report.unit_id, _("Unit itu sudah memegang laporan ini. Pilih unit lain."), status=422)
    require(rules.is_told(reason), _("Tuliskan mengapa laporan ini dioper."), status=422)
    codes = {"unit_before": report.unit.agency.code, "unit": unit.agency.code}
    said = Said("handed_over", by, reason, detail=codes)
    amend(report, said, unit=unit, taken_up_at=None, handovers=report.handovers + 1)


@transaction.atomic
def prove(report: Report, proof: Sequence[uuid.UUID], *, by: Person) -> Evidence:
    """Keep photos as evidence of a repair. One that proves nothing refuses them all (422), and says why."""
    require(bool(proof), _("Lampirkan sedikitnya satu foto hasil perbaikan."), status=422)
    brought = photos.loose(proof, viewer=by)
    require(len(brought) == len(proof), _("Foto tidak ditemukan lagi. Unggah sekali lagi."), status=422)
    for place, photo in enumerate(brought, 1):
        fault = queries.fault_of_proof(report, photo)
        require(not fault, _("Foto %(n)s %(fault)s") % {"n": place, "fault": fault}, status=422)
    metres = [each for photo in brought if (each := queries.metres_from(report, photo)) is not None]
    evidence = Evidence.objects.create(
        report=report,
        round=report.rounds,
        unit=report.unit,
        by=by,
        taken_at=max(photo.taken_at or photo.received_at for photo in brought),
        is_moment_of_upload=any(photo.taken_at is None for photo in brought),
        distance_m=max(metres, default=None),
    )
    alt = _("Foto hasil perbaikan: %(topic)s") % {"topic": report.topic.name}
    pictures.attach(proof, evidence, by=by, alt=alt)
    show_photos(report, by=by)
    return evidence


# --- the reporter, and the clock ------------------------------------------------------------------


def _own(report: Report, by: Person | None, code: str) -> Report:
    """The reporter speaks: signed in, or with the code of the receipt."""
    return theirs(queries.locked(report), by, code)


def theirs(report: Report, by: Person | None, code: str) -> Report:
    """Refuses everybody but the reporter; also asked before a form of theirs is read."""
    is_theirs = rules.is_reporter(by, report) or queries.is_code(report, code)
    require(is_theirs, _("Masuk dengan akun pelapor, atau buka laporan dengan kode lacaknya."))
    return report


@transaction.atomic
def answer(report: Report, text: str, *, by: Person | None, code: str = "") -> None:
    """What was asked; the clock runs on."""
    report = _own(report, by, code)
    is_asked = methods.pauses_in(report.status)
    require(is_asked, _("Tidak ada pertanyaan yang menunggu jawaban Anda."), status=409)
    require(rules.is_told(text), _("Tuliskan jawaban Anda."), status=422)
    after = Status.TERKIRIM if report.status == Status.DITUNDA else Status.PROSES
    turn(report, after, Said("answered", by, text, is_from_reporter=True))


@transaction.atomic
def confirm(report: Report, *, by: Person | None, code: str = "") -> None:
    """The reporter has seen that it is so. Said again, it changes nothing."""
    report = _own(report, by, code)
    if report.settled_at and report.status in (Status.SELESAI, Status.DIARSIPKAN):
        return
    require(rules.may_be_judged(report), _("Laporan ini tidak menunggu penilaian Anda."), status=409)
    amend(report, Said("confirmed", by), settled_at=timezone.now())


@transaction.atomic
def reopen(report: Report, text: str, *, by: Person | None, code: str = "") -> bool:
    """`Not fixed`: it is open again, with a new clock. What was before stays readable. False when it already was."""
    report = _own(report, by, code)
    if report.status == Status.DIBUKA_KEMBALI:
        return False
    open_again = rules.may_be_judged(report)
    require(open_again, _("Laporan ini tidak dapat dibuka lagi. Kirim laporan baru."), status=409)
    require(rules.is_told(text), _("Tuliskan apa yang belum beres."), status=422)
    said = Said("reopened", by, text, is_from_reporter=True, detail={"round": report.rounds + 1})
    changes = {"rounds": report.rounds + 1, "started_at": timezone.now(), "taken_up_at": None}
    turn(report, Status.DIBUKA_KEMBALI, said, **changes)
    return True


@transaction.atomic
def show_as(
    report: Report, *, is_anonymous: bool, is_private: bool, by: Person | None, code: str = ""
) -> None:
    """Hide or show the name, and the whole report; at any time."""
    report = _own(report, by, code)
    said = Said("shown_as", by, detail={"is_anonymous": is_anonymous, "is_private": is_private})
    amend(report, said, is_anonymous=is_anonymous, is_private=is_private)
    show_photos(report, by=by)


@transaction.atomic
def begin_application(report: Report, *, by: Person) -> Draft:
    """The complaint is really an application: a draft of the service that was named, with the text carried over."""
    report = queries.locked(report)
    allowed = rules.may_apply(by, report)
    require(allowed, _("Permohonan dimulai oleh pelapor, sekali, untuk layanan yang disebut petugas."))
    draft = cases.start_draft(catalogue.service(report.service_slug), by=by, afresh=True)
    asked = next((each for each in queries.long_questions(draft)), None)
    if asked is not None:
        cases.save_page(draft, asked.page, {asked.name: report.text}, by=by)
    said = Said("applied", by, detail={"service": report.service_slug})
    amend(report, said, draft_id=draft.pk)
    return draft


@transaction.atomic
def settle(report: Report) -> None:
    """The clock: the reporter was silent long enough. Does nothing when they were not."""
    report = queries.locked(report)
    since = report.asked_at or report.closed_at
    is_silent = since is not None and since + timedelta(days=methods.days_to_answer()) <= timezone.now()
    if not is_silent or report.settled_at:
        return
    if methods.pauses_in(report.status):
        after = Status.DIARSIPKAN if report.status == Status.DITUNDA else Status.SELESAI
        turn(report, after, Said("lapsed", None), closed_reason=Reason.TIDAK_DILENGKAPI)
    elif report.status == Status.BUKAN_WEWENANG:
        turn(report, Status.DIARSIPKAN, Said("lapsed", None))
    else:
        amend(report, Said("settled", None), settled_at=timezone.now())
