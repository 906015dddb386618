"""Setting assignments, handing in, marking, and releasing what was found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.training.assignments import queries, rules
from balaikota.training.assignments.models import Assignment, Extension, HandIn, Marking, Stage, Takes, Work
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.rubrics import methods as rubrics

LONGEST = 20_000
FEEDBACK_LEAST, FEEDBACK_MOST = 5, 1000
#: What may still change once somebody has handed in: more time, and being late.
LATER = ("due_at", "takes_late")

# --- the assignment -------------------------------------------------------------------------------


def _require_setter(cohort: Cohort, by: Person) -> None:
    who = _("Tugas diberikan oleh penyelenggara atau pengajar kelas ini.")
    require(classes.leads(by, cohort), who)
    require(rules.is_at_work(cohort), _("Tugas diberikan selama kelas berjalan."), status=409)


@transaction.atomic
def set_assignment(cohort: Cohort, facts: Mapping[str, Any], *, by: Person) -> Assignment:
    """Ask something of a class; its participants are told."""
    cohort = classes.locked(cohort)
    _require_setter(cohort, by)
    _require_ahead(facts["due_at"])
    row = Assignment.objects.create(cohort=cohort, by=by, **facts)
    audit.record("assignments.set", row, by=by)
    return row


def _require_ahead(due_at: datetime) -> None:
    require(
        due_at > timezone.now(), _("Batas waktu harus di depan; pilih waktu yang belum lewat."), status=422
    )


@transaction.atomic
def amend(assignment: Assignment, facts: Mapping[str, Any], *, by: Person) -> Assignment:
    """Change it; once somebody has handed in only to everybody's favour: more time, or late as well."""
    row = queries.locked(assignment)
    _require_setter(row.cohort, by)
    is_fixed = queries.was_handed_in(row)
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    sentence = _("Sudah ada serahan: yang dapat diubah tinggal batas waktu dan penerimaan terlambat.")
    require(not is_fixed or set(changed) <= set(LATER), sentence, status=409)
    if "due_at" in changed:
        _require_ahead(changed["due_at"])
        earlier = _("Sudah ada serahan: batas waktu hanya dapat diundur.")
        require(not is_fixed or changed["due_at"] > row.due_at, earlier, status=422)
        changed["called_at"] = None
    is_harder = is_fixed and changed.get("takes_late") is False
    require(not is_harder, _("Sudah ada serahan: penerimaan terlambat tidak dapat ditutup."), status=409)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    audit.record("assignments.amended", row, by=by, changed=sorted(changed))
    return row


@transaction.atomic
def withdraw(assignment: Assignment, *, by: Person) -> None:
    """It is no longer asked; only while nobody has handed in."""
    row = queries.locked(assignment)
    _require_setter(row.cohort, by)
    sentence = _("Sudah ada serahan; tugas ini tidak dapat ditarik lagi.")
    require(not queries.was_handed_in(row), sentence, status=409)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    audit.record("assignments.withdrawn", row, by=by)


@transaction.atomic
def extend(
    assignment: Assignment, seat: Enrolment, due_at: datetime, reason: str, *, by: Person
) -> Extension:
    """A later moment for somebody who needs it; saying it again replaces it."""
    row = queries.locked(assignment)
    _require_setter(row.cohort, by)
    require(
        seat.cohort_id == row.cohort_id and rules.is_seated(seat), _("Pilih peserta kelas ini."), status=422
    )
    later = _("Kelonggaran harus sesudah batas waktu tugas dan belum lewat.")
    require(due_at > max(row.due_at, timezone.now()), later, status=422)
    require(bool(reason.strip()), _("Tuliskan alasan kelonggaran."), status=422)
    work = queries.work_of(row, seat)
    is_marked = work is not None and bool(queries.markings(work))
    require(not is_marked, _("Serahannya sudah mulai dinilai."), status=409)
    said = {"due_at": due_at, "reason": reason.strip()[:300], "by": by, "at": timezone.now()}
    given, _is_new = Extension.objects.update_or_create(assignment=row, enrolment=seat, defaults=said)
    audit.record("assignments.extended", given, by=by, subject=seat.person)
    return given


