"""Every write of retention. What cannot be undone happens case by case, each in a small transaction."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.copies import queries as copies
from balaikota.engine.retention import contract, methods, queries, rules
from balaikota.engine.retention.models import Batch, Due, Hold, StaleDraft
from balaikota.engine.work import actions as work
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents import queries as letters
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.files import actions as files
from balaikota.foundation.files import queries as stored_files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit.erasing import blanked
from balaikota.kit.errors import Refusal, require

TITLE = "Berita Acara Pemusnahan Arsip"


# --- announcing -----------------------------------------------------------------------------------


@transaction.atomic
def announce(case: Case) -> Due | None:
    """Put a closed case on the list of what falls due, once; its applicant is told by a reaction."""
    today = timezone.localdate()
    term = queries.term_of(case)
    closed = timezone.localdate(case.closed_at) if case.closed_at else None
    goes_on = methods.due_on(closed, term, told_on=today) if closed else None
    if goes_on is None or queries.due(case) is not None:
        return None
    row = Due.objects.create(case=case, agency=case.desk.agency, due_on=goes_on)
    audit.record("retention.announced", case, by=None, subject=case.applicant, due_on=str(goes_on))
    return row


@transaction.atomic
def tell_office(agency: Agency, count: int) -> None:
    """Note that so many of an office's cases were announced today; its keepers are told by a reaction."""
    audit.record("retention.office_told", agency, by=None, count=count)


# --- holding back ---------------------------------------------------------------------------------


@transaction.atomic
def hold(case: Case, reason: str, *, until_on: date | None = None, by: Person) -> Hold:
    """Keep a case from being destroyed, and say why. It comes off a list that is not yet confirmed."""
    case = cases.locked(case)
    row, today = queries.due(case), timezone.localdate()
    require(
        rules.may_keep(by, case.desk.agency),
        _("Hanya pemutus dan kepala kantor ini yang dapat menahan berkas."),
    )
    require(
        rules.may_be_held(case, row), _("Berkas ini sudah dihapus dan tidak dapat ditahan lagi."), status=409
    )
    require(bool(reason.strip()), _("Tulis alasan berkas ini ditahan."), status=422)
    is_ahead = until_on is None or until_on >= today
    require(
        is_ahead, _("Tanggal akhir sudah lewat. Isi tanggal yang akan datang, atau kosongkan."), status=422
    )
    last = queries.unlifted(case)
    require(not rules.holds_back(last, today), _("Berkas ini sudah ditahan."), status=409)
    if last is not None:
        _lift(last, by)
    kept = Hold.objects.create(
        case=case, agency=case.desk.agency, reason=reason.strip()[:1000], until_on=until_on, by=by
    )
    if row is not None and row.batch is not None and row.batch.is_open:
        row.batch = None
        row.save(update_fields=["batch"])
    until = str(until_on) if until_on else ""
    audit.record("retention.held", case, by=by, subject=case.applicant, until=until)
    return kept


@transaction.atomic
def lift(case: Case, *, by: Person) -> None:
    """The reason is gone: the case follows the schedule again."""
    case = cases.locked(case)
    require(
        rules.may_keep(by, case.desk.agency),
        _("Hanya pemutus dan kepala kantor ini yang dapat melepas berkas."),
    )
    last = queries.unlifted(case)
    if last is None:
        raise Refusal(_("Berkas ini tidak sedang ditahan."), status=409)
    _lift(last, by)
    audit.record("retention.lifted", case, by=by, subject=case.applicant)


def _lift(hold: Hold, by: Person | None) -> None:
    hold.lifted_at, hold.lifted_by = timezone.now(), by
    hold.save(update_fields=["lifted_at", "lifted_by"])


# --- lists ----------------------------------------------------------------------------------------


