"""Every write of the officer's desk: one verb, one transaction, one event."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.engine.work import methods, queries, rules
from balaikota.engine.work.models import (
    BulkAction,
    BulkItem,
    DocumentVerdict,
    NameIndex,
    Note,
    Result,
    SavedFilter,
    Verb,
    Worth,
)
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.erasing import blanked
from balaikota.kit.errors import Refusal, require

MINUTE = timedelta(seconds=60)
MOST = 100  # files in one go: a whole morning's


# --- many files at a time -------------------------------------------------------------------------


@transaction.atomic
def act_on_many(
    chosen: Sequence[Case], verb: Verb | str, *, to: Person | None = None, note: str = "", by: Person
) -> BulkAction:
    """Do one thing to many files. What cannot be done says why; the others go on. Undone within a minute."""
    verb = Verb(verb)
    require(bool(chosen), _("Centang sedikitnya satu berkas."), status=422)
    require(len(chosen) <= MOST, _("Paling banyak 100 berkas sekaligus."), status=422)
    require(verb != Verb.HAND_OVER or to is not None, _("Pilih rekan yang menerima berkas ini."), status=422)
    now = timezone.now()
    kept = {"to": to, "note": note.strip() or None}
    action = BulkAction.objects.create(by=by, verb=verb, at=now, final_at=now + MINUTE, **kept)
    made = [_try(action, case, partial(_begin, action, case)) for case in chosen]
    BulkItem.objects.bulk_create(made)
    told: dict[str, Any] = dict(Counter(str(item.result) for item in made))
    audit.record("work.many_done", action, by=by, verb=verb.value, **told)
    return action


def _begin(action: BulkAction, case: Case) -> Result:
    """Do it now, or hold it back until the minute is over."""
    by = action.by
    if action.verb == Verb.CLAIM:
        cases.claim(case, by=by)
    elif action.verb == Verb.RELEASE:
        cases.release(case, by=by)
    elif action.verb == Verb.HAND_OVER and action.to is not None:
        hand_over(case, to=action.to, note=action.note or "", by=by)
    else:
        require(rules.may_pass_on(by, case), rules.why_not_pass_on(by, case))
        cases.claim(case, by=by)  # in hand meanwhile, so that no colleague works on it
        return Result.HELD
    return Result.DONE


def _try(action: BulkAction, case: Case, turn: Callable[[], Result]) -> BulkItem:
    """One file's result. A refusal takes back only what was done to this file."""
    item = BulkItem(action=action, case=case, holder_before=case.holder)
    try:
        with transaction.atomic():
            item.result = turn()
    except Refusal as refusal:
        item.result, item.why = Result.FAILED, refusal.sentence[:300]
    return item


@transaction.atomic
def undo(action: BulkAction, *, by: Person) -> BulkAction:
    """Take a bulk action back within its minute: every file lies where it lay, unless somebody moved it since."""
    action = queries.locked_bulk(action.pk)
    require(
        rules.may_undo(by, action), _("Satu menit sudah lewat; tindakan ini tidak dapat diurungkan lagi.")
    )
    for item in queries.items(action):
        if item.result in (Result.DONE, Result.HELD):
            undone = _try(action, item.case, partial(_take_back, action, item))
            item.result = Result.UNDONE if undone.result == Result.UNDONE else item.result
            item.why = undone.why
            item.save(update_fields=["result", "why"])
    action.undone_at = action.finished_at = timezone.now()
    action.save(update_fields=["undone_at", "finished_at"])
    audit.record("work.many_undone", action, by=by, verb=action.verb)
    return action


def _take_back(action: BulkAction, item: BulkItem) -> Result:
    """Give the file back to whoever held it before."""
    now_with = {Verb.RELEASE: None, Verb.HAND_OVER: action.to_id}.get(Verb(action.verb), action.by_id)
    case = case_queries.locked(item.case)
    untouched = case.is_open and case.holder_id == now_with
    require(untouched, _("Berkas ini sudah berpindah tangan sesudahnya; dibiarkan seperti sekarang."))
    _put(case, item.holder_before, "cases.given_back", by=action.by)
    return Result.UNDONE


def _put(case: Case, holder: Person | None, event: str, *, by: Person) -> None:
    """Whose hands a locked case lies in. The holder is all of a case that this room may change."""
    case.holder = holder
    case.save(update_fields=["holder"])
    audit.record(event, case, by=by, step=case.step, to=str(holder.pk) if holder else "")


