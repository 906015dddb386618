"""Every read that leaves this room."""

import io
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, QuerySet
from django.http import Http404
from PIL import Image

from balaikota.foundation.files import contract as guards
from balaikota.foundation.files import queries as files
from balaikota.foundation.pictures import methods, rules
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.errors import found

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def visible(picture_id: uuid.UUID, *, viewer: "Person | None") -> Picture:
    """A picture this viewer may see; else a 404."""
    picture = found(Picture.objects.select_related("file").filter(pk=picture_id).first())
    if picture.is_public:
        return picture
    known = viewer is not None and viewer.is_authenticated
    asked = known and picture.about_type
    let_in = bool(asked and viewer and guards.allows(picture.about_type, picture.about_id, viewer))
    brought = bool(known and viewer and picture.file.received_by_id == viewer.pk)
    if not rules.may_see(picture, received_by_viewer=brought, let_in=let_in):
        raise Http404
    return picture


def picture(picture_id: uuid.UUID | str) -> Picture | None:
    """For the city's own machinery; a person goes through `visible`."""
    return Picture.objects.select_related("file").filter(pk=picture_id).first()


def locked(picture_ids: Sequence[uuid.UUID | str]) -> list[Picture]:
    """These pictures, in this order, for a change; those that are no more are left out."""
    rows = Picture.objects.select_for_update(no_key=True, of=("self",)).select_related("file")
    kept = {str(each.pk): each for each in rows.filter(pk__in=list(picture_ids)).order_by("pk")}
    return [kept[str(each)] for each in picture_ids if str(each) in kept]


def loose(picture_ids: Sequence[uuid.UUID | str], *, viewer: "Person | None") -> list[Picture]:
    """Those of these pictures that this person may attach, in this order; to show them again after a fault."""
    rows = Picture.objects.select_related("file").filter(pk__in=list(picture_ids), about_type="")
    kept = {str(each.pk): each for each in rows if rules.may_attach(viewer, each)}
    return [kept[str(each)] for each in picture_ids if str(each) in kept]


def of(about: models.Model) -> list[Picture]:
    """The pictures of one thing, in their order."""
    rows = Picture.objects.filter(about_type=about._meta.label_lower, about_id=str(about.pk))
    return list(rows.order_by("place", "received_at", "pk"))


def of_each(about_label: str, ids: Sequence[object]) -> dict[str, list[Picture]]:
    """The same for many things of one kind, by their id as text; one query."""
    rows = Picture.objects.filter(about_type=about_label, about_id__in=[str(each) for each in ids])
    grouped: dict[str, list[Picture]] = defaultdict(list)
    for row in rows.order_by("about_id", "place", "received_at", "pk"):
        grouped[row.about_id].append(row)
    return dict(grouped)


class _BitsApart(models.Func):
    """How many of 64 bits differ between a column and a number."""

    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = models.BigIntegerField()


def alike(picture: Picture, *, about_label: str, within: int = 12) -> list[tuple[Picture, int]]:
    """Earlier pictures of such things that look the same, the nearest first, with how many of 128 bits differ.

    One pass over the fingerprints: 100,000 of them take some ten milliseconds.
    """
    across = _BitsApart(F("across"), models.Value(picture.across, models.BigIntegerField()))
    down = _BitsApart(F("down"), models.Value(picture.down, models.BigIntegerField()))
    rows = Picture.objects.filter(about_type=about_label).exclude(pk=picture.pk)
    near = rows.annotate(apart=across + down).filter(apart__lte=within).order_by("apart", "received_at", "pk")
    return [(each, each.apart) for each in near[:20]]


def trimmed_from(picture: Picture, others: Sequence[Picture], within: int = 12) -> Picture | None:
    """The first of these of which a picture looks like the middle. Each is opened: only for a few at a time."""
    mark = (picture.across, picture.down)
    for other in others:
        with Image.open(io.BytesIO(content(other))) as opened:
            opened.draft("L", (512, 512))
            if any(methods.bits_apart(mark, part) <= within for part in methods.of_the_middle(opened)):
                return other
    return None


def left_loose(before: datetime, most: int = 500) -> QuerySet[Picture]:
    """Pictures that have belonged to nothing since before this moment; for the clock."""
    return (
        Picture.objects.select_related("file")
        .filter(about_type="", received_at__lt=before)
        .order_by("received_at")[:most]
    )


def content(picture: Picture) -> bytes:
    return files.read_bytes(picture.file)


def place(picture_id: uuid.UUID, width: int, ending: str) -> Path:
    """Where a rendition lies on disk, made or not."""
    return Path(settings.RENDITIONS_FOLDER) / picture_id.hex[:2] / picture_id.hex / f"{width}.{ending}"


def is_offered(picture: Picture, width: int, ending: str) -> bool:
    """Is there such a rendition of this picture?"""
    return ending in methods.FORMATS and width in methods.widths(picture.width)
