"""Every read of drafts and cases."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from balaikota.engine.cases import contract, methods, rules
from balaikota.engine.cases.contract import handler_of, held_back
from balaikota.engine.cases.models import Case, CaseSeries, Correction, Draft, Outcome, Pause, SideStep
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.engine.questions import queries as questions
from balaikota.engine.questions.contract import Definition
from balaikota.engine.questions.methods import View, evaluate
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index
from balaikota.kit.worktime import midnight

WHOLE = ("edition__service", "applicant", "desk__agency", "holder", "parent")
Rows = list[dict[str, Any]]
#: The service file is kept parsed per process, so its text and JSON stay behind; so do a parent's answers.
FILE = ("edition__definition", "edition__source")
HEAVY = (*FILE, "parent__answers", "parent__facts")


# --- drafts ---------------------------------------------------------------------------------------


LISTED = ("id", "page", "saved_at", "edition__service__name", "edition__service__slug")
NEWEST = Draft.objects.filter(case=None).order_by("-saved_at").values(*LISTED)
DRAFTS = prepared.Planned(lambda person: NEWEST.filter(person=person), "person")


def drafts_of(viewer: Person) -> Rows:
    """Unfinished drafts, newest first, for lists: id, service name, when it was saved."""
    return DRAFTS(person=viewer.pk)


def typed_by(viewer: Person) -> QuerySet[Draft]:
    """What this officer typed in today for residents at the counter, sent or not (`rules.may_type`)."""
    today = midnight(timezone.localdate()) if people.keeps_registers(viewer) else None
    return Draft.objects.filter(typed_by=viewer, created_at__gte=today) if today else Draft.objects.none()


def _whole(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    known = {"sent_as": F("case__number")} | contract.beside_drafts()
    return rows.select_related("edition__service").defer(*FILE).annotate(**known)


OWN = prepared.Planned(lambda id, person: _whole(Draft.objects.filter(pk=id, person=person)), "id", "person")


def draft(id: uuid.UUID, *, viewer: Person) -> Draft:
    """The viewer's own draft, or one they type for a resident, and the number of the case it became; no other."""
    one = found(next(iter(OWN(id=id, person=viewer.pk) or _whole(typed_by(viewer).filter(pk=id))), None))
    one.person = viewer if one.person_id == viewer.pk else one.person
    return one


def unfinished(person: Person, service: int, *, by: Person | None = None) -> Draft | None:
    """The newest draft of this service that was not submitted, to be resumed; `by` an officer: one they type."""
    rows = (typed_by(by) if by else Draft.objects).filter(person=person, case=None, edition__service=service)
    return rows.select_related("edition__service", "person").defer(*FILE).order_by("-saved_at").first()


def unsent(before: datetime) -> QuerySet[Draft]:
    """Drafts that were never sent and that nobody has touched since then, the oldest first; for the clock."""
    rows = Draft.objects.filter(case=None, saved_at__lt=before).defer(*FILE).order_by("saved_at", "id")
    return rows.select_related("edition__service", "person")


def locked_draft(draft: Draft) -> Draft:
    """The row as it stands now. Whose it is never changes, and an edition neither: those are not read again."""
    locked = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    locked.person = draft.person
    if locked.edition_id == draft.edition_id:
        locked.edition = draft.edition
    return locked


def still(draft: Draft) -> Draft:
    """The draft itself, locked, if nothing was saved since it was read; else the row as it stands now."""
    held = "select saved_at, edition_id from cases_draft where id = %(id)s::uuid for no key update"
    stands = prepared.rows(held, {"id": draft.pk})
    return draft if stands == [(draft.saved_at, draft.edition_id)] else locked_draft(draft)


def case_of_draft(draft: Draft) -> Case | None:
    sent = prepared.rows("select id from cases_case where draft_id = %(id)s::uuid", {"id": draft.pk})
    return Case.objects.only("number").get(pk=sent[0][0]) if sent else None


def definition_of(thing: Draft | Case) -> Definition:
    return catalogue.definition(thing.edition)


