"""Laying materials out, taking them away, and saying one has been through them."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.training.classes import rules as classes
from balaikota.training.classes.models import Cohort
from balaikota.training.materials import methods, queries
from balaikota.training.materials.models import Done, Kind, Material

LIMIT = 80 << 20


def keep_paper(upload: Any, *, by: Person) -> StoredFile:
    """A clean copy of a PDF; raises `UnusableFile` with a sentence."""
    file = files.receive(upload, owner=by, by=by)
    require(file.content_type == "application/pdf", _("Unggah bahan sebagai PDF atau video."), status=422)
    return file


def _require_organiser(by: Person) -> None:
    require(classes.may_organise(by), _("Bahan diatur oleh penyelenggara pelatihan."))


@transaction.atomic
def add_link(cohort: Cohort, title: str, url: str, *, by: Person, note: str = "") -> Material:
    _require_organiser(by)
    row = Material.objects.create(cohort=cohort, kind=Kind.LINK, title=title, note=note, url=url, by=by)
    return _added(row, by)


@transaction.atomic
def add_paper(cohort: Cohort, title: str, file: StoredFile, *, by: Person, note: str = "") -> Material:
    _require_organiser(by)
    row = Material.objects.create(cohort=cohort, kind=Kind.PDF, title=title, note=note, file=file, by=by)
    files.attach(file, row, by=by)
    return _added(row, by)


@transaction.atomic
def add_video(
    cohort: Cohort, title: str, content: bytes, captions: str, *, by: Person, note: str = ""
) -> Material:
    """Kept as it came, and looked through by the scanner; without captions it is not for everybody."""
    _require_organiser(by)
    require(
        len(content) <= LIMIT,
        _("Video ini terlalu besar. Paling besar 80 MB; kecilkan ukurannya."),
        status=422,
    )
    kind = methods.video_type(content[:64])
    require(
        bool(kind), _("Video ini tidak dapat diputar peramban. Simpan sebagai MP4 atau WebM."), status=422
    )
    sentence = _("Sertakan teks video (WebVTT), supaya dapat diikuti tanpa suara.")
    require(methods.are_captions(captions), sentence, status=422)
    row = Material(cohort=cohort, kind=Kind.VIDEO, title=title, note=note, captions=captions, by=by)
    row.file = files.store_bytes(content, name=f"{title}.{kind[6:]}", content_type=kind, about=row)
    files.record_scan(row.file, Scan.PENDING)
    row.save(force_insert=True)
    return _added(row, by)


def _added(row: Material, by: Person) -> Material:
    audit.record("materials.added", row, by=by, kind=row.kind)
    return row


@transaction.atomic
def withdraw(material: Material, *, by: Person) -> None:
    """It is no longer offered; who has been through it stays known."""
    _require_organiser(by)
    material.withdrawn_at = timezone.now()
    material.save(update_fields=["withdrawn_at"])
    audit.record("materials.withdrawn", material, by=by)


@transaction.atomic
def tick(material: Material, *, by: Person) -> None:
    """One has been through it. Saying it twice is saying it once."""
    require(queries.has_seat(by, material.cohort), _("Bahan ini untuk peserta kelasnya."))
    Done.objects.get_or_create(material=material, person=by)


@transaction.atomic
def untick(material: Material, *, by: Person) -> None:
    """Not yet, after all."""
    require(queries.has_seat(by, material.cohort), _("Bahan ini untuk peserta kelasnya."))
    Done.objects.filter(material=material, person=by).delete()
