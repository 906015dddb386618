"""Every write on drafts and cases: one verb, one transaction, one event."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import methods, queries, rules
from balaikota.engine.cases.contract import handler_of
from balaikota.engine.cases.models import (
    Case,
    Correction,
    Draft,
    Outcome,
    Pause,
    SideStep,
    StepDone,
    Verdict,
)
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.questions.methods import View, evaluate
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files import queries as stored_files
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit import prepared
from balaikota.kit.errors import require
from balaikota.kit.secrets import blind_index
from balaikota.kit.worktime import Calendar

Answers = dict[str, Any]
NEXT_NUMBER = """insert into cases_caseseries (prefix, year, last) values (%s, %s, 1)
    on conflict (prefix, year) do update set last = cases_caseseries.last + 1 returning last"""
CLOCKS = ["hours", "due_at", "step_due_at", "alarm_at"]


# --- drafts ---------------------------------------------------------------------------------------


@transaction.atomic
def start_draft(service: Service, *, by: Person, afresh: bool = False) -> Draft:
    """Open the newest unfinished draft of this service again; when there is none, or `afresh`, a new one."""
    require(rules.may_start(by, service), methods.closed(service))
    people.locked(by)  # of two clicks the second waits, and finds the draft the first began
    return (None if afresh else queries.unfinished(by, service.pk)) or _begin(service, by, by=by)


@transaction.atomic
def start_for(resident: Person, service: Service, *, by: Person) -> Draft:
    """An officer begins a draft for the resident at the counter; what the resident began stays closed to them."""
    require(rules.may_start_for(by, resident, service), methods.closed(service))
    people.locked(resident)
    return queries.unfinished(resident, service.pk, by=by) or _begin(service, resident, by=by, typed_by=by)


def _begin(service: Service, person: Person, *, by: Person, **more: Any) -> Draft:
    edition, handler = catalogue.current_edition(service), handler_of(service.slug)
    asked = catalogue.definition(edition).asked
    answers = methods.known(asked, handler.facts(person)) | handler.prefill(person)
    draft = Draft.objects.create(person=person, edition=edition, answers=answers, **more)
    audit.record("cases.draft_started", draft, by=by, subject=person, service=service.slug)
    return draft


@transaction.atomic
def start_after(case: Case, answers: Answers, *, by: Person) -> Draft:
    """Begin a draft of the same service that carries answers over from a case (the next of twins).

    Files are copied, because each case keeps its own.
    """
    require(rules.may_start_after(by, case), _("Permohonan ini bukan milik Anda."))
    draft = Draft.objects.create(person=by, edition=case.edition, parent=case, answers={})
    copied = {}
    for question in queries.definition_of(case).asked:
        if question.kind == "file" and answers.get(question.name):
            ids = methods.file_ids(answers[question.name])
            opened = [stored_files.openable(each, viewer=by) for each in ids]
            copied[question.name] = [str(files.copy(file, about=draft).pk) for file in opened]
    draft.answers = answers | copied
    draft.save(update_fields=["answers"])
    detail = {"service": case.edition.service.slug, "after": case.number}
    audit.record("cases.draft_started", draft, by=by, subject=by, **detail)
    return draft


@transaction.atomic
def save_page(draft: Draft, page: str, answers: Answers, *, by: Person) -> None:
    """Keep what was typed on a page, whether it is right or not."""
    draft = _editable(draft, by)
    draft.answers = draft.answers | answers
    draft.page, draft.saved_at = page, timezone.now()
    draft.save(update_fields=["answers", "page", "saved_at"])
    audit.record("cases.draft_saved", draft, by=by, subject=draft.person, page=page)


@transaction.atomic
def delete_draft(draft: Draft, *, by: Person) -> None:
    """Throw an unfinished draft away."""
    draft = _editable(draft, by)
    slug = draft.edition.service.slug
    audit.record("cases.draft_deleted", draft, by=by, subject=draft.person, service=slug)
    draft.delete()


def _editable(draft: Draft, by: Person) -> Draft:
    """The draft, locked, while it may still be changed."""
    draft = queries.locked_draft(draft)
    require(rules.may_edit(by, draft), _("Draf ini bukan milik Anda."))
    is_sent = queries.case_of_draft(draft) is not None
    require(not is_sent, _("Draf ini sudah dikirim dan tidak dapat diubah lagi."), status=409)
    return draft


# --- submitting -----------------------------------------------------------------------------------


@transaction.atomic
def submit(draft: Draft, *, by: Person, declared: Iterable[str] = ()) -> Case:
    """Turn a draft into a case. Submitting again, from anywhere, gives the same case."""
    draft = queries.still(draft)
    require(rules.may_edit(by, draft), _("Draf ini bukan milik Anda."))
    if (done := queries.case_of_draft(draft)) is not None:
        return done
    service = draft.edition.service
    require(rules.may_start(by, service), methods.closed(service))
    view = queries.seen_again(draft)
    require(not methods.obstacles(view), _("Isian belum lengkap. Periksa kembali yang ditandai."), status=422)
    ticked, typed = list(declared), by.pk != draft.person_id
    wanted = methods.needed_declarations(view, at_counter=typed)
    require(wanted.issubset(ticked), _("Centang semua pernyataan sebelum mengirim."), status=422)
    origin = {"draft": draft, "parent_id": draft.parent_id, "typed_by_id": draft.typed_by_id}
    with audit.together():
        case, beside = _begun(draft.edition, view, applicant=draft.person, declared=ticked, **origin)
        handler_of(service.slug).on_submitted(case, by=by)
        audit.record("cases.submitted", case, by=by, subject=draft.person, service=service.slug, typed=typed)
    return _numbered(case, beside)


@transaction.atomic
def open_linked(service_slug: str, *, parent: Case, answers: Answers, by: Person) -> Case:
    """The city opens a case that follows from another, for its applicant; once per service, parent and name."""
    parent = queries.locked(parent)
    service = catalogue.service(service_slug)
    name = handler_of(service_slug).subject_name(answers)
    if (done := queries.linked_of(parent, service, name)) is not None:
        return done
    edition, applicant = catalogue.current_edition(service), parent.applicant
    facts, today = handler_of(service_slug).facts(applicant), timezone.localdate()
    view = evaluate(catalogue.definition(edition), answers, facts, today)
    case = _numbered(*_begun(edition, view, applicant=applicant, parent=parent))
    audit.record("cases.linked", case, by=by, subject=applicant, service=service_slug, parent=parent.number)
    return case


def _begun(edition: Edition, view: View, *, applicant: Person, **more: Any) -> tuple[Case, list[SideStep]]:
    """A case at its first step, with its files, and the steps beside that one; neither is saved yet."""
    now = timezone.now()
    steps, answers = methods.resolved_steps(view), view.clean()
    case = Case(
        edition=edition,
        desk_id=edition.service.desk_id,
        applicant=applicant,
        answers=answers,
        facts=view.facts,
        subject_name=handler_of(edition.service.slug).subject_name(answers) or None,
        steps=steps,
        submitted_at=now,
        hours=view.definition.limit.hours,
        is_sample=applicant.is_sample,
        **more,
    )
    case.secret_index = blind_index("tracking", queries.secret_of(case))
    beside = _enter(case, case.main_steps[0])
    if case.draft is not None:
        _attach(case, out_of=case.draft)
    return case, beside


def _numbered(case: Case, beside: list[SideStep]) -> Case:
    """Save it under the next number. The last thing: until the commit nobody else of this series can have one."""
    year = timezone.localdate(case.submitted_at).year  # that of the submission, also at the turn of the year
    prefix = queries.definition_of(case).number_prefix
    [(last,)] = prepared.rows(NEXT_NUMBER, [prefix, year])
    case.number = methods.case_number(prefix, year, last)
    case.save(force_insert=True)
    SideStep.objects.bulk_create(beside)
    return case


def _attach(case: Case, *, out_of: Draft | None = None) -> None:
    """The files named in the answers go to the case. Only files that are the applicant's can be named."""
    files.attach_all(queries.file_ids(case), case, by=case.applicant, out_of=out_of)