def seen(draft: Draft, answers: dict[str, Any] | None = None) -> View:
    """A draft evaluated now. Locked answers come from what the city knows, whatever was posted."""
    handler, today = handler_of(draft.edition.service.slug), timezone.localdate()
    said, facts = draft.answers if answers is None else answers, handler.facts(draft.person)
    view = evaluate(definition_of(draft), said, facts, today)
    draft.__dict__["_view"] = view if answers is None else None
    questions.check_regions(view)
    view.findings.extend([*handler.findings(view.clean(), view.facts, today), *held_back(draft)])
    return view


def seen_again(draft: Draft) -> View:
    """The view this very draft was judged by a moment ago; a row that was read anew has none."""
    return draft.__dict__.get("_view") or seen(draft)


def seen_case(case: Case, answers: dict[str, Any] | None = None) -> View:
    """A case evaluated with the facts and date of its submission: its page does not change by itself."""
    handler, today = handler_of(case.edition.service.slug), timezone.localdate(case.submitted_at)
    view = evaluate(definition_of(case), case.answers if answers is None else answers, case.facts, today)
    view.findings.extend(handler.findings(view.clean(), view.facts, today))
    return view


def file_ids(case: Case) -> list[str]:
    """The files named in the answers."""
    asked = (question.name for question in definition_of(case).asked if question.kind == "file")
    return [file_id for name in asked for file_id in methods.file_ids(case.answers.get(name))]


def repair_view(case: Case) -> View:
    """The case with the questions to be repaired on a page of their own."""
    asked = {each.question for each in open_corrections(case)}
    definition = methods.repair_definition(definition_of(case), asked)
    return evaluate(definition, case.answers, case.facts, timezone.localdate(case.submitted_at))


# --- cases ----------------------------------------------------------------------------------------

_SIDES = Prefetch("side_steps", SideStep.objects.select_related("desk__agency").order_by("id"))


def work_desks(viewer: Person) -> set[int]:
    """Desks whose cases this person may open, from the posts held today."""
    return set().union(*(organisations.desks_of(viewer, duty) for duty in rules.WORK))


def visible_to(viewer: Person) -> QuerySet[Case]:
    """Every case this person may open. Views have no other way to reach one."""
    mine = Q(applicant=viewer)
    if desks := work_desks(viewer):  # and a desk of another agency that does one step of it
        helping = SideStep.objects.filter(case=OuterRef("pk"), desk__in=desks)
        mine |= Q(desk__in=desks) | Q(Exists(helping))
    return Case.objects.filter(mine).select_related(*WHOLE).defer(*HEAVY)


def case(number: str, *, viewer: Person) -> Case:
    return found(visible_to(viewer).prefetch_related("steps_done__by", _SIDES).filter(number=number).first())


def own_case(number: str, *, viewer: Person) -> Case:
    """What only the applicant may reach: the repair, the withdrawal."""
    return found(visible_to(viewer).filter(number=number, applicant=viewer).first())


def received_case(number: str, *, viewer: Person) -> Case:
    """The case on a receipt: the applicant's, and that of the officer who typed it in today and hands it over."""
    handed = Q(applicant=viewer) | Q(draft__in=typed_by(viewer))
    return found(Case.objects.filter(handed, number=number).select_related(*WHOLE).defer(*HEAVY).first())


def case_page(case: Case, *, viewer: Person) -> dict[str, Any]:
    """What the page of a case shows this viewer."""
    view, is_officer = seen_case(case), viewer.pk != case.applicant_id
    allowed = {name: getattr(rules, f"may_{name}")(viewer, case) for name in rules.ON_THE_PAGE}
    return {
        "is_officer": is_officer,
        "may": allowed,
        "why_not": (why_not := rules.why_not(viewer, case) if is_officer else ""),
        "refusal": methods.refusal(why_not) if why_not else "",
        "shared": contract.shared_panels(case),
        "sides": [
            methods.side_told(case, side) | {"may": rules.may_do_side_step(viewer, case, side)}
            for side in case.side_steps.all()
        ],
        "steps": methods.steps_told(case),
        "events": timeline(case),
        "sheet": questions.summary(view),
        "remarks": methods.remarks(view, officer=is_officer),
        "askable": methods.askable(view),
        "repairs": _repairs(view, corrections(case)),
        "linked": linked(case),
        "definition": view.definition,
        "notes": sorted(case.steps_done.all(), key=lambda done: done.at) if is_officer else [],
        "is_late": case.is_open and not case.waits_for_applicant and case.due_at < timezone.now(),
        "summary": handler_of(case.edition.service.slug).summary,
    }