@transaction.atomic
def prepare(agency: Agency, *, by: Person) -> Batch:
    """Make the list of what may be destroyed today (daftar usul musnah). Nothing is erased by it."""
    require(rules.may_keep(by, agency), _("Hanya pemutus dan kepala kantor ini yang dapat menyusun daftar."))
    ripe = queries.ripe(agency)
    require(bool(ripe), _("Belum ada berkas yang boleh dimusnahkan hari ini."), status=409)
    batch = Batch.objects.create(agency=agency, prepared_by=by)
    for row in ripe:
        row.batch = batch
    Due.objects.bulk_update(ripe, ["batch"], batch_size=200)
    audit.record("retention.prepared", batch, by=by, count=len(ripe))
    return batch


@transaction.atomic
def discard(batch: Batch, *, by: Person) -> None:
    """Give the list up before it is confirmed; its cases wait for the next."""
    batch = queries.locked_batch(batch)
    require(
        rules.may_keep(by, batch.agency),
        _("Hanya pemutus dan kepala kantor ini yang dapat membatalkan daftar."),
    )
    require(batch.is_open, _("Daftar ini sudah disetujui dan tidak dapat dibatalkan lagi."), status=409)
    count = batch.dues.update(batch=None)
    batch.discarded_at = timezone.now()
    batch.save(update_fields=["discarded_at"])
    audit.record("retention.discarded", batch, by=by, count=count)


@transaction.atomic
def confirm(batch: Batch, *, by: Person) -> None:
    """Have everything on the list destroyed. A job does it case by case, then asks for the berita acara."""
    batch = queries.locked_batch(batch)
    require(rules.is_head(by, batch), _("Hanya kepala kantor ini yang dapat menyetujui pemusnahan."))
    sentence = _("Daftar ini Anda susun sendiri; pemusnahan harus disetujui orang kedua.")
    require(rules.may_confirm(by, batch), sentence)
    require(batch.is_open, _("Daftar ini sudah disetujui atau dibatalkan."), status=409)
    require(batch.dues.exists(), _("Daftar ini kosong. Susun daftar baru."), status=409)
    signer = organisations.signer_of(batch.agency)
    require(
        signer is not None,
        _("Belum ada pejabat yang dapat menandatangani berita acara hari ini."),
        status=409,
    )
    batch.confirmed_by, batch.confirmed_at = by, timezone.now()
    batch.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record("retention.confirmed", batch, by=by, count=batch.dues.count())


@transaction.atomic
def leave_out(due_id: int, why: str) -> None:
    """Take a case off its list because it may not go now: held since, or its term has become longer."""
    row = queries.locked(due_id)
    if row.erased_at is None and row.batch is not None:
        row.batch = None
        row.save(update_fields=["batch"])
        audit.record("retention.left_out", row.case, by=None, why=why[:200])


@transaction.atomic
def finish(batch: Batch) -> Letter | None:
    """Nothing is left to erase: ask for the berita acara, once. Raises when nobody can sign; asked again later."""
    batch = queries.locked_batch(batch)
    if batch.finished_at is not None or batch.confirmed_at is None or queries.left_on(batch):
        return None
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at"])
    audit.record("retention.finished", batch, by=None, count=batch.dues.count())
    if not batch.dues.exists():
        return None  # everything was held back meanwhile: nothing was destroyed, so nothing is to be proved
    signer = organisations.signer_of(batch.agency)
    if signer is None:
        raise Refusal(_("Belum ada pejabat yang dapat menandatangani berita acara hari ini."), status=409)
    return documents.request_letter(
        queries.PAPER,
        title=TITLE,
        agency=batch.agency,
        about=batch,
        subject=None,
        content=queries.paper_content(batch),
        signed_by=signer[0],
        signer_title=signer[1],
        by=batch.confirmed_by,
        is_sample=not batch.dues.filter(case__is_sample=False).exists(),
    )


# --- erasing --------------------------------------------------------------------------------------


@transaction.atomic
def erase(due_id: int) -> bool:
    """Destroy what one case says; True when it was done now. Refuses what is open, held, early, or still in use."""
    row = queries.locked(due_id)
    if row.erased_at is not None:
        return False
    case, today = cases.locked(row.case), timezone.localdate()
    require(
        row.batch is not None and row.batch.confirmed_at is not None,
        _("Daftarnya belum disetujui."),
        status=409,
    )
    require(queries.hold_on(case) is None, _("Berkas ini ditahan."), status=409)
    is_ripe = rules.is_ripe(case, row, queries.ends_on(case), today)
    require(is_ripe, _("Masa simpan berkas ini belum habis."), status=409)
    _require_unused(case)
    _destroy(case, row)
    return True


