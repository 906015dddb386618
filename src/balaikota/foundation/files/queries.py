"""Reading files."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from balaikota.foundation.files import contract, rules
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.kit.errors import found, require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def openable(file_id: uuid.UUID | str, *, viewer: "Person") -> StoredFile:
    """The file, if this person may open it; else there is none. An infected one opens for nobody."""
    return all_openable([file_id], viewer=viewer)[0]


def all_openable(
    file_ids: Sequence[uuid.UUID | str],
    *,
    viewer: "Person",
    locked: bool = False,
    known: models.Model | None = None,
) -> list[StoredFile]:
    """These files in this order, if this person may open every one of them; else there is none.

    What lies in `known` they may open: the caller has seen to it.
    """
    rows = StoredFile.objects.select_related("owner")
    if locked:  # in the order of their ids, so that two who lock the same files never wait for each other
        rows = StoredFile.objects.select_for_update(no_key=True).order_by("pk")
    kept = _by_id(rows, file_ids)
    lets_in = cache(partial(contract.allows, person=viewer))  # files of one thing are asked about once
    files = []
    for file_id in file_ids:
        file = found(kept.get(str(file_id)))
        let_in = _lies_in(file, known) or lets_in(file.about_type, file.about_id)
        file = found(file if rules.may_open(viewer, file, let_in=let_in) else None)
        infected = file.scan == Scan.INFECTED
        require(not infected, _("Berkas ini mengandung program berbahaya dan tidak dapat dibuka."))
        require_kept(file)
        files.append(file)
    return files


def _lies_in(file: StoredFile, known: models.Model | None) -> bool:
    place = (known._meta.label_lower, str(known.pk)) if known else None
    return place == (file.about_type, file.about_id)


def require_kept(file: StoredFile) -> None:
    """Refuses with the day on which the bytes of an erased file went."""
    if file.erased_at is not None:
        said = {"day": date_format(timezone.localtime(file.erased_at), "j F Y")}
        require(False, _("Berkas ini dihapus pada %(day)s menurut jadwal retensi arsip.") % said, status=410)


def _by_id(rows: models.QuerySet[StoredFile], file_ids: Iterable[uuid.UUID | str]) -> dict[str, StoredFile]:
    """The rows by their id as text; one query, none when nothing is asked for."""
    wanted = list(file_ids)
    return {str(file.pk): file for file in rows.filter(pk__in=wanted)} if wanted else {}


def of(about: models.Model) -> list[StoredFile]:
    """The files of one thing, in the order they came."""
    return list(
        StoredFile.objects.filter(about_type=about._meta.label_lower, about_id=str(about.pk)).order_by(
            "at", "id"
        )
    )


def file(file_id: uuid.UUID | str) -> StoredFile | None:
    """For the city's own machinery; a person goes through `openable`."""
    return StoredFile.objects.filter(pk=file_id).first()


def several(file_ids: Sequence[uuid.UUID | str]) -> list[StoredFile]:
    """Those of these files that there are, in this order; for the city's own machinery too."""
    kept = _by_id(StoredFile.objects.all(), file_ids)
    return [kept[str(file_id)] for file_id in file_ids if str(file_id) in kept]


def loose(file_ids: list[uuid.UUID | str], *, owner: "Person") -> list[StoredFile]:
    """Those of these files that are this person's and belong to nothing yet."""
    return list(StoredFile.objects.filter(pk__in=file_ids, owner=owner, about_type=""))


def waiting_for_scan() -> list[StoredFile]:
    return list(StoredFile.objects.filter(scan=Scan.PENDING, erased_at=None).order_by("at")[:100])


def place(file_id: uuid.UUID) -> Path:
    """Where a file lies on disk: by its id, in one of 256 folders, with nothing of its name."""
    return Path(settings.FILES_FOLDER) / file_id.hex[:2] / str(file_id)


def path(file: StoredFile) -> Path:
    return place(file.pk)


def read_bytes(file: StoredFile) -> bytes:
    return path(file).read_bytes()


def strays(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these ids that no row keeps: their transaction was rolled back, or they are erased."""
    kept = StoredFile.objects.filter(pk__in=ids, erased_at=None)
    return set(ids) - set(kept.values_list("pk", flat=True))


def left_loose(before: datetime, most: int) -> list[StoredFile]:
    """Uploads that have belonged to nothing since before this moment, the oldest first; for the clock."""
    rows = StoredFile.objects.filter(about_type="", at__lt=before).select_related("owner")
    return list(rows.order_by("at", "id")[:most])