def _repairs(view: View, rows: list[Correction]) -> list[dict[str, Any]]:
    """Each correction with what stood there before and what stands there now, as people read it."""
    told, still_asked = [], {question.name for question in view.definition.asked}
    for row in (one for one in rows if one.question.partition(".")[0] in still_asked):
        question = view.definition.question(row.question)
        before, after = (questions.display(question, value) for value in (row.before, row.after))
        told.append({"row": row, "label": question.label, "before": before, "after": after})
    return told


def asked(case: Case) -> list[dict[str, str]]:
    """What the applicant is asked to put right, and why."""
    of, rows = definition_of(case).question, open_corrections(case)
    return [{"label": of(each.question).label, "reason": each.reason} for each in rows]


def at_desks() -> QuerySet[Case]:
    """Every case, for the rooms of the officers: they say at which desk."""
    return Case.objects.all()


def whole_numbers(serial: int) -> list[str]:
    """The numbers this running number has in every series of the last two years."""
    rows = CaseSeries.objects.filter(year__gte=timezone.localdate().year - 1, last__gte=serial)
    return [methods.case_number(series.prefix, series.year, serial) for series in rows]


def papers(case: Case) -> list[tuple[str, StoredFile, bool]]:
    """The files in the answers with their question's label; True when it came after a correction."""
    repaired = {row.question for row in corrections(case) if row.repaired_at and row.before != row.after}
    asked = [(each, case.answers.get(each.name)) for each in definition_of(case).asked if each.kind == "file"]
    kept = [(each, file) for each, answer in asked for file in files.several(methods.file_ids(answer))]
    return [(each.label, file, each.name in repaired) for each, file in kept]


def may_open_draft(viewer: Person, draft_id: str) -> bool:
    """Guards the files that were copied into a draft."""
    return _is_among(Draft.objects.filter(person=viewer) | typed_by(viewer), draft_id)


def may_open(viewer: Person, case_id: str) -> bool:
    """Guards the files of a case."""
    return _is_among(visible_to(viewer), case_id)


def _is_among(rows: QuerySet[Any], pk: str) -> bool:
    try:
        return bool(rows.filter(pk=pk).exists())
    except ValidationError:
        return False


def locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("edition__service", "applicant", "desk__agency", "draft")
    rows = rows.defer(*FILE, "draft__answers")
    return rows.prefetch_related("steps_done", _SIDES).get(pk=case.pk)


def locked_open(case_ids: Sequence[uuid.UUID]) -> list[Case]:
    """Those of these cases that are open, locked in a fixed order, so that two jobs never wait for each other."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=case_ids, closed_at=None)
    rows = rows.select_related("edition__service", "applicant", "desk").defer(*FILE, "answers", "facts")
    return list(rows.prefetch_related(_SIDES).order_by("pk"))


def side_step(case: Case, step: str) -> SideStep:
    """A step beside the main line that has been opened."""
    return found(next((side for side in case.side_steps.all() if side.step == step), None))


def side_steps_for(viewer: Person) -> list[dict[str, Any]]:
    """Steps of others' cases that wait at the viewer's desks for a duty of theirs, oldest first."""
    mine = Q(pk=None)
    for duty in rules.WORK:
        if desks := organisations.desks_of(viewer, duty):
            mine |= Q(desk__in=desks, duty=duty)
    rows = SideStep.objects.filter(mine, done_at=None, case__closed_at=None, case__waiting_since=None)
    rows = rows.exclude(case__applicant=viewer).order_by("opened_at", "id")[:200]
    names = ("step", "label", "opened_at", "due_at", "case__number", "case__edition__service__name")
    return [dict(row) for row in rows.values(*names, "case__due_at", "case__priority", "case__is_sample")]


def spans(case: Case) -> list[tuple[datetime, datetime]]:
    """The pauses that have ended."""
    rows = Pause.objects.filter(case=case).values_list("from_at", "until_at")
    return [(begun, ended) for begun, ended in rows if ended is not None]


def promised_hours(case: Case) -> float:
    """The working hours promised at submission."""
    return case.hours or float(definition_of(case).limit.hours)


def case_of(event_id: int) -> Case:
    """The case an event is about, for reactions."""
    return by_id(audit.event(event_id).about_id)


def by_id(case_id: str) -> Case:
    return Case.objects.select_related(*WHOLE).defer(*HEAVY).get(pk=case_id)


def linked(case: Case) -> QuerySet[Case]:
    """Cases that were opened because of this one."""
    rows = Case.objects.filter(parent=case).order_by("submitted_at", "number")
    return rows.select_related("edition__service").defer(*FILE)


def linked_of(parent: Case, service: Service, name: str) -> Case | None:
    rows = linked(parent).filter(edition__service=service)
    return next((case for case in rows if (case.subject_name or "") == name), None)


def is_after_another(case: Case) -> bool:
    """Did this case's draft grow out of an earlier case (the second of twins)?"""
    return case.draft is not None and case.draft.parent_id is not None