# --- work -----------------------------------------------------------------------------------------


@transaction.atomic
def claim(case: Case, *, by: Person) -> None:
    """Take the case in hand, so that no colleague works on it at the same time."""
    case = queries.locked(case)
    require(rules.may_claim(by, case), methods.refusal(rules.why_refused(by, case)))
    if case.holder_id == by.pk:
        return
    case.holder = by
    case.save(update_fields=["holder"])
    audit.record("cases.claimed", case, by=by, step=case.step)


@transaction.atomic
def release(case: Case, *, by: Person) -> None:
    """Put the case back on the desk."""
    case = queries.locked(case)
    require(rules.may_release(by, case), _("Permohonan ini tidak sedang Anda pegang."))
    case.holder = None
    case.save(update_fields=["holder"])
    audit.record("cases.released", case, by=by, step=case.step)


@transaction.atomic
def ask_correction(case: Case, items: Mapping[str, str], *, by: Person) -> None:
    """Ask the applicant to put questions right, each with its reason. The clock stands still meanwhile."""
    case = queries.locked(case)
    sentence = _("Permohonan ini sudah menunggu perbaikan dari pemohon.")
    require(not case.waits_for_applicant, sentence, status=409)
    require(rules.may_ask_correction(by, case), methods.refusal(rules.why_refused(by, case)))
    known = {question.name for question in queries.definition_of(case).asked}
    are_known = bool(items) and known.issuperset(items)
    require(are_known, _("Pilih sedikitnya satu isian yang perlu diperbaiki."), status=422)
    has_reasons = all(reason.strip() for reason in items.values())
    require(has_reasons, _("Tulis apa yang perlu diperbaiki pada setiap isian."), status=422)
    now = timezone.now()
    for question, reason in items.items():
        said = {"question": question, "reason": reason.strip(), "before": case.answers.get(question)}
        Correction.objects.create(case=case, asked_by=by, asked_at=now, **said)
    Pause.objects.create(case=case, from_at=now)
    case.waiting_since, case.holder = now, by
    case.save(update_fields=["waiting_since", "holder"])
    audit.record("cases.correction_asked", case, by=by, subject=case.applicant, questions=sorted(items))


