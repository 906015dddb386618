"""Every read of reports. What the public sees is `public_reports`: rows, without anything that names a person."""

import secrets
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.complaints.reports import methods, rules
from balaikota.complaints.reports.models import Evidence, Joining, Note, Pause, Reason, Report
from balaikota.complaints.topics.models import Kind, Topic
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.deadlines import queries as deadlines
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.models import Picture
from balaikota.foundation.search.contract import Entry, Source
from balaikota.kit.maps import Spot
from balaikota.kit.secrets import blind_index

WHOLE = ("topic", "unit__agency", "kelurahan__parent", "reporter", "duplicate_of")
#: What lists and feeds show. `public_text` is the masked text, and the only one that leaves this room in a list.
PUBLIC_FIELDS = (
    "id", "number", "public_text", "attributes", "lat", "lon", "address", "status", "closed_reason",
    "sent_at", "verified_at", "due_at", "closed_at", "updated_at", "voices", "rounds", "handovers",
    "is_withheld", "kelurahan_id", "forwarded_to",
)  # fmt: skip
PUBLIC_NAMES = {
    "topic_slug": F("topic__slug"),
    "topic_name": F("topic__name"),
    "topic_name_en": F("topic__name_en"),
    "unit_code": F("unit__agency__code"),
    "unit_name": F("unit__agency__name"),
    "kelurahan_name": F("kelurahan__name"),
    "kecamatan_code": F("kelurahan__parent_id"),
    "kecamatan_name": F("kelurahan__parent__name"),
}


def for_the_public() -> QuerySet[Report]:
    """What everybody may see: not the private ones, and not what turned out to be no complaint at all."""
    return Report.objects.filter(is_private=False).exclude(closed_reason=Reason.BUKAN_PENGADUAN)


def everything() -> QuerySet[Report]:
    """Every report, for the rooms that handle them; who may see which is theirs to ask."""
    return Report.objects.all()


def public_reports() -> Any:
    """Rows (`values`) of what everybody may see, newest first; filter and slice them."""
    return for_the_public().order_by("-sent_at", "-id").values(*PUBLIC_FIELDS, **PUBLIC_NAMES)


def by_number(number: str) -> Report | None:
    """Any report by its number, for rooms above; who may see it is theirs to ask (`rules`)."""
    return Report.objects.filter(number=number.strip().upper()).select_related(*WHOLE).first()


def sent_at(number: str) -> datetime | None:
    """When the report of this number was sent."""
    return Report.objects.filter(number=number.upper()).values_list("sent_at", flat=True).first()


def address_of(number: str) -> str:
    """The address of a report's page."""
    return reverse("reports:report", args=[number])


def by_key(key: uuid.UUID) -> Report | None:
    """The report that was sent with this key."""
    return Report.objects.filter(key=key).select_related(*WHOLE).first()


def locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related(*WHOLE).get(pk=report.pk)


def code_of(report: Report) -> str:
    """The tracking code printed on the reporter's receipt."""
    return methods.tracking_code(settings.INDEX_KEY, str(report.pk))


def tracked(number: str, code: str) -> Report | None:
    """The report behind a number and its code. A wrong number and a wrong code look the same."""
    index = blind_index("report", methods.as_typed(code))
    rows = Report.objects.filter(number=number.strip().upper(), secret_index=index)
    return rows.select_related(*WHOLE).first()


def nearby(topic: Topic, lat: float, lon: float) -> list[tuple[dict[str, Any], int]]:
    """Open public reports of a topic near a point, nearest first, each with its distance in metres."""
    south, north, west, east = methods.around(lat, lon, methods.NEARBY_M)
    since = timezone.now() - timedelta(days=methods.NEARBY_DAYS)
    rows = public_reports().filter(
        topic=topic, lat__range=(south, north), lon__range=(west, east), sent_at__gte=since, closed_at=None
    )
    measured = [(row, round(methods.distance_m((lat, lon), (row["lat"], row["lon"])))) for row in rows[:50]]
    near = [pair for pair in measured if pair[1] <= methods.NEARBY_M]
    return sorted(near, key=lambda pair: pair[1])


