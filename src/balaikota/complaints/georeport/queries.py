"""What the standard's addresses answer: services, definitions and requests, of the city or of the test address."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balaikota.complaints.georeport import methods, rules
from balaikota.complaints.georeport.methods import Faulty, Wanted
from balaikota.complaints.georeport.models import Access, Media, Posting, Reach, Rehearsal
from balaikota.complaints.reports import queries as reports
from balaikota.complaints.reports.methods import masked
from balaikota.complaints.reports.models import CLOSED, Reason, Report, Status
from balaikota.complaints.topics import queries as topics
from balaikota.complaints.topics.models import Topic
from balaikota.engine.partners import queries as partners
from balaikota.engine.partners.models import Partner
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.pictures import methods as sizes
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.models import Picture
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region

Row = dict[str, Any]


def address(path: str = "") -> str:
    return partners.address(path)


def jurisdiction() -> str:
    """This city hall's own host, without `www.` (GeoReport v2, Definitions)."""
    return (urlsplit(str(settings.ADDRESS)).hostname or "").removeprefix("www.")


# --- services -------------------------------------------------------------------------------------


def services() -> list[Row]:
    """Every topic that takes reports."""
    return [_service(topic) for topic in topics.topics()]


def _service(topic: Topic) -> Row:
    return {
        "service_code": topic.slug,
        "service_name": str(topic),
        "description": topic.hint_label or str(topic),
        "metadata": bool(topic.attributes),
        "type": "realtime",
        "keywords": ", ".join(topic.keywords),
        "group": topic.group_label,
    }


def topic(code: str) -> Topic:
    """The topic of a service code. Raises `Faulty`: 400 when none is said, 404 when there is no such."""
    if not code:
        raise Faulty(400, _("service_code wajib ada."))
    known = topics.topic(code)
    if known is None:
        raise Faulty(404, _("service_code ini tidak dikenal. Lihat daftarnya di services."))
    return known


def definition(code: str) -> Row:
    """What a topic asks beyond place and words; nothing for most."""
    asked = topic(code).attributes
    return {
        "service_code": code,
        "attributes": [_attribute(place, question) for place, question in enumerate(asked, 1)],
    }


def _attribute(order: int, question: Row) -> Row:
    values = [{"key": value[0], "name": _worded(value)} for value in question.get("values", ())]
    return {
        "variable": True,
        "code": question["code"],
        "datatype": question["datatype"],
        "required": bool(question.get("required")),
        "datatype_description": _kind_in_words(question["datatype"]),
        "order": order,
        "description": _asked(question),
        "values": values,
    }


def _asked(question: Row) -> str:
    is_english = get_language() == "en" and question.get("question_en")
    return str(question["question_en"] if is_english else question["question"])


def _worded(value: list[str]) -> str:
    return value[2] if get_language() == "en" and len(value) > 2 else value[1]


def _kind_in_words(datatype: str) -> str:
    return {
        "number": _("angka"),
        "datetime": _("tanggal dan waktu, seperti 2026-01-31T08:00:00+07:00"),
        "singlevaluelist": _("pilih satu"),
        "multivaluelist": _("pilih satu atau lebih"),
        "text": _("beberapa baris"),
    }.get(datatype, _("satu baris"))


def changed_at() -> datetime:
    """When the list of services last changed, as far as the city's records say."""
    return audit.last_change("topics.topic") or timezone.now()


# --- requests -------------------------------------------------------------------------------------


def requests(shelf: str, wanted: Wanted) -> tuple[list[Row], bool]:
    """The requests asked for, newest first, and whether there is another page. The private ones are not there."""
    rows = _shelf(shelf).filter(_filter(shelf, wanted)).order_by("-sent_at", "-id")
    first = (wanted.page - 1) * wanted.size
    found = list(rows[first : first + wanted.size + 1])
    shown = found[: wanted.size]
    return _told(shelf, shown, extended=wanted.extended), len(found) > wanted.size