@transaction.atomic
def repair(case: Case, answers: Answers, *, by: Person) -> None:
    """The applicant puts right what was asked and nothing else; the due time moves by the time waited."""
    case = queries.locked(case)
    require(rules.may_repair(by, case), _("Permohonan ini tidak sedang menunggu perbaikan dari Anda."))
    asked = queries.open_corrections(case)
    allowed = queries.repairable(case, answers)
    sentence = _("Hanya isian yang diminta petugas yang dapat diperbaiki.")
    require(allowed.issuperset(answers), sentence, status=422)
    view = queries.seen_case(case, case.answers | answers)
    sentence = _("Perbaikan belum lengkap. Periksa kembali yang ditandai.")
    require(not methods.obstacles(view), sentence, status=422)
    now = timezone.now()
    case.answers = view.clean()
    for correction in asked:
        correction.after, correction.repaired_at = case.answers.get(correction.question), now
        correction.save(update_fields=["after", "repaired_at"])
    case.subject_name = handler_of(case.edition.service.slug).subject_name(case.answers) or None
    _resume_clock(case)
    case.save(update_fields=["answers", "subject_name", "waiting_since"])
    _attach(case)
    audit.record("cases.repaired", case, by=by, subject=by, questions=sorted(each.question for each in asked))


def _resume_clock(case: Case) -> None:
    """End the pause. Clocks that had not run out move later by the working hours it lasted, never earlier."""
    Pause.objects.filter(case=case, until_at=None).update(until_at=timezone.now())
    case.waiting_since = None
    rewind(case, not_before=case.due_at)


@transaction.atomic
def rewind(case: Case, *, calendar: Calendar | None = None, not_before: datetime | None = None) -> None:
    """Set every clock of an open, locked case anew, its ladders too; whoever calls says in an event why."""
    case.hours = queries.promised_hours(case)
    sides = [side for side in case.side_steps.all() if side.done_at is None] if case.has_sides else []
    methods.wind(case, sides, queries.spans(case), calendar or deadlines.calendar())
    case.due_at = max(case.due_at, not_before or case.due_at)
    case.save(update_fields=["rung", "priority", *CLOCKS])
    if sides:
        SideStep.objects.bulk_update(sides, ["rung", "due_at", "alarm_at"])


def _enter(case: Case, step: dict[str, Any]) -> list[SideStep]:
    """Make a main step the current one; answers with the steps to open beside it, not yet saved."""
    turns = methods.enter(case, step)
    places = [(turn, organisations.desk(turn["desk"]) if turn.get("desk") else case.desk) for turn in turns]
    sides = [SideStep(case=case, desk=desk, **methods.side_of(case, turn)) for turn, desk in places]
    promised, pauses = case.due_at, [] if case._state.adding else queries.spans(case)
    methods.wind(case, sides, pauses, deadlines.calendar())
    case.due_at = promised or case.due_at  # a new step does not change what was promised
    return sides


def _go_on(case: Case) -> None:
    """Open the next step once this one and those beside it are done."""
    is_done = not case.duty and not rules.waits_beside(case)
    beside = _enter(case, case.main_steps[case.position + 1]) if is_done else []
    case.save(update_fields=["step", "duty", "holder", "step_since", "rung", *CLOCKS])
    SideStep.objects.bulk_create(beside)