def has_joined(report: Report, person: Person | None, key: uuid.UUID) -> bool:
    same = Q(key=key) | (Q(person=person) if person else Q(pk__in=[]))
    return Joining.objects.filter(same, report=report).exists()


def pauses(report: Report) -> list[tuple[datetime, datetime]]:
    """The spans in which the clock of this round stood still; one that runs still ends now."""
    now = timezone.now()
    rows = Pause.objects.filter(report=report, from_at__gte=report.started_at)
    return [(from_at, until_at or now) for from_at, until_at in rows.values_list("from_at", "until_at")]


def due_at(report: Report) -> datetime:
    """The legal limit of this round, pauses included."""
    days = methods.working_days(report.kind)
    return methods.due_at(report.started_at, days, pauses(report), deadlines.calendar())


def verify_by(sent_at: datetime) -> datetime:
    return methods.due_at(sent_at, methods.days_to_verify(), (), deadlines.calendar())


def is_code(report: Report, code: str) -> bool:
    """Is this the tracking code of the report?"""
    return bool(code) and secrets.compare_digest(methods.as_typed(code), code_of(report))


# --- evidence -------------------------------------------------------------------------------------


def metres_from(report: Report, photo: Picture) -> int | None:
    """How far from the report a photo was taken; None when one of them does not say where."""
    if report.lat is None or report.lon is None or photo.lat is None or photo.lon is None:
        return None
    return round(methods.distance_m((report.lat, report.lon), (photo.lat, photo.lon)))


def fault_of_proof(report: Report, photo: Picture) -> str:
    """Why a photo proves no repair of this report, in a sentence; empty when it may."""
    taken, now = photo.taken_at or photo.received_at, timezone.now()
    if taken <= report.started_at:
        told = _("diambil sebelum laporan ini dikirim. Ambil foto baru di tempatnya.")
    elif taken > now + timedelta(minutes=10):
        told = _("bertanggal di masa depan. Betulkan jam kamera, lalu foto lagi.")
    elif (metres := metres_from(report, photo) or 0) > methods.EVIDENCE_M:
        told = _("diambil %(metres)s m dari titik laporan. Ambil foto di tempatnya.") % {"metres": metres}
    elif number := used_before(report, photo):
        told = _("sudah dipakai pada laporan %(number)s. Ambil foto baru di tempatnya.") % {"number": number}
    else:
        told = ""
    return told


def used_before(report: Report, photo: Picture) -> str:
    """The number of the report where a photo that looks the same was used, as report or as proof; or nothing.

    Trimmed copies are looked for among this report's own photos only: each of those is opened for it.
    """
    if photos.trimmed_from(photo, [*photos.of(report), *photos_of_proof(report)], within=methods.ALIKE_BITS):
        return report.number
    for label, model, name in (
        ("reports.evidence", Evidence, "report__number"),
        ("reports.report", Report, "number"),
    ):
        for same, _bits in photos.alike(photo, about_label=label, within=methods.ALIKE_BITS):
            number = model.objects.filter(pk=same.about_id).values_list(name, flat=True).first()
            if number:
                return str(number)
    return ""


def proofs(report: Report) -> list[tuple[Evidence, list[Picture]]]:
    """Each proof of a repair with its photos, the newest first."""
    rows = list(Evidence.objects.filter(report=report).select_related("unit__agency").order_by("-at"))
    shown = photos.of_each("reports.evidence", [row.pk for row in rows])
    return [(row, shown.get(str(row.pk), [])) for row in rows]


def photos_of_proof(report: Report) -> list[Picture]:
    return [photo for _row, shown in proofs(report) for photo in shown]


def was_just_said(report: Report, text: str, *, by: Person) -> bool:
    """The same words by the same person within the last minute: a button pressed twice."""
    since = timezone.now() - timedelta(minutes=1)
    return Note.objects.filter(report=report, by=by, text=text.strip(), at__gte=since).exists()