@transaction.atomic
def call_markers(assignment: Assignment) -> None:
    """Its moment has passed: the markers are told, once."""
    row = queries.locked(assignment)
    if row.called_at is None:
        row.called_at = timezone.now()
        row.save(update_fields=["called_at"])
        audit.record("assignments.due", row, by=None)


# --- handing in -----------------------------------------------------------------------------------


def _own(assignment: Assignment, seat: Enrolment, by: Person) -> Work:
    """The participant's work, locked; it begins with the first word that is kept."""
    theirs = seat.person_id == by.pk and seat.cohort_id == assignment.cohort_id and rules.is_seated(seat)
    require(theirs, _("Tugas dikerjakan oleh peserta kelasnya."))
    begun, _is_new = Work.objects.get_or_create(assignment=assignment, enrolment=seat)
    row = queries.locked_work(begun)
    require(rules.may_write(by, row), _("Serahan ini sudah dinilai dan tidak dapat diubah."), status=409)
    return row


@transaction.atomic
def write(assignment: Assignment, seat: Enrolment, text: str, *, edition: int, by: Person) -> Work:
    """Keep what was typed so far. An older window does not overwrite a newer one."""
    row = _own(assignment, seat, by)
    older = _(
        "Draf ini sudah diubah di jendela lain. Salin tulisan Anda, muat ulang halaman, lalu tempelkan."
    )
    require(edition == row.edition or text == row.text, older, status=422)
    long = _("Paling banyak %(most)d huruf; tulisan ini %(now)d huruf.") % {"most": LONGEST, "now": len(text)}
    require(len(text) <= LONGEST, long, status=422)
    row.text, row.edition, row.saved_at = text, row.edition + 1, timezone.now()
    row.save(update_fields=["text", "edition", "saved_at"])
    return row


@transaction.atomic
def keep_file(assignment: Assignment, seat: Enrolment, file: StoredFile, *, by: Person) -> Work:
    """A clean copy that was received goes with the draft; the one before goes, unless it was handed in."""
    row = _own(assignment, seat, by)
    require(assignment.takes_file, _("Tugas ini diserahkan sebagai teks."), status=422)
    before, row.file, row.saved_at = row.file, file, timezone.now()
    row.save(update_fields=["file", "saved_at"])
    files.attach(file, row, by=by)
    _let_go(before)
    return row


@transaction.atomic
def drop_file(assignment: Assignment, seat: Enrolment, *, by: Person) -> Work:
    """The draft goes on without its file."""
    row = _own(assignment, seat, by)
    before, row.file = row.file, None
    row.save(update_fields=["file"])
    _let_go(before)
    return row


def _let_go(file: StoredFile | None) -> None:
    if file is not None and not queries.is_handed_in(file):
        files.discard(file)


@transaction.atomic
def turn_in(work: Work, *, by: Person) -> HandIn:
    """To the markers, beside what was handed in before; the newest counts."""
    row = _own(work.assignment, work.enrolment, by)
    due_at, now = queries.due_of(row.assignment, row.enrolment), timezone.now()
    over = _(
        "Batas waktu sudah lewat. Mintalah kelonggaran kepada penyelenggara; tulisan Anda tetap tersimpan."
    )
    require(rules.is_open(row.assignment, due_at, now), over, status=422)
    require(not queries.markings(row), _("Serahan Anda sudah mulai dinilai."), status=409)
    _require_whole(row)
    last = queries.newest(row)
    is_same = last is not None and (last.text, last.file_id) == (_text_of(row), row.file_id)
    require(not is_same, _("Tidak ada yang berubah sejak serahan terakhir."), status=422)
    fresh = row.file if row.file is not None and not queries.is_handed_in(row.file) else None
    given = HandIn.objects.create(
        work=row,
        number=(last.number if last else 0) + 1,
        text=_text_of(row),
        file=row.file,
        at=now,
        due_at=due_at,
    )
    if fresh is not None:
        files.attach(fresh, given, by=by)
    row.stage = Stage.TURNED_IN
    row.save(update_fields=["stage"])
    audit.record("assignments.turned_in", row, by=by, number=given.number, late=given.is_late)
    return given