def _say(case: Case, step: str, verdict: str, note: str, by: Person) -> bool:
    """Keep what an officer says on a step. True when enough of them have said the same."""
    turn = case.turn(step)
    has_reason = bool(note.strip()) or not methods.needs_reason(turn, verdict)
    sentence = _("Tulis alasan penolakan, agar pemohon tahu apa yang dapat ia lakukan.")
    require(has_reason, sentence if verdict == Outcome.REFUSED else _("Tulis alasannya."), status=422)
    StepDone.objects.create(case=case, step=step, by=by, note=note.strip(), verdict=verdict)
    alike = [done for done in case.steps_done.all() if (done.step, done.verdict) == (step, verdict)]
    return len(alike) + 1 >= int(turn.get("votes", 1))


@transaction.atomic
def pass_step(case: Case, *, note: str = "", by: Person) -> None:
    """This officer is done with the step; with the last of them the case goes to the next, and to other eyes."""
    case = queries.locked(case)
    require(rules.may_pass_step(by, case), methods.refusal(rules.why_refused(by, case)))
    _finish(case, Verdict.PASSED, note, by=by)


@transaction.atomic
def object_to_step(case: Case, *, note: str, by: Person) -> None:
    """One of those who must agree does not, and says why. When most do not, the next step hears it."""
    case = queries.locked(case)
    require(rules.may_object(by, case), methods.refusal(rules.why_refused(by, case)))
    _finish(case, Verdict.OBJECTED, note, by=by)


def _finish(case: Case, verdict: Verdict, note: str, *, by: Person) -> None:
    done, case.holder = case.step, None
    is_done = _say(case, done, verdict, note, by)
    if is_done:
        case.duty = ""
    _go_on(case)
    name = "cases.step_passed" if is_done else "cases.voted"
    audit.record(name, case, by=by, step=done, next=case.step, verdict=verdict.value)


@transaction.atomic
def do_side_step(case: Case, step: str, verdict: Verdict | str, *, note: str = "", by: Person) -> None:
    """Do a step beside the main line, or at another desk; the main line goes on when nothing is left."""
    case, verdict = queries.locked(case), Verdict(verdict)
    side = queries.side_step(case, step)
    require(rules.may_do_side_step(by, case, side), methods.refusal(rules.why_not_side(by, case, side)))
    if is_done := _say(case, step, verdict, note, by):
        side.done_at, side.verdict, side.alarm_at = timezone.now(), verdict, None
        side.save(update_fields=["done_at", "verdict", "alarm_at"])
        _go_on(case)
    name = "cases.side_step_done" if is_done else "cases.voted"
    audit.record(name, case, by=by, step=step, next=case.step, verdict=verdict.value)


@transaction.atomic
def decide(case: Case, outcome: Outcome | str, *, reason: str = "", by: Person) -> None:
    """Close the case; a granted one does its service's work in the same transaction.

    Where several decide, the case closes with the voice that makes enough of them agree.
    """
    case, outcome = queries.locked(case), Outcome(outcome)
    require(rules.may_decide(by, case), methods.refusal(rules.why_refused(by, case)))
    require(outcome != Outcome.WITHDRAWN, _("Hanya pemohon yang dapat mencabut permohonannya."))
    step = case.step
    if not _say(case, step, outcome, reason, by):
        case.holder = None
        case.save(update_fields=["holder"])
        audit.record("cases.voted", case, by=by, step=step, next=step, verdict=outcome.value)
        return
    _close(case, outcome, reason)
    if outcome == Outcome.GRANTED:
        handler_of(case.edition.service.slug).on_granted(case, by=by)
    audit.record("cases.decided", case, by=by, subject=case.applicant, outcome=outcome.value)


@transaction.atomic
def withdraw(case: Case, *, by: Person) -> None:
    """The applicant takes the application back while it is open."""
    case = queries.locked(case)
    require(rules.may_withdraw(by, case), _("Permohonan yang sudah selesai tidak dapat dicabut."))
    if case.waits_for_applicant:
        _resume_clock(case)
    _close(case, Outcome.WITHDRAWN, "")
    audit.record("cases.withdrawn", case, by=by, subject=by)


def _close(case: Case, outcome: Outcome, reason: str) -> None:
    case.outcome, case.reason, case.closed_at = outcome, reason.strip(), timezone.now()
    case.step, case.duty, case.holder, case.alarm_at = "", "", None, None
    fields = ["outcome", "reason", "closed_at", "step", "duty", "holder", "waiting_since", *CLOCKS]
    case.save(update_fields=fields)
    if case.has_sides:
        SideStep.objects.filter(case=case, done_at=None).update(done_at=case.closed_at, alarm_at=None)