def silent_since(before: datetime) -> Any:
    """Reports that wait for a word of the reporter since before this moment; for the clock."""
    asked = Q(asked_at__lt=before)
    closed = Q(closed_at__lt=before, settled_at=None)
    return Report.objects.filter(asked | closed).select_related(*WHOLE).order_by("sent_at")


# --- pages ----------------------------------------------------------------------------------------


def is_open_to(report: Report, viewer: Person | None, code: str) -> bool:
    """What is public everybody may see; the rest the reporter, who holds the code, and who works on it."""
    is_public = report.is_public and report.closed_reason != Reason.BUKAN_PENGADUAN
    return is_public or is_code(report, code) or (viewer is not None and rules.may_see_whole(viewer, report))


def seen(number: str, *, viewer: Person | None, code: str = "") -> Report | None:
    """The report, if this viewer may see it."""
    report = by_number(number)
    return report if report is not None and is_open_to(report, viewer, code) else None


def let_in(person: Person, report_id: str) -> bool:
    """May this person see the photos of a report that are not public? For the guard of pictures."""
    report = Report.objects.filter(pk=report_id).select_related(*WHOLE).first()
    return report is not None and rules.may_see_whole(person, report)


def let_in_to_proof(person: Person, evidence_id: str) -> bool:
    report_id = Evidence.objects.filter(pk=evidence_id).values_list("report_id", flat=True).first()
    return report_id is not None and let_in(person, str(report_id))


#: What happened without being anybody's business, or is said elsewhere on the page.
UNTOLD = ("reports.opened", "reports.shown_as", "reports.joined", "reports.reviewed")
ASKING = ("reports.postponed", "reports.asked")


def timeline(report: Report, *, whole: bool) -> list[Any]:
    """What happened, oldest first, each with its template, its note and the units it names."""
    events = list(audit.story(report).exclude(name__in=UNTOLD))
    notes = {note.pk: note for note in Note.objects.filter(report=report)}
    names = dict(organisations.agencies().values_list("code", "name"))
    for event in events:
        room, verb = event.name.split(".", 1)
        note = notes.get(event.detail.get("note"))
        told: Any = event
        told.template = f"{room}/events/{verb}.html"
        told.note = _told(note, whole)
        told.unit = names.get(event.detail.get("unit"), "")
        told.unit_before = names.get(event.detail.get("unit_before"), "")
        told.reason = dict(Reason.choices).get(event.detail.get("reason"), "")
    return events


def _told(note: Note | None, whole: bool) -> str:
    if note is None:
        return ""
    return note.text if whole or not note.is_withheld else methods.masked(note.text)


def report_page(report: Report, *, viewer: Person | None, code: str = "") -> dict[str, Any]:
    """Everything a report's page shows this viewer."""
    speaks = rules.is_reporter(viewer, report) or is_code(report, code)
    works = viewer is not None and (rules.is_coordinator(viewer) or rules.is_of_unit(viewer, report))
    whole = speaks or works
    brought, events = photos.of(report), timeline(report, whole=whole)
    shown = [photo for photo in brought if photo.is_public or (whole and viewer is not None)]
    took = {"is_verified": bool(report.verified_at), "is_settled": bool(report.settled_at)}
    took["is_worked"] = any(event.name == "reports.taken_up" for event in events)
    return {
        "report": report,
        "text": report.text if whole else report.public_text,
        "whole": whole,
        "speaks": speaks,
        "works": works,
        "photos": shown,
        "photos_waiting": len(brought) - len(shown),
        "proofs": proofs(report),
        "events": events,
        "question": next((event.note for event in reversed(events) if event.name in ASKING), ""),
        "steps": methods.steps(report.status, **took),
        "code": code_of(report) if speaks else "",
        "is_asked": speaks and methods.pauses_in(report.status),
        "is_judged": speaks and rules.may_be_judged(report),
        "may_join": not speaks and rules.may_join(report),
        "answer_by": answer_by(report),
        "spot": spot(report),
        "is_late": rules.is_late(report),
        "case_number": case_of(report) if whole else "",
        "service": catalogue.service(report.service_slug) if rules.may_apply(viewer, report) else None,
    }