def request(shelf: str, number: str, *, extended: bool) -> list[Row]:
    """One request. Raises `Faulty` 404 for what does not exist or is not public: both look the same."""
    if not number:
        raise Faulty(400, _("service_request_id wajib ada."))
    rows = list(_shelf(shelf).filter(number=number.upper()))
    if not rows:
        raise Faulty(404, _("service_request_id ini tidak ada, atau tidak untuk umum."))
    return _told(shelf, rows, extended=extended)


def _shelf(shelf: str) -> Any:
    if shelf == rules.PRODUCTION:
        return reports.public_reports()
    names = (
        "id",
        "number",
        "text",
        "attributes",
        "lat",
        "lon",
        "address",
        "sent_at",
        "updated_at",
        "kelurahan_id",
    )
    of_topic = {
        "topic_slug": F("topic__slug"),
        "topic_name": F("topic__name"),
        "topic_name_en": F("topic__name_en"),
    }
    return Rehearsal.objects.values(*names, **of_topic, public_text=F("text"))


def _filter(shelf: str, wanted: Wanted) -> Q:
    if wanted.numbers:
        return Q(number__in=[number.upper() for number in wanted.numbers])
    held = Q()
    if wanted.codes:
        held &= Q(topic__slug__in=wanted.codes)
    for name, least, below in (
        ("sent_at", wanted.since, wanted.before),
        ("updated_at", wanted.changed_since, wanted.changed_before),
    ):
        held &= Q(**{f"{name}__gte": least}) if least else Q()
        held &= Q(**{f"{name}__lt": below}) if below else Q()
    if wanted.words:
        held &= Q(public_text__icontains=wanted.words) | Q(address__icontains=wanted.words)
    return held & _of_status(shelf, wanted.statuses)


def _of_status(shelf: str, statuses: tuple[str, ...]) -> Q:
    if len(set(statuses)) != 1:
        return Q()
    if shelf == rules.TEST:  # nobody acts on a rehearsal, so none is ever closed
        return Q() if statuses == ("open",) else Q(pk=None)
    closed = Q(status__in=CLOSED)
    return closed if statuses == ("closed",) else ~closed


def _told(shelf: str, rows: list[Row], *, extended: bool) -> list[Row]:
    is_real = shelf == rules.PRODUCTION
    pictures = photos.of_each("reports.report", [row["id"] for row in rows]) if is_real else {}
    return [_request(row, _shown(pictures, row["id"]), extended=extended) for row in rows]


def _shown(pictures: dict[str, list[Picture]], id: uuid.UUID) -> list[Picture]:
    return [each for each in pictures.get(str(id), ()) if each.is_public]


def _request(row: Row, pictures: list[Picture], *, extended: bool) -> Row:
    """One request in the standard's words. Nothing in it names who reported."""
    zone = timezone.get_current_timezone()
    status = row.get("status", Status.TERKIRIM)
    ended = row.get("closed_at")
    said: Row = {
        "service_request_id": row["number"],
        "status": "closed" if status in CLOSED else "open",
        "status_notes": _notes(row, status),
        "service_name": _named(row),
        "service_code": row["topic_slug"],
        "description": row["public_text"] or None,
        "agency_responsible": row.get("forwarded_to") or row.get("unit_name"),
        "service_notice": None,
        "requested_datetime": methods.moment(row["sent_at"], zone),
        "updated_datetime": methods.moment(ended or row["updated_at"], zone),
        "expected_datetime": methods.moment(row.get("due_at"), zone),
        "address": row["address"] or None,
        "address_id": row["kelurahan_id"],
        "zipcode": None,
        "lat": row["lat"],
        "long": row["lon"],
        "media_url": photo_url(pictures[0]) if pictures else None,
    }
    return said | _extended(row, status, pictures) if extended else said


def _named(row: Row) -> str:
    return str(row["topic_name_en"] if get_language() == "en" else row["topic_name"])


def _notes(row: Row, status: str) -> str:
    """Closed is not yet fixed: the reason stands beside it."""
    label, reason = str(Status(status).label), row.get("closed_reason")
    return f"{label}: {Reason(reason).label}" if reason else label