def _text_of(work: Work) -> str:
    return work.text.strip() if work.assignment.takes_text else ""


def _require_whole(work: Work) -> None:
    lacks = {
        Takes.TEXT: (bool(_text_of(work)), _("Tuliskan jawaban Anda dahulu.")),
        Takes.FILE: (work.file is not None, _("Pilih berkas yang diserahkan.")),
        Takes.EITHER: (bool(_text_of(work) or work.file), _("Tuliskan jawaban Anda atau pilih satu berkas.")),
    }
    there, sentence = lacks[Takes(work.assignment.takes)]
    require(there, sentence, status=422)


# --- marking --------------------------------------------------------------------------------------


@transaction.atomic
def judge(work: Work, levels: Sequence[int], feedback: Sequence[str], *, by: Person) -> Marking:
    """One marker reads it by the rubric. Two who are near decide it; two who are far talk, or a third marks."""
    row = queries.locked_work(work)
    _require_marker(row, by)
    rubric, said = row.assignment.rubric, [each.strip()[:FEEDBACK_MOST] for each in feedback]
    require(rubrics.is_readable(rubric, levels), _("Pilih satu tingkat untuk setiap kriteria."), status=422)
    is_said = len(said) == len(rubric) and all(len(each) >= FEEDBACK_LEAST for each in said)
    require(is_said, _("Tuliskan umpan balik untuk setiap kriteria, sedikitnya 5 huruf."), status=422)
    own = next((each for each in queries.markings(row) if each.by_id == by.pk), None)
    facts = {
        "levels": list(levels),
        "feedback": said,
        "mark": rubrics.mark(rubric, levels),
        "at": timezone.now(),
    }
    if own is not None and row.stage == Stage.APART and own.blind_mark is None:
        facts["blind_mark"] = own.mark
    marking, _is_new = Marking.objects.update_or_create(work=row, by=by, defaults=facts)
    audit.record("assignments.marked", row, by=by, subject=row.enrolment.person, again=own is not None)
    _settle(row, by)
    return marking


def _require_marker(work: Work, by: Person) -> None:
    person = work.enrolment.person
    require(person.pk != by.pk, _("Tugas sendiri tidak dapat dinilai sendiri."))
    is_due = timezone.now() > queries.due_of(work.assignment, work.enrolment)
    require(
        is_due, _("Dinilai setelah batas waktunya lewat, supaya yang dinilai tidak berubah lagi."), status=409
    )
    is_waiting = work.stage in (Stage.TURNED_IN, Stage.APART)
    require(is_waiting, _("Serahan ini tidak sedang menunggu penilaian."), status=409)
    who = _(
        "Dinilai oleh dua penyelenggara atau pengajar yang bukan peserta kelas; yang ketiga bila keduanya jauh berbeda."
    )
    require(queries.may_mark(by, work), who)


def _settle(work: Work, by: Person) -> None:
    marks, person = [each.mark for each in queries.markings(work)], work.enrolment.person
    if (mark := rubrics.agreed(marks)) is not None:
        work.stage, work.mark, work.judged_at = Stage.JUDGED, mark, timezone.now()
        work.save(update_fields=["stage", "mark", "judged_at"])
        audit.record("assignments.judged", work, by=by, subject=person)
    elif len(marks) >= rubrics.MARKERS and work.stage != Stage.APART:
        work.stage = Stage.APART
        work.save(update_fields=["stage"])
        audit.record("assignments.found_apart", work, by=by, subject=person)


@transaction.atomic
def release(assignment: Assignment, *, by: Person) -> int:
    """Tell the participants what was found; who is not judged yet hears later. Says how many are told."""
    who = _("Nilai diumumkan oleh penyelenggara atau pengajar kelas ini.")
    require(classes.leads(by, assignment.cohort), who)
    rows = queries.to_release(assignment)
    require(
        bool(rows),
        _("Belum ada nilai yang dapat diumumkan: nilai ada setelah dua penguji selesai."),
        status=409,
    )
    Work.objects.filter(pk__in=[row.pk for row in rows]).update(released_at=timezone.now())
    audit.record_each("assignments.released", [(row, row.enrolment.person_id) for row in rows], by=by)
    return len(rows)