def spot(report: Report) -> list[Spot]:
    if report.lat is None or report.lon is None:
        return []
    return [Spot(report.lat, report.lon, str(report.topic), kind="chosen")]


def answer_by(report: Report) -> datetime | None:
    """Until when the city waits for the reporter's word."""
    since = report.asked_at or (report.closed_at if report.settled_at is None else None)
    return since + timedelta(days=methods.days_to_answer()) if since else None


def kinds() -> list[dict[str, Any]]:
    """The classes with their working days and where that is said."""
    labels = dict(Kind.choices)
    return [{**row, "label": labels[row["key"]]} for row in methods.law()["classes"]]


# --- found by the one search box ------------------------------------------------------------------


class Reports(Source):
    """What residents reported and everybody may read."""

    kind = "report"
    label = gettext_lazy("Pengaduan")

    def entries(self) -> Iterator[Entry]:
        return (entry(report) for report in for_the_public().select_related(*WHOLE).iterator(chunk_size=500))


def entry(report: Report) -> Entry:
    """By its number, its place and what its reporter wrote, masked; it yields to the city's own pages."""
    place = report.kelurahan
    where = (
        [report.address, place.name, place.parent.name if place.parent else ""] if place else [report.address]
    )
    return Entry(
        kind=Reports.kind,
        key=report.number,
        url=report.get_absolute_url(),
        title=f"{report.topic.name} {report.number}",
        summary=report.public_text[:160],
        words=(report.number, *[each for each in where if each]),
        body=report.public_text,
        weight=0.8,
    )


def is_findable(report: Report) -> bool:
    return report.is_public and report.closed_reason != Reason.BUKAN_PENGADUAN


# --- a complaint and an application ---------------------------------------------------------------


def long_questions(draft: Draft) -> list[Any]:
    """Where a draft asks for a longer text."""
    return [each for each in cases.definition_of(draft).asked if each.kind == "longtext"]


def of_draft(draft_id: uuid.UUID | None) -> Report | None:
    """The complaint an application was begun from."""
    return Report.objects.filter(draft_id=draft_id).select_related(*WHOLE).first() if draft_id else None


def source_of(thing: Any) -> dict[str, Any] | None:
    """For the applicant's page of a draft: the complaint it comes from, with its text."""
    report = of_draft(thing.pk) if isinstance(thing, Draft) else None
    return {"report": report} if report else None


def about_case(case: Any) -> dict[str, Any]:
    """For the page of an application: the complaints that belong to it."""
    about = Q(case_number=case.number) | Q(draft_id=case.draft_id, draft_id__isnull=False)
    told = {"is_private": False, "is_anonymous": False, "reporter__isnull": False}
    shown = Report.objects.filter(about, **told).select_related("topic")
    return {"reports": list(shown.order_by("sent_at")[:5]), "case": case}


def own_case_number(number: str, by: Person | None) -> str:
    """The number, when this person may open that application: nobody writes onto a stranger's page."""
    return number if number and by and cases.visible_to(by).filter(number=number).exists() else ""


def case_of(report: Report) -> str:
    """The number of the application it came from, or became; empty when there is none (yet)."""
    if report.case_number or report.draft_id is None:
        return report.case_number
    case = cases.case_of_draft(Draft(pk=report.draft_id))
    return case.number if case else ""


def listeners(event_id: int) -> list[tuple[Report, Person, Any]]:
    """Who is told of this event: the reporter, and at the end everyone who joined; not who did it themselves."""
    report = Report.objects.select_related(*WHOLE).get(pk=audit.event(event_id).about_id)
    event = next(each for each in timeline(report, whole=True) if each.pk == event_id)
    people = [report.reporter] if report.reporter else []
    if event.name == "reports.completed":
        rows = Joining.objects.filter(report=report).exclude(person=None).select_related("person")
        people += [row.person for row in rows if row.person]
    acted = event.by_id if event.name != "reports.sent" else None
    return [(report, person, event) for person in people if person.pk != acted and person.has_login]