def _extended(row: Row, status: str, pictures: list[Picture]) -> Row:
    """With `extensions=true`: what this city knows beyond the standard."""
    return {
        "attributes": _answered(row),
        "extended_attributes": {
            "status": status,
            "reason": row.get("closed_reason") or None,
            "voices": row.get("voices", 1),
            "rounds": row.get("rounds", 1),
            "handovers": row.get("handovers", 0),
            "agency_code": row.get("unit_code"),
            "village": row.get("kelurahan_name"),
            "district": row.get("kecamatan_name"),
            "is_withheld": row.get("is_withheld", False),
            "link": address(reverse("reports:report", args=[row["number"]])) if "unit_code" in row else None,
            "photos": [{"media_url": photo_url(each), "title": each.alt} for each in pictures],
        },
    }


def _answered(row: Row) -> list[Row]:
    return [
        {"code": code, "value": masked(", ".join(value) if isinstance(value, list) else str(value))}
        for code, value in row["attributes"].items()
    ]


def photo_url(picture: Picture) -> str:
    """The largest public copy of a picture, as JPEG: every client reads that."""
    width = sizes.widths(picture.width)[-1]
    return address(reverse("pictures:show", args=[picture.pk, width, "jpg"]))


# --- tokens and postings --------------------------------------------------------------------------


def number_of_token(shelf: str, token: str) -> Row:
    """What became of a POST, by the key its sender gave it. Raises `Faulty` 404."""
    if not token:
        raise Faulty(400, _("token wajib ada."))
    rows: Iterable[str] = (
        Posting.objects.filter(key=token, report__isnull=False).values_list("report__number", flat=True)
        if shelf == rules.PRODUCTION
        else Rehearsal.objects.filter(key=token).values_list("number", flat=True)
    )
    numbers = list(rows)
    if len(numbers) != 1:  # two partners chose the same key: neither is told of the other's
        raise Faulty(404, _("token ini tidak dikenal."))
    return {"service_request_id": numbers[0], "token": token}


def access(partner: Partner) -> Access | None:
    return Access.objects.filter(partner=partner).first()


def panel(partner: Partner) -> dict[str, Any]:
    """What the partner's page shows of this room."""
    return {
        "access": access(partner),
        "reaches": Reach.choices,
        "sent": Posting.objects.filter(partner=partner, report__isnull=False).count(),
    }


def place_of(address_id: str) -> Region | None:
    """A kecamatan or kelurahan of this city by its official code."""
    code = address_id.strip()
    return regions.region(code) if code.startswith(f"{settings.CITY}.") else None


# --- pictures that lie elsewhere ------------------------------------------------------------------


def media_of(event_id: int) -> Media:
    return Media.objects.select_related("report__topic").get(pk=audit.event(event_id).about_id)


def locked_media(media: Media) -> Media:
    rows = Media.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("report__topic").get(pk=media.pk)


def report_of(posting: Posting) -> Report:
    """The report a posting led to. Raises `Faulty` while the first copy is still being written."""
    if posting.report is None:
        raise Faulty(400, _("Kiriman pertama dengan kunci ini belum selesai. Coba lagi sebentar."))
    return posting.report


def rehearsals_before(at: datetime) -> list[Rehearsal]:
    return list(Rehearsal.objects.filter(sent_at__lt=at)[:1000])


def sample_code() -> str:
    """A kelurahan of this city, to show what a code looks like."""
    return regions.villages_of_city().values_list("code", flat=True).first() or settings.CITY


def notice(report: Report) -> str:
    """What the sender of a report may tell the person who wrote it."""
    due = date_format(timezone.localtime(report.due_at - timedelta(seconds=1)), "j F Y")
    page = address(report.get_absolute_url())
    return _("Dijawab paling lambat %(due)s. Pantau di %(page)s.") % {"due": due, "page": page}


# --- the page for developers ----------------------------------------------------------------------


def docs() -> Row:
    """Addresses, with a topic and a place of this city to copy."""
    first, place = topics.topics().first(), regions.villages_of_city().exclude(lat=None).first()
    return {
        "production": address("/open311/v2"),
        "test": address("/open311/test/v2"),
        "jurisdiction": jurisdiction(),
        "code": first.slug if first else "kode",
        "lat": f"{(place and place.lat) or 0:.4f}",
        "long": f"{(place and place.lon) or 0:.4f}",
        "today": timezone.localdate().isoformat(),
    }