@transaction.atomic
def finish(id: uuid.UUID) -> None:
    """The minute is over: what was held back is done now. May run twice."""
    action = queries.locked_bulk(id)
    if action.finished_at is not None or timezone.now() < action.final_at:
        return
    for item in queries.items(action):
        if item.result == Result.HELD:
            done = _try(action, item.case, partial(_pass_on, action, item.case))
            item.result, item.why = done.result, done.why
            item.save(update_fields=["result", "why"])
    action.finished_at = timezone.now()
    action.save(update_fields=["finished_at"])
    audit.record("work.many_final", action, by=None, verb=action.verb)


def _pass_on(action: BulkAction, case: Case) -> Result:
    cases.pass_step(case, note=action.note or "", by=action.by)
    return Result.DONE


# --- from hand to hand ----------------------------------------------------------------------------


@transaction.atomic
def hand_over(case: Case, *, to: Person, note: str = "", by: Person) -> None:
    """Give a case to a colleague by name, with a note only officers read."""
    case = case_queries.locked(case)
    require(rules.may_claim(by, case), rules.why_not_pass_on(by, case))
    can_take = rules.may_receive(to, case)
    require(can_take, _("%(name)s tidak dapat mengerjakan langkah ini.") % {"name": to.name}, status=409)
    if note.strip():
        Note.objects.create(case=case, by=by, to=to, text=note.strip())
    _put(case, to, "cases.handed_over", by=by)


@transaction.atomic
def write_note(case: Case, text: str, *, by: Person) -> Note:
    """Tell colleagues something about a case. The applicant never sees it. Pressed twice, it is told once."""
    require(rules.may_write_note(by, case), _("Catatan internal hanya untuk petugas meja ini."))
    sentence = _("Berkas ini sudah dihapus menurut jadwal retensi, jadi catatan baru tidak disimpan.")
    require(rules.takes_notes(case), sentence, status=409)
    require(bool(text.strip()), _("Tulis catatannya."), status=422)
    case = case_queries.locked(case)
    if (known := queries.just_noted(case, text, by=by)) is not None:
        return known
    note = Note.objects.create(case=case, by=by, text=text.strip())
    audit.record("work.noted", note, by=by, case=case.number)
    return note


@transaction.atomic
def judge(case: Case, file: StoredFile, worth: Worth | str, *, question: str, by: Person) -> None:
    """Say of one paper that it is accepted, not legible, or the wrong one."""
    require(
        rules.may_judge(by, case),
        _("Penilaian berkas hanya oleh petugas yang boleh mengerjakan langkah ini."),
    )
    said = {"worth": Worth(worth), "question": question[:80], "by": by, "at": timezone.now()}
    row, _created = DocumentVerdict.objects.update_or_create(case=case, file=file, defaults=said)
    audit.record("work.judged", row, by=by, case=case.number, worth=row.worth)


@transaction.atomic
def erase_notes_on_many(case: Case) -> None:
    """Overwrite the notes of bulk actions this case was part of; those about it alone are rows of its own."""
    for action in queries.noted_with(case):
        action.save(update_fields=blanked(action))
        audit.record("work.note_erased", action, by=None, case=case.number)


# --- sieves ---------------------------------------------------------------------------------------


@transaction.atomic
def save_filter(name: str, filters: dict[str, str], *, by: Person) -> SavedFilter:
    """Keep a sieve under a name; the same name again replaces it."""
    require(bool(name.strip()), _("Beri nama saringan ini."), status=422)
    row, _created = SavedFilter.objects.update_or_create(
        owner=by, name=name.strip()[:40], defaults={"filters": filters}
    )
    audit.record("work.filter_saved", row, by=by)
    return row


@transaction.atomic
def forget_filter(row: SavedFilter, *, by: Person) -> None:
    audit.record("work.filter_forgotten", row, by=by)
    row.delete()


# --- names ----------------------------------------------------------------------------------------


@transaction.atomic
def index_names(case_id: uuid.UUID) -> None:
    """Make a case findable by the names it bears now. May run twice."""
    case = case_queries.by_id(str(case_id))
    names = [case.applicant.name, *([case.subject_name] if case.subject_name else [])]
    kept = {"words": methods.fingerprints(names), "desk_id": case.desk_id}
    NameIndex.objects.update_or_create(case_id=case.pk, defaults=kept)


@transaction.atomic
def note_search(found: int, *, by: Person) -> None:
    """An officer looked for somebody by name: who and how many were found, never which name."""
    audit.record("work.searched", by, by=by, found=found)