def _require_unused(case: Case) -> None:
    require(not contract.is_worked_on(case), _("Berkas ini masih dipakai register."), status=409)
    is_waiting = letters.letters_about(case).filter(state=State.WAITING).exists()
    require(not is_waiting, _("Suratnya masih menunggu tanda tangan."), status=409)


def _destroy(case: Case, row: Due) -> None:
    """Overwrite, delete and forget, in one transaction with the event. What counts and proves stays as it was."""
    kept = copies.files_of(case)  # before the answers that name them are gone
    for one in queries.rows_about(case):
        one.save(update_fields=blanked(one))
    if case.draft is not None:
        case.draft.save(update_fields=blanked(case.draft))
    case.save(update_fields=blanked(case))
    work.erase_notes_on_many(case)
    papers = list(letters.letters_about(case))
    for letter in papers:
        documents.erase_copy(letter)
    gone = sum(files.erase(file) for file in kept) + sum(1 for letter in papers if letter.file)
    notifications.erase_about(case.get_absolute_url(), to=case.applicant)
    row.files, row.erased_at = gone, timezone.now()
    row.save(update_fields=["files", "erased_at"])
    audit.record("retention.erased", case, by=None, subject=case.applicant, files=gone)


# --- drafts and uploads ---------------------------------------------------------------------------


@transaction.atomic
def announce_draft(draft: Draft) -> None:
    """Tell the owner of a draft left alone for long that it will go."""
    _row, is_new = StaleDraft.objects.get_or_create(draft=draft)
    if is_new:
        service = draft.edition.service.slug
        audit.record("retention.draft_announced", draft, by=None, subject=draft.person, service=service)


@transaction.atomic
def erase_draft(stale: StaleDraft) -> bool:
    """Erase a draft whose owner was told and did nothing; one that was touched or sent since stays."""
    row = queries.locked_stale(stale.pk)
    if row is None:
        return False
    draft = cases.locked_draft(row.draft)
    if draft.saved_at > row.told_at or cases.case_of_draft(draft) is not None:
        row.delete()
        return False
    _erase_draft(draft)
    return True


def _erase_draft(draft: Draft) -> None:
    uploads = stored_files.of(draft)
    audit.record("retention.draft_erased", draft, by=None, subject=draft.person, files=len(uploads))
    for file in uploads:
        files.discard(file)
    draft.delete()


@transaction.atomic
def discard_upload(file: StoredFile) -> None:
    """Erase an upload that no draft names any more."""
    files.discard(file)


# --- after a restore ------------------------------------------------------------------------------


@transaction.atomic
def replay(entry: dict[str, Any]) -> bool:
    """Erase again what one line of the list of erasures names, if a restored backup brought it back.

    It was decided and proved once, so no list and no hold stands in the way; an open case is refused.
    """
    name, key = str(entry["event"]), str(entry["id"])
    if name == "retention.draft_erased":
        draft = queries.draft_named(key)
        if draft is not None:
            _erase_draft(draft)
        return draft is not None
    if name == "files.discarded":
        file = stored_files.file(key)
        if file is not None:
            files.discard(file)
        return file is not None
    case = queries.case_named(key)
    return case is not None and _erase_again(cases.locked(case))


def _erase_again(case: Case) -> bool:
    row = queries.due(case) or Due(case=case, agency=case.desk.agency)
    if row.erased_at is not None:
        return False
    require(not case.is_open, _("Permohonan ini terbuka pada cadangan, jadi tidak dihapus."), status=409)
    if (held := queries.unlifted(case)) is not None:
        _lift(held, None)
    row.due_on = min(row.due_on or timezone.localdate(), timezone.localdate())
    row.save()
    _destroy(case, row)
    return True
