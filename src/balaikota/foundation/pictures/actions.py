"""Keeping pictures, and their renditions on the disk."""

import io
import os
import shutil
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from PIL import Image

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files import queries as kept
from balaikota.foundation.pictures import methods, queries, rules
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.errors import require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def receive(upload: "UploadedFile[Any]", *, by: "Person | None") -> Picture:
    """Keep a photo, belonging to nothing yet. Raises `UnusableFile` with a sentence.

    Whoever is not signed in may bring one too; they find it again by its id alone.
    """
    file, notes = files.receive_photo(upload, by=by)
    with Image.open(io.BytesIO(kept.read_bytes(file))) as opened:
        (width, height), (across, down) = opened.size, methods.fingerprint(opened)
    picture = Picture(file=file, width=width, height=height, across=across, down=down)
    picture.taken_at = methods.moment(notes, settings.TIME_ZONE)
    picture.lat, picture.lon = notes.get("lat"), notes.get("lon")
    return _keep(picture, by=by)


@transaction.atomic
def _keep(picture: Picture, *, by: "Person | None") -> Picture:
    picture.save(force_insert=True)
    files.belongs(picture.file, picture)
    audit.record("pictures.received", picture, by=by)
    return picture


@transaction.atomic
def attach(
    picture_ids: Sequence[uuid.UUID | str], about: models.Model, *, by: "Person | None", alt: str = ""
) -> list[Picture]:
    """Say what pictures belong to; from now on that thing's guard says who sees them until they are public."""
    pictures = queries.locked(picture_ids)
    is_whole = len(pictures) == len(set(map(str, picture_ids)))
    may = is_whole and all(rules.may_attach(by, each) for each in pictures)
    require(may, _("Foto ini sudah dipakai atau sudah tidak ada. Unggah sekali lagi."))
    for number, picture in enumerate(pictures):
        picture.about_type, picture.about_id = about._meta.label_lower, str(about.pk)
        picture.place, picture.alt = number, alt[:300]
        picture.save(update_fields=["about_type", "about_id", "place", "alt"])
        audit.record("pictures.attached", picture, by=by, of=picture.about_type, of_id=picture.about_id)
    return pictures


@transaction.atomic
def describe(picture: Picture, alt: str, *, by: "Person | None") -> None:
    """Say what is to be seen, for whoever does not see it."""
    picture.alt = alt[:300]
    picture.save(update_fields=["alt"])
    audit.record("pictures.described", picture, by=by)


@transaction.atomic
def publish(picture: Picture, *, by: "Person | None" = None) -> None:
    """Let everybody see it."""
    if not picture.is_public:
        picture.is_public = True
        picture.save(update_fields=["is_public"])
        audit.record("pictures.published", picture, by=by)


@transaction.atomic
def withhold(picture: Picture, *, by: "Person | None" = None) -> None:
    """Show it to nobody but whom its thing lets in. A browser that has seen it may keep it for a day."""
    if picture.is_public:
        picture.is_public = False
        picture.save(update_fields=["is_public"])
        audit.record("pictures.withheld", picture, by=by)


@transaction.atomic
def discard(picture: Picture) -> None:
    """Forget a picture, row, file and all; the bytes go in a job."""
    audit.record("pictures.discarded", picture, by=None)
    file = picture.file
    picture.delete()
    files.discard(file)


def sweep(before: datetime) -> int:
    """Discard pictures that never came to belong to anything."""
    pictures = list(queries.left_loose(before))
    for picture in pictures:
        discard(picture)
    return len(pictures)


def render(picture: Picture, width: int, ending: str) -> Path:
    """The rendition on the disk, made now if it is not there yet. Two at once make the same bytes."""
    place = queries.place(picture.pk, width, ending)
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_suffix(f".{os.getpid()}.{uuid.uuid4().hex[:8]}")
        draft.write_bytes(methods.rendition(queries.content(picture), width, ending))
        draft.rename(place)
    return place


def render_all(picture: Picture) -> None:
    """Every rendition, so that nobody waits for one."""
    for width in methods.widths(picture.width):
        for ending in methods.FORMATS:
            render(picture, width, ending)


def remove(picture_id: uuid.UUID) -> None:
    """Take the renditions of a discarded picture from the disk. May run twice."""
    shutil.rmtree(queries.place(picture_id, 0, "jpg").parent, ignore_errors=True)
