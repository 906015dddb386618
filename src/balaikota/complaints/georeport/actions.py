"""Letting partners report, taking in what they post, and keeping the pictures they point to."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.complaints.georeport import queries, rules
from balaikota.complaints.georeport.methods import Faulty, Sent
from balaikota.complaints.georeport.models import Access, Media, MediaState, Posting, Reach, Rehearsal
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports import methods as report_methods
from balaikota.complaints.reports.models import Report, Source
from balaikota.complaints.topics.models import Topic
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.models import Partner
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures.models import Picture
from balaikota.foundation.regions.models import Level, Region
from balaikota.kit.errors import Refusal, require
from balaikota.kit.ids import uuid7
from balaikota.kit.secrets import blind_index

#: A rehearsal is kept so long; a picture is asked for so often.
REHEARSED, TRIES = timedelta(days=30), 5


# --- who may report -------------------------------------------------------------------------------


@transaction.atomic
def open_access(partner: Partner, reach: str, *, by: Person) -> None:
    """Let a partner report with its token: for practice only, or in earnest. Said again, it replaces the former."""
    require(rules.may_open(by), _("Mitra hanya diatur oleh pengelola sistem."))
    require(reach in Reach.values, _("Pilih alamat uji saja, atau alamat uji dan sebenarnya."), status=422)
    row, _new = Access.objects.update_or_create(partner=partner, defaults={"reach": reach})
    audit.record("georeport.access_opened", row, by=by, partner=partner.slug, reach=reach)


@transaction.atomic
def close_access(partner: Partner, *, by: Person) -> None:
    """The partner can report no longer; what it reported stays."""
    require(rules.may_open(by), _("Mitra hanya diatur oleh pengelola sistem."))
    if (row := queries.access(partner)) is not None:
        audit.record("georeport.access_closed", row, by=by, partner=partner.slug)
        row.delete()


def admit(api_key: str, shelf: str) -> Partner:
    """Who posts? Raises `Faulty`: 403 for a key that is missing, unknown, or opens another door; 429 for too many."""
    if not api_key:
        raise Faulty(403, _("api_key wajib ada untuk mengirim laporan."))
    try:
        partner = partners.admit(api_key).partner
    except Refusal as fault:
        unknown = _("api_key tidak dikenal atau sudah tidak berlaku.")
        sentence = unknown if fault.status == 401 else fault.sentence
        raise Faulty(429 if fault.status == 429 else 403, sentence) from None
    if not rules.may_post(queries.access(partner), shelf):
        raise Faulty(403, _("api_key ini tidak dapat mengirim laporan ke alamat ini."))
    return partner


# --- posting --------------------------------------------------------------------------------------


@transaction.atomic
def post(partner: Partner, sent: Sent, topic: Topic, *, photos: tuple[uuid.UUID, ...] = ()) -> Report:
    """Take in one report with photos received before. The same key again leads to the same report.

    Raises `Faulty` (400) when the key came with other contents.
    """
    key, digest = sent.key or uuid.uuid4().hex, blind_index("georeport", sent.canonical())
    row, is_new = Posting.objects.get_or_create(partner=partner, key=key, defaults={"digest": digest})
    if not is_new:
        _same(row.digest, digest)
        return queries.report_of(row)
    letter = replace(_letter(sent, topic, is_sample=partner.is_sample), pictures=photos)
    row.report = reports.send(letter, key=_report_key(partner, key), source=Source.OPEN311, by=None)
    row.save(update_fields=["report"])
    audit.record("georeport.posted", row.report, by=None, partner=partner.name)
    if sent.media_url:
        media = Media.objects.create(report=row.report, url=sent.media_url)
        audit.record("georeport.media_named", media, by=None)
    return row.report


@transaction.atomic
def rehearse(partner: Partner, sent: Sent, topic: Topic) -> Rehearsal:
    """The same for practice: read and checked alike, kept a month, told to nobody."""
    key, digest = sent.key or uuid.uuid4().hex, blind_index("georeport", sent.canonical())
    id_ = uuid7()
    letter = _letter(sent, topic, is_sample=True)
    row, is_new = Rehearsal.objects.get_or_create(
        partner=partner,
        key=key,
        defaults={
            "id": id_,
            "number": f"UJI-{id_.hex[-10:]}".upper(),
            "digest": digest,
            "topic": topic,
            "text": report_methods.masked(letter.text),
            "attributes": letter.attributes,
            "lat": letter.lat,
            "lon": letter.lon,
            "address": report_methods.masked(letter.address),
            "kelurahan": letter.kelurahan,
        },
    )
    if is_new:
        audit.record("georeport.rehearsed", row, by=None, partner=partner.name)
    else:
        _same(row.digest, digest)
    return row


def _report_key(partner: Partner, key: str) -> uuid.UUID:
    """The report's own key: the same for the same partner and key, and to be worked out by nobody without our secret."""
    return uuid.UUID(blind_index("georeport-key", f"{partner.slug}:{key}")[:32])


