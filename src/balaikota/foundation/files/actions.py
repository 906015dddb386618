"""Keeping files. The bytes are on the disk, whole and under their own name, before the row commits."""

import contextlib
import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import contract, methods, queries, rules
from balaikota.foundation.files.contract import UnusableFile
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.kit import prepared
from balaikota.kit.errors import require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

__all__ = ["UnusableFile", "attach", "erase", "receive", "record_scan", "store_bytes", "sweep"]


def receive(upload: "UploadedFile[Any]", *, owner: "Person", by: "Person") -> StoredFile:
    """Keep a clean copy of an upload, belonging to nothing yet. Raises `UnusableFile` with a sentence.

    The inspection takes a process and up to seconds, so it comes before the transaction.
    """
    return _received(upload, owner=owner, by=by)[0]


def receive_photo(upload: "UploadedFile[Any]", *, by: "Person | None") -> tuple[StoredFile, dict[str, Any]]:
    """The same for a photo, also of somebody nobody knows; with what it noted of its moment and place."""
    file, finding = _received(upload, owner=by, by=by, photo=True)
    return file, finding.notes


def _received(
    upload: "UploadedFile[Any]", *, owner: "Person | None", by: "Person | None", photo: bool = False
) -> tuple[StoredFile, methods.Finding]:
    if upload.size is None or upload.size > settings.UPLOAD_LIMIT:
        raise UnusableFile("size")
    file_id = uuid.uuid4()
    with _draft(file_id) as clean:
        with _on_disk(upload) as source:
            try:
                finding = methods.inspect_upload(source, clean)
            except methods.Fault as fault:
                raise UnusableFile(str(fault)) from fault
        if photo and finding.content_type == methods.PDF:
            raise UnusableFile("photo")
        file = StoredFile(
            id=file_id,
            owner=owner,
            received_by=by,
            original_name=methods.shown_name(upload.name or ""),
            content_type=finding.content_type,
            pages=finding.pages,
        )
        return _keep(file, clean, by=by), finding


@transaction.atomic
def belongs(file: StoredFile, about: models.Model) -> None:
    """A file is from its first moment part of a thing of another room, which records the event."""
    file.about_type, file.about_id = about._meta.label_lower, str(about.pk)
    file.save(update_fields=["about_type", "about_id"])


@transaction.atomic
def store_bytes(
    data: bytes, *, name: str, content_type: str, about: models.Model, owner: "Person | None" = None
) -> StoredFile:
    """Keep a file the city made itself, belonging to `about`."""
    file = StoredFile(
        owner=owner,
        original_name=methods.shown_name(name),
        content_type=content_type,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        scan=Scan.OURS,
    )
    with _draft(file.pk) as draft:
        draft.write(data)
        return _keep(file, draft, by=None)


@transaction.atomic
def copy(file: StoredFile, *, about: models.Model) -> StoredFile:
    """The same bytes again, belonging to `about`: twins share a birth letter, each case keeps its own."""
    twin = StoredFile(
        owner=file.owner,
        received_by=file.received_by,
        original_name=file.original_name,
        content_type=file.content_type,
        pages=file.pages,
        scan=file.scan,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
    )
    with _draft(twin.pk) as draft:
        draft.write(queries.read_bytes(file))
        return _keep(twin, draft, by=None)


@transaction.atomic
def attach(file: StoredFile, about: models.Model, *, by: "Person") -> StoredFile:
    """Say what a file belongs to; from now on that thing's guard says who opens it."""
    rows = StoredFile.objects.select_for_update(no_key=True, of=("self",)).select_related("owner")
    return _move([rows.get(pk=file.pk)], about, by=by)[0]


@transaction.atomic(savepoint=False)
def attach_all(
    file_ids: Sequence[uuid.UUID | str],
    about: models.Model,
    *,
    by: "Person",
    out_of: models.Model | None = None,
) -> None:
    """Say of several files at once what they belong to. Only files this person may open can be named.

    What lies in `out_of` the caller knows to be open to them; those that need no second look go in one statement.
    """
    gone = _carried(file_ids, about, by=by, out_of=out_of) if out_of is not None else set()
    left = [each for each in file_ids if str(each) not in gone]
    if left:
        _move(queries.all_openable(left, viewer=by, locked=True, known=out_of), about, by=by)


CARRY = """update files_storedfile set about_type = %s, about_id = %s
    where id = any(%s::uuid[]) and about_type = %s and about_id = %s and %s::uuid in (owner_id, received_by_id)
    and scan <> %s and erased_at is null returning id, owner_id"""