def siblings_of(case: Case) -> list[Case]:
    """The first case of the same event and the others that grew out of it; withdrawn and refused left out."""
    first = case.draft.parent_id if case.draft and case.draft.parent_id else case.pk
    drafts = [draft.pk for draft in Draft.objects.filter(parent=first).only("pk")]  # no join: it reads all
    rows = Case.objects.filter(Q(pk=first) | Q(draft__in=drafts)).exclude(pk=case.pk)
    return list(rows.filter(Q(outcome=None) | Q(outcome=Outcome.GRANTED)))


def drafts_after(case: Case) -> list[Draft]:
    """Drafts that grew out of this case, submitted or not."""
    return list(Draft.objects.filter(parent=case).order_by("created_at"))


def timeline(case: Case) -> list[Event]:
    """What happened, oldest first; each event knows the template that tells it. Looks are left out."""
    return methods.with_templates(audit.story(case).exclude(name__endswith=".opened"))


def open_corrections(case: Case) -> list[Correction]:
    return list(Correction.objects.filter(case=case, repaired_at=None).order_by("asked_at", "question"))


def repairable(case: Case, answers: dict[str, Any]) -> set[str]:
    """Questions the applicant may answer now: those asked, and those the repair itself opens."""
    asked = {correction.question for correction in open_corrections(case)}
    opened = set(seen_case(case, case.answers | answers).visible) - set(seen_case(case).visible)
    return asked | opened


def corrections(case: Case) -> list[Correction]:
    """All of them, newest first, with before and after."""
    rows = Correction.objects.filter(case=case).select_related("asked_by")
    return list(rows.order_by("-asked_at", "question"))


TOLD = ("number", "edition__service__name", "submitted_at", "due_at", "waiting_since", "closed_at", "outcome",
        "steps", "step", "is_sample", "parent__number")  # fmt: skip


def cases_of(viewer: Person, *, closed: bool | None = None, before: str = "", most: int = 200) -> Rows:
    """The viewer's own cases for "permohonan saya", newest first; from below the number `before` on."""
    if not before:
        return [methods.told(row) for row in _newest(closed, most)(applicant=viewer.pk)]
    rows = _own(viewer.pk, closed)
    for at in rows.filter(number=before).values_list("submitted_at", flat=True):
        rows = rows.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, number__lt=before))
    return [methods.told(row) for row in rows.values(*TOLD)[:most]]


@cache
def _newest(closed: bool | None, most: int) -> prepared.Planned[dict[str, Any]]:
    return prepared.Planned(lambda applicant: _own(applicant, closed).values(*TOLD)[:most], "applicant")


def _own(applicant: uuid.UUID, closed: bool | None) -> QuerySet[Case]:
    rows = Case.objects.filter(applicant=applicant).order_by("-submitted_at", "-number")
    return rows if closed is None else rows.filter(closed_at__isnull=not closed)


# --- tracking -------------------------------------------------------------------------------------


def secret_of(case: Case) -> str:
    return methods.tracking_secret(settings.INDEX_KEY, str(case.pk))


def tracked(number: str, secret: str) -> Case | None:
    """The case behind a number and its secret. A wrong number and a wrong secret look the same."""
    index = blind_index("tracking", methods.as_typed_secret(secret))
    rows = Case.objects.filter(number=number.strip().upper(), secret_index=index)
    return rows.select_related("edition__service", "desk__agency").defer(*FILE).first()
