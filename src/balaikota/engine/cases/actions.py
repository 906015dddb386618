"""Every write on drafts and cases: one verb, one transaction, one event."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import methods, queries, rules
from balaikota.engine.cases.contract import handler_of
from balaikota.engine.cases.models import Case, CaseSeries, Correction, Draft, Outcome, Pause, StepDone
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.questions.methods import View
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files import queries as stored_files
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.secrets import blind_index

Answers = dict[str, Any]


# --- drafts ---------------------------------------------------------------------------------------


@transaction.atomic
def start_draft(service: Service, *, by: Person, afresh: bool = False) -> Draft:
    """Open the newest unfinished draft of this service again; when there is none, or `afresh`, a new one."""
    require(rules.may_start(by, service), _closed(service))
    people.locked(by)  # of two clicks the second waits, and finds the draft the first began
    if not afresh and (draft := queries.unfinished(by, service.pk)) is not None:
        return draft
    edition = catalogue.current_edition(service)
    handler = handler_of(service.slug)
    asked = queries.definition_of_edition(edition).asked
    answers = methods.known(asked, handler.facts(by)) | handler.prefill(by)
    draft = Draft.objects.create(person=by, edition=edition, answers=answers)
    audit.record("cases.draft_started", draft, by=by, subject=by, service=service.slug)
    return draft


def _closed(service: Service) -> str:
    return service.closed_reason or _("Layanan ini sedang tidak dibuka untuk warga.")


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
            opened = [
                stored_files.openable(each, viewer=by) for each in methods.file_ids(answers[question.name])
            ]
            copied[question.name] = [str(files.copy(file, about=draft).pk) for file in opened]
    draft.answers = answers | copied
    draft.save(update_fields=["answers"])
    service = case.edition.service.slug
    audit.record("cases.draft_started", draft, by=by, subject=by, service=service, after=case.number)
    return draft


@transaction.atomic
def save_page(draft: Draft, page: str, answers: Answers, *, by: Person) -> None:
    """Keep what was typed on a page, whether it is right or not."""
    draft = _editable(draft, by)
    draft.answers = draft.answers | answers
    draft.page, draft.saved_at = page, timezone.now()
    draft.save(update_fields=["answers", "page", "saved_at"])
    audit.record("cases.draft_saved", draft, by=by, subject=by, page=page)


@transaction.atomic
def delete_draft(draft: Draft, *, by: Person) -> None:
    """Throw an unfinished draft away."""
    draft = _editable(draft, by)
    audit.record("cases.draft_deleted", draft, by=by, subject=by, service=draft.edition.service.slug)
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
    draft = queries.locked_draft(draft)
    require(rules.may_edit(by, draft), _("Draf ini bukan milik Anda."))
    if (done := queries.case_of_draft(draft)) is not None:
        return done
    service = draft.edition.service
    require(rules.may_start(by, service), _closed(service))
    view = queries.seen(draft)
    require(not queries.obstacles(view), _("Isian belum lengkap. Periksa kembali yang ditandai."), status=422)
    ticked = list(declared)
    case = _open_case(draft.edition, view, applicant=by, draft=draft, parent=draft.parent, declared=ticked)
    _attach(case, by=by)
    handler_of(service.slug).on_submitted(case, by=by)
    audit.record("cases.submitted", case, by=by, subject=by, service=service.slug)
    return case


@transaction.atomic
def open_linked(service_slug: str, *, parent: Case, answers: Answers, by: Person) -> Case:
    """The city opens a case that follows from another, for its applicant; once per service and parent."""
    parent = queries.locked(parent)
    service = catalogue.service(service_slug)
    if (done := queries.linked_of(parent, service)) is not None:
        return done
    edition = catalogue.current_edition(service)
    applicant = parent.applicant
    view = queries.seen_answers(edition, answers, handler_of(service_slug).facts(applicant))
    case = _open_case(edition, view, applicant=applicant, parent=parent)
    detail = {"service": service_slug, "parent": parent.number}
    audit.record("cases.linked", case, by=by, subject=applicant, **detail)
    return case


def _open_case(edition: Edition, view: View, *, applicant: Person, **more: Any) -> Case:
    now = timezone.now()
    year = timezone.localdate(now).year
    prefix, steps, answers = view.definition.number_prefix, queries.resolved_steps(view), view.clean()
    case = Case(
        number=methods.case_number(prefix, year, _draw(prefix, year)),
        edition=edition,
        desk=edition.service.desk,
        applicant=applicant,
        answers=answers,
        facts=view.facts,
        subject_name=handler_of(edition.service.slug).subject_name(answers) or None,
        steps=steps,
        step=steps[0]["name"],
        duty=steps[0]["duty"],
        submitted_at=now,
        due_at=deadlines.due_at(now, view.definition.limit.hours),
        is_sample=applicant.is_sample,
        **more,
    )
    case.secret_index = blind_index("tracking", queries.secret_of(case))
    case.save(force_insert=True)
    return case


def _draw(prefix: str, year: int) -> int:
    """The next number of a series. The lock lasts until the commit, so no number is lost or given twice."""
    standing = CaseSeries.objects.select_for_update(no_key=True)
    series = standing.filter(prefix=prefix, year=year).first()
    if series is None:
        CaseSeries.objects.get_or_create(prefix=prefix, year=year)
        series = standing.get(prefix=prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _attach(case: Case, *, by: Person) -> None:
    """Give the files named in the answers to the case. Only files this person may open can be named."""
    files.attach_all(stored_files.all_openable(queries.file_ids(case), viewer=by), case, by=by)


# --- work -----------------------------------------------------------------------------------------


@transaction.atomic
def claim(case: Case, *, by: Person) -> None:
    """Take the case in hand, so that no colleague works on it at the same time."""
    case = queries.locked(case)
    require(rules.may_claim(by, case), _refused(by, case))
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
    require(
        not case.waits_for_applicant, _("Permohonan ini sudah menunggu perbaikan dari pemohon."), status=409
    )
    require(rules.may_ask_correction(by, case), _refused(by, case))
    known = {question.name for question in queries.definition_of(case).asked}
    require(
        bool(items) and known.issuperset(items),
        _("Pilih sedikitnya satu isian yang perlu diperbaiki."),
        status=422,
    )
    require(
        all(reason.strip() for reason in items.values()),
        _("Tulis apa yang perlu diperbaiki pada setiap isian."),
        status=422,
    )
    now = timezone.now()
    for question, reason in items.items():
        before = case.answers.get(question)
        Correction.objects.create(
            case=case, question=question, reason=reason.strip(), asked_by=by, asked_at=now, before=before
        )
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
    require(
        allowed.issuperset(answers), _("Hanya isian yang diminta petugas yang dapat diperbaiki."), status=422
    )
    view = queries.seen_case(case, case.answers | answers)
    require(
        not queries.obstacles(view), _("Perbaikan belum lengkap. Periksa kembali yang ditandai."), status=422
    )
    now = timezone.now()
    case.answers = view.clean()
    for correction in asked:
        correction.after, correction.repaired_at = case.answers.get(correction.question), now
        correction.save(update_fields=["after", "repaired_at"])
    _resume_clock(case)
    case.subject_name = handler_of(case.edition.service.slug).subject_name(case.answers) or None
    case.save(update_fields=["answers", "subject_name", "waiting_since", "due_at"])
    _attach(case, by=by)
    audit.record("cases.repaired", case, by=by, subject=by, questions=sorted(each.question for each in asked))


def _resume_clock(case: Case) -> None:
    """End the pause. The due time moves later by the working hours it lasted, never earlier."""
    now = timezone.now()
    pause = Pause.objects.get(case=case, until_at=None)
    pause.until_at = now
    pause.save(update_fields=["until_at"])
    waited = deadlines.hours_between(pause.from_at, now)
    if waited > 0:
        case.due_at = max(case.due_at, deadlines.due_at(case.due_at, waited))
    case.waiting_since = None


@transaction.atomic
def pass_step(case: Case, *, note: str = "", by: Person) -> None:
    """This step is done; the case goes to the next one, and to other eyes."""
    case = queries.locked(case)
    require(rules.may_pass_step(by, case), _refused(by, case))
    done = case.step
    StepDone.objects.create(case=case, step=done, by=by, note=note.strip())
    following = case.steps[case.position + 1]
    case.step, case.duty, case.holder = following["name"], following["duty"], None
    case.save(update_fields=["step", "duty", "holder"])
    audit.record("cases.step_passed", case, by=by, step=done, next=case.step)


@transaction.atomic
def decide(case: Case, outcome: Outcome | str, *, reason: str = "", by: Person) -> None:
    """Close the case; a granted one does its service's work in the same transaction."""
    case = queries.locked(case)
    outcome = Outcome(outcome)
    require(rules.may_decide(by, case), _refused(by, case))
    require(outcome != Outcome.WITHDRAWN, _("Hanya pemohon yang dapat mencabut permohonannya."))
    require(
        outcome == Outcome.GRANTED or bool(reason.strip()),
        _("Tulis alasan penolakan, agar pemohon tahu apa yang dapat ia lakukan."),
        status=422,
    )
    StepDone.objects.create(case=case, step=case.step, by=by)
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
    case.step, case.duty, case.holder = "", "", None
    fields = ["outcome", "reason", "closed_at", "step", "duty", "holder", "waiting_since", "due_at"]
    case.save(update_fields=fields)


def _refused(person: Person, case: Case) -> str:
    """The sentence that fits why this person cannot work on this case now."""
    reasons = {
        "closed": _("Permohonan ini sudah selesai."),
        "close": _("Anda pemohon atau anggota keluarganya, jadi permohonan ini harus dikerjakan rekan Anda."),
        "four_eyes": _("Anda sudah mengerjakan langkah sebelumnya; langkah ini harus dilihat mata kedua."),
        "duty": _("Jabatan Anda hari ini tidak memegang langkah ini."),
        "held": _("Rekan Anda sedang memegang permohonan ini."),
    }
    return reasons.get(rules.why_not(person, case), _("Langkah ini belum dapat dilakukan sekarang."))
