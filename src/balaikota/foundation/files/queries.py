"""Reading files."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from balaikota.foundation.files import contract, rules
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.kit.errors import found, require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def openable(file_id: uuid.UUID | str, *, viewer: "Person") -> StoredFile:
    """The file, if this person may open it; else there is none. An infected one opens for nobody."""
    file = StoredFile.objects.select_related("owner").filter(pk=file_id).first()
    file = found(file if file and _opens(viewer, file) else None)
    require(file.scan != Scan.INFECTED, _("Berkas ini mengandung program berbahaya dan tidak dapat dibuka."))
    return file


def _opens(viewer: "Person", file: StoredFile) -> bool:
    return rules.may_open(viewer, file, let_in=contract.allows(file.about_type, file.about_id, viewer))


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


def loose(file_ids: list[uuid.UUID | str], *, owner: "Person") -> list[StoredFile]:
    """Those of these files that are this person's and belong to nothing yet."""
    return list(StoredFile.objects.filter(pk__in=file_ids, owner=owner, about_type=""))


def waiting_for_scan() -> list[StoredFile]:
    return list(StoredFile.objects.filter(scan=Scan.PENDING).order_by("at")[:100])


def place(file_id: uuid.UUID) -> Path:
    """Where a file lies on disk: by its id, in one of 256 folders, with nothing of its name."""
    return Path(settings.FILES_FOLDER) / file_id.hex[:2] / str(file_id)


def path(file: StoredFile) -> Path:
    return place(file.pk)


def read_bytes(file: StoredFile) -> bytes:
    return path(file).read_bytes()


def strays(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these ids that no row knows: files whose transaction was rolled back."""
    return set(ids) - set(StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True))