def _same(before: str, now: str) -> None:
    if before != now:
        raise Faulty(400, _("Kunci ini sudah dipakai untuk laporan lain. Pakai kunci baru."))


def _letter(sent: Sent, topic: Topic, *, is_sample: bool) -> reports.Letter:
    """What the report says. Who reports without a description says at least what is wrong: the topic."""
    region = queries.place_of(sent.address_id) if sent.address_id else None
    if sent.address_id and region is None:
        raise Faulty(
            400,
            _("address_id: pakai kode kecamatan atau kelurahan kota ini, seperti %s.")
            % queries.sample_code(),
        )
    is_list = {question["code"]: question["datatype"] == "multivaluelist" for question in topic.attributes}
    name = f"{sent.first_name} {sent.last_name}".strip()
    return reports.Letter(
        topic=topic,
        text=sent.description or topic.name,
        lat=sent.lat,
        lon=sent.lon,
        address=sent.address or _called(region),
        kelurahan=region if region and region.level == Level.VILLAGE else None,
        contact=" · ".join(each for each in (name, sent.phone, sent.email) if each),
        attributes={code: list(said) if is_list[code] else said[0] for code, said in sent.attributes.items()},
        is_anonymous=not name,
        is_sample=is_sample,
    )


def _called(region: Region | None) -> str:
    return str(region) if region is not None else ""


# --- pictures -------------------------------------------------------------------------------------


def receive(photo: "UploadedFile[Any]") -> Picture:
    """Keep a cleaned copy of a photo, belonging to nothing yet. Inspecting takes seconds: before the transaction."""
    return pictures.receive(photo, by=None)


@transaction.atomic
def begin(media: Media) -> bool:
    """Count a try; False when there is nothing to do any more."""
    row = queries.locked_media(media)
    if row.state != MediaState.WAITING:
        return False
    row.attempts += 1
    row.save(update_fields=["attempts"])
    return True


def keep_media(media: Media, photo: "UploadedFile[Any]") -> None:
    """The picture was fetched: it becomes the report's, cleaned. One that is none is given up with a word."""
    try:
        picture = receive(photo)
    except Refusal:
        note_fault(media, "no_picture", is_final=True)
    else:
        _keep(media, picture)


@transaction.atomic
def _keep(media: Media, picture: Picture) -> None:
    row = queries.locked_media(media)
    if row.state == MediaState.WAITING:
        alt = _("Foto laporan: %(topic)s") % {"topic": row.report.topic.name}
        pictures.attach([picture.pk], row.report, by=None, alt=alt)
        reports.show_photos(row.report, by=None)
        _settle(row, MediaState.KEPT, "")


@transaction.atomic
def note_fault(media: Media, why: str, *, is_final: bool) -> bool:
    """It could not be fetched. Answers whether another try makes sense."""
    row = queries.locked_media(media)
    if is_final or row.attempts >= TRIES:
        _settle(row, MediaState.FAILED, why)
        return False
    row.why = why[:30]
    row.save(update_fields=["why"])
    return True


def _settle(row: Media, state: MediaState, why: str) -> None:
    row.state, row.why = state, why[:30]
    row.save(update_fields=["state", "why"])
    name = "georeport.media_kept" if state == MediaState.KEPT else "georeport.media_failed"
    audit.record(name, row.report, by=None, why=row.why)


@transaction.atomic
def sweep(now: datetime | None = None) -> int:
    """Forget rehearsals older than a month; answers how many."""
    rows = queries.rehearsals_before((now or timezone.now()) - REHEARSED)
    count = len(rows)
    for row in rows:
        row.delete()
    return count
