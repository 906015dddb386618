"""Taking packages in, starting them, and keeping what came of them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import Scan
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.training.classes import rules as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.packages import contract, methods, queries, rules
from balaikota.training.packages.contract import Told
from balaikota.training.packages.models import End, Package, Part, Play, Session, Standard, Verdict

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LIMIT = 60 << 20


def add(cohort: Cohort, upload: "UploadedFile[Any]", *, by: Person, is_required: bool = False) -> Package:
    """Look into the zip and keep it as it came. Raises a refusal that says how to mend it."""
    require(classes.may_organise(by), _("Paket diatur oleh penyelenggara pelatihan."))
    over = _("Kelas ini sudah berakhir; paketnya tidak dimainkan lagi.")
    require(classes.is_planned(cohort), over, status=409)
    require((upload.size or 0) <= LIMIT, str(contract.SENTENCES["size"]), status=422)
    upload.seek(0)
    try:
        manifest = methods.read(upload)
    except methods.Unplayable as wrong:
        sentence = str(contract.SENTENCES[wrong.fault])
        raise Refusal(sentence % wrong.detail if "%s" in sentence else sentence, status=422) from wrong
    upload.seek(0)
    return keep_package(cohort, manifest, upload.read(), by=by, is_required=is_required)


@transaction.atomic
def keep_package(
    cohort: Cohort, manifest: methods.Manifest, content: bytes, *, by: Person, is_required: bool = False
) -> Package:  # fmt: skip
    """The scanner looks at it like at any upload; until then nobody has found it dangerous."""
    package = Package(
        cohort=cohort, standard=manifest.standard, title=manifest.title, course_id=manifest.course_id,
        items=manifest.rows, blocks=manifest.blocks, by=by,
        is_required=is_required,
    )  # fmt: skip
    file = files.store_bytes(
        content, name=f"{manifest.title}.zip", content_type="application/zip", about=package
    )
    files.record_scan(file, Scan.PENDING)
    file.refresh_from_db()
    package.file = file
    package.save(force_insert=True)
    audit.record("packages.added", package, by=by, standard=package.standard)
    return package


@transaction.atomic
def withdraw(package: Package, *, by: Person) -> None:
    """It is no longer offered; what came of it stays."""
    require(classes.may_organise(by), _("Paket diatur oleh penyelenggara pelatihan."))
    package.withdrawn_at = timezone.now()
    package.save(update_fields=["withdrawn_at"])
    audit.record("packages.withdrawn", package, by=by)


@transaction.atomic
def begin(package: Package, item_id: str, enrolment: Enrolment, *, by: Person) -> Session:
    """Another session of an item. One that was left open ends here."""
    require(
        enrolment.person_id == by.pk and rules.may_look(enrolment), _("Paket ini untuk peserta kelasnya.")
    )
    require(
        rules.may_play(package.cohort),
        _("Kelas ini sudah berakhir; paketnya tidak dimainkan lagi."),
        status=409,
    )
    require(
        bool(settings.PACKAGES_ADDRESS),
        _("Alamat tempat paket dimainkan belum diatur. Hubungi penyelenggara."),
        status=409,
    )
    item = package.item(item_id)
    if item is None:
        raise Refusal(_("Bagian ini tidak ada di dalam paket. Pilih bagian lain."), status=422)
    play, _is_new = Play.objects.get_or_create(package=package, person=by)
    made, _is_new = Part.objects.get_or_create(play=play, item=item_id)
    part = queries.locked_part(made)
    before = queries.newest(part)
    if before is not None and before.ended_at is None:
        _end(before, End.LEFT)
    session = Session.objects.create(
        part=part, number=before.number + 1 if before else 1, due_at=_due_at(item, part, enrolment)
    )
    audit.record("packages.begun", session, by=by, number=session.number)
    contract.runtime(package.standard).begun(session)
    _settle_whole(part.play, queries.parts_of(part.play))
    return session


def _due_at(item: dict[str, Any], part: Part, enrolment: Enrolment) -> datetime | None:
    """The limit is for all sessions together; whoever needs more time has it here too."""
    if item["max_seconds"] is None or not item["ends_on_time"]:
        return None
    whole = item["max_seconds"] * (100 + enrolment.extra_time) // 100
    left = max(whole - queries.seconds(part), 0)
    require(left > 0, _("Waktu untuk bagian ini sudah habis."), status=409)
    return timezone.now() + timedelta(seconds=left)


def _end(session: Session, end: End) -> None:
    session.ended_at, session.end = timezone.now(), end
    session.save(update_fields=["ended_at", "end"])
    if end == End.LEFT:
        contract.runtime(session.part.play.package.standard).left(session)


@transaction.atomic
def keep(session: Session, told: Told, *, sequence: int, is_last: bool, at: datetime | None = None) -> bool:
    """Keep what a package said; False when something newer had come already, which stays.

    An old session never writes over what a newer one keeps; what it reached still counts.
    """
    now = at or timezone.now()
    part = queries.locked_part(session.part)
    row = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    row.part = part
    if sequence <= row.sequence:
        return False
    require(
        rules.may_still_save(row, now),
        _("Waktu sudah habis. Yang tersimpan sebelumnya dihitung."), status=409,
    )  # fmt: skip
    row.sequence = sequence
    row.seconds = max(row.seconds, told.seconds or 0)
    row.save(update_fields=["sequence", "seconds"])
    newest = queries.newest(part)
    if told.values is not None and newest is not None and newest.pk == row.pk:
        part.values = told.values
    grow(part, told)
    if is_last and row.ended_at is None:
        _end(row, End.FINISHED)
    return True


@transaction.atomic
def grow(part: Part, told: Told) -> None:
    """Completed stays completed, passed stays passed, the best score stays."""
    now = timezone.now()
    part.saved_at = now
    part.completed_at = part.completed_at or (now if told.completed else None)
    if part.verdict != Verdict.PASSED and told.passed is not None:
        part.verdict = Verdict.PASSED if told.passed else Verdict.FAILED
    if told.score is not None:
        part.score = max(part.score, told.score) if part.score is not None else told.score
    _settle(part)
    part.save()


def _settle(part: Part) -> None:
    """Is this item done, and with it the whole package? Both are said once and stay."""
    package = part.play.package
    item = package.item(part.item)
    if part.satisfied_at is None and item is not None and rules.is_done(item, part, package.standard):
        part.satisfied_at = timezone.now()
    _settle_whole(part.play, queries.parts_of(part.play) | {part.item: part})


def _settle_whole(play: Play, parts: dict[str, Part]) -> None:
    """A unit of which cmi5 asks nothing need not say anything for it."""
    all_done = all(
        (each["id"] in parts and parts[each["id"]].satisfied_at is not None)
        or (each["move_on"] == "NotApplicable" and play.package.standard == Standard.CMI5)
        for each in play.package.items
    )  # fmt: skip
    if all_done and play.satisfied_at is None:
        play.satisfied_at = timezone.now()
        play.save(update_fields=["satisfied_at"])
        audit.record("packages.finished", play, by=None, subject=play.person)


@transaction.atomic
def finish(session: Session, end: End) -> None:
    """The session is over: the package said so, or its time ran out."""
    if session.ended_at is None:
        _end(session, end)


@transaction.atomic
def mark(session: Session, moment: str = "", *, seconds: int | None = None) -> None:
    """Note when something happened in a session (`fetched_at` …), and how long it has been played."""
    session.seconds = max(session.seconds, seconds or 0)
    changed = ["seconds"]
    if moment:
        setattr(session, moment, timezone.now())
        changed.append(moment)
    session.save(update_fields=changed)


@transaction.atomic
def waive(package: Package, item_id: str, person: Person, reason: str, *, by: Person) -> Part:
    """Somebody need not do this item, and it is written down why."""
    require(classes.may_organise(by), _("Paket diatur oleh penyelenggara pelatihan."))
    require(bool(reason.strip()), _("Tuliskan alasan pembebasan."), status=422)
    require(package.item(item_id) is not None, _("Bagian ini tidak ada di dalam paket."), status=422)
    play, _is_new = Play.objects.get_or_create(package=package, person=person)
    made, _is_new = Part.objects.get_or_create(play=play, item=item_id)
    part = queries.locked_part(made)
    require(part.waived_at is None, _("Bagian ini sudah dibebaskan."), status=409)
    part.waived_at, part.waived_by, part.waived_reason = timezone.now(), by, reason.strip()[:300]
    _settle(part)
    part.save()
    audit.record("packages.waived", part, by=by, subject=person)
    contract.runtime(package.standard).waived(part)
    return part