def _carried(
    file_ids: Sequence[uuid.UUID | str], about: models.Model, *, by: "Person", out_of: models.Model
) -> set[str]:
    """Move those files that lie in `out_of`, are this person's and are well; their ids as text."""
    here, place = out_of._meta.label_lower, (about._meta.label_lower, str(about.pk))
    if not file_ids or not contract.may_move_on(here):
        return set()
    ids = [uuid.UUID(str(each)) for each in file_ids]
    moved = prepared.rows(CARRY, [*place, ids, here, str(out_of.pk), by.pk, Scan.INFECTED.value])
    about_whom = [(StoredFile(pk=pk), owner_id) for pk, owner_id in moved]
    audit.record_each("files.attached", about_whom, by=by, of=place[0], of_id=place[1])
    return {str(pk) for pk, _owner_id in moved}


def _move(files: list[StoredFile], about: models.Model, *, by: "Person") -> list[StoredFile]:
    label, key = about._meta.label_lower, str(about.pk)
    moving = [file for file in files if (file.about_type, file.about_id) != (label, key)]
    for file in moving:
        may_move_on = contract.may_move_on(file.about_type)
        sentence = _("Berkas ini sudah dipakai di tempat lain. Unggah sekali lagi.")
        require(rules.may_attach(by, file, may_move_on=may_move_on), sentence)
        file.about_type, file.about_id = label, key
    StoredFile.objects.filter(pk__in=[file.pk for file in moving]).update(about_type=label, about_id=key)
    about_whom = [(file, file.owner_id) for file in moving]
    audit.record_each("files.attached", about_whom, by=by, of=label, of_id=key)
    return files


@transaction.atomic
def record_scan(file: StoredFile, scan: Scan) -> None:
    """Note what the scanner said. An infected file is never opened again."""
    file = StoredFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    if file.scan == scan:
        return
    file.scan = scan
    file.save(update_fields=["scan"])
    audit.record("files.scanned", file, by=None, subject=file.owner, outcome=scan.value)


@transaction.atomic
def erase(file: StoredFile, *, by: "Person | None" = None) -> bool:
    """Have the bytes of a kept file destroyed; its row stays without name. A paper of the city keeps its hash.

    The bytes go in a job after the commit (`jobs.remove`), so that a rollback loses nothing.
    """
    file = StoredFile.objects.select_for_update(no_key=True).get(pk=file.pk)
    if file.erased_at is not None:
        return False
    file.original_name, file.erased_at = "", timezone.now()
    if file.scan != Scan.OURS:
        file.sha256 = ""
    file.save(update_fields=["original_name", "sha256", "erased_at"])
    audit.record("files.erased", file, by=by, subject=file.owner)
    return True


@transaction.atomic
def discard(file: StoredFile) -> None:
    """Forget an upload that belongs to nothing any more, row and all; the bytes go in a job."""
    audit.record("files.discarded", file, by=None, subject=file.owner)
    file.delete()


def remove(file_id: uuid.UUID) -> None:
    """Take the bytes from the disk, if no row keeps them. May run twice."""
    if file_id in queries.strays([file_id]):
        queries.place(file_id).unlink(missing_ok=True)


def sweep(*, older_than: float) -> int:
    """Remove what no row knows and has lain since before this moment: left by a rollback or a crash."""
    folder, swept = Path(settings.FILES_FOLDER), 0
    old = [path for path in folder.glob("??/*") if path.stat().st_mtime < older_than]
    named = {uuid.UUID(path.name): path for path in old if not path.name.endswith(".part")}
    keys = list(named)
    for start in range(0, len(keys), 1000):
        for stray in queries.strays(keys[start : start + 1000]):
            named[stray].unlink(missing_ok=True)
            swept += 1
    for path in old:
        if path.name.endswith(".part"):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


@transaction.atomic
def _keep(file: StoredFile, draft: IO[bytes], *, by: "Person | None") -> StoredFile:
    """Give the draft its name on the disk, then its row."""
    draft.flush()
    os.fsync(draft.fileno())
    draft.seek(0)
    file.sha256 = hashlib.file_digest(draft, "sha256").hexdigest()  # type: ignore[arg-type]
    file.size = os.fstat(draft.fileno()).st_size
    place = queries.place(file.pk)
    os.rename(_draft_name(place), place)
    _settle(place.parent)
    file.save(force_insert=True)
    audit.record(
        "files.received", file, by=by, subject=file.owner, content_type=file.content_type, size=file.size
    )
    return file


@contextlib.contextmanager
def _draft(file_id: uuid.UUID) -> Iterator[IO[bytes]]:
    """An empty file, for us alone, beside the place it will have; gone if it does not get there."""
    place = queries.place(file_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = _draft_name(place)
    with os.fdopen(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as draft:
        try:
            yield draft
        finally:
            name.unlink(missing_ok=True)


def _draft_name(place: Path) -> Path:
    return place.with_suffix(".part")


def _settle(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _on_disk(upload: "UploadedFile[Any]") -> Iterator[IO[bytes]]:
    """The upload as a real file a process can read; Django keeps the small ones in memory."""
    with tempfile.TemporaryFile() as spooled:
        for chunk in upload.chunks():
            spooled.write(chunk)
        spooled.flush()
        spooled.seek(0)
        yield spooled
