"""Every read of drafts and cases."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from balaikota.engine.cases import methods, rules
from balaikota.engine.cases.contract import handler_of
from balaikota.engine.cases.models import Case, Correction, Draft
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.questions.contract import Definition
from balaikota.engine.questions.methods import View, evaluate
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index

PAGE = 25


# --- drafts ---------------------------------------------------------------------------------------


def drafts_of(viewer: Person) -> list[dict[str, Any]]:
    """Unfinished drafts, newest first, for lists: id, service name, when it was saved."""
    rows = Draft.objects.filter(person=viewer, case=None).order_by("-saved_at")
    return list(rows.values("id", "page", "saved_at", "edition__service__name", "edition__service__slug"))


def draft(id: uuid.UUID, *, viewer: Person) -> Draft:
    """The viewer's own draft; anybody else's does not exist."""
    rows = Draft.objects.filter(person=viewer).select_related("edition__service", "person", "parent")
    return found(rows.filter(pk=id).first())


def unfinished(person: Person, service_id: int) -> Draft | None:
    """The newest draft of this service that was not submitted, to be resumed."""
    rows = Draft.objects.filter(person=person, case=None, edition__service_id=service_id)
    return rows.select_related("edition__service", "person").order_by("-saved_at").first()


def locked_draft(draft: Draft) -> Draft:
    rows = Draft.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("edition__service__desk", "person", "parent").get(pk=draft.pk)


def case_of_draft(draft: Draft) -> Case | None:
    return Case.objects.filter(draft=draft).first()


_definitions: dict[str, Definition] = {}


def definition_of_edition(edition: Edition) -> Definition:
    """The parsed service file. Editions never change, so each is read once per process."""
    if edition.checksum not in _definitions:
        _definitions[edition.checksum] = Definition.from_json(edition.definition)
    return _definitions[edition.checksum]


def definition_of(thing: Draft | Case) -> Definition:
    return definition_of_edition(thing.edition)


@dataclass(frozen=True)
class Filled:
    """A draft seen with what the city knows: the definition, the facts, the answers, and what follows from them."""

    definition: Definition
    facts: dict[str, Any]
    answers: dict[str, Any]
    view: View
    today: date


def seen(draft: Draft, answers: dict[str, Any] | None = None) -> Filled:
    """Evaluate a draft now. Locked answers come from the facts, whatever the draft says."""
    definition = definition_of(draft)
    handler = handler_of(draft.edition.service.slug)
    facts = handler.facts(draft.person)
    today = timezone.localdate()
    filled = dict(draft.answers if answers is None else answers)
    filled |= methods.known(definition.asked, facts, locked_only=True)
    view = evaluate(definition, filled, facts, today)
    view.findings.extend(handler.findings(view.clean(filled), facts, today))
    return Filled(definition, facts, filled, view, today)


def seen_case(case: Case, answers: dict[str, Any] | None = None) -> Filled:
    """Evaluate a case with the facts and the date of its submission, so that its page does not change by itself."""
    definition = definition_of(case)
    today = timezone.localdate(case.submitted_at)
    filled = dict(case.answers if answers is None else answers)
    view = evaluate(definition, filled, case.facts, today)
    view.findings.extend(handler_of(case.edition.service.slug).findings(filled, case.facts, today))
    return Filled(definition, case.facts, filled, view, today)


def obstacles_of(filled: Filled) -> dict[str, list[str]]:
    """What still stands in the way, by question name (empty name: the whole): missing answers and blocking rules."""
    found: dict[str, list[str]] = {}
    for name in filled.view.missing:
        found.setdefault(name, []).append(gettext("Isian ini wajib diisi."))
    for finding in filled.view.findings:
        if finding.effect == "block":
            found.setdefault(finding.question or "", []).append(str(finding.sentence))
    return found


def obstacles(draft: Draft, filled: Filled) -> dict[str, list[str]]:
    """The same for a draft, where a page that did not pass is in the way too."""
    found = obstacles_of(filled)
    for page in filled.view.pages:
        if page.name in draft.typed:
            found.setdefault("", []).append(gettext("Halaman “%s” masih berisi kesalahan.") % page.title)
    return found


# --- cases ----------------------------------------------------------------------------------------


def work_desks(viewer: Person) -> set[int]:
    """Desks whose cases this person may open, from the posts held today."""
    return set().union(*(organisations.desks_of(viewer, duty) for duty in rules.WORK))


def visible_to(viewer: Person) -> QuerySet[Case]:
    """Every case this person may open. Views have no other way to reach one."""
    mine = Q(applicant=viewer) | Q(desk__in=work_desks(viewer))
    return Case.objects.filter(mine).select_related(
        "edition__service", "applicant", "desk__agency", "holder", "parent"
    )


def case(number: str, *, viewer: Person) -> Case:
    return found(visible_to(viewer).filter(number=number).first())


def may_open(viewer: Person, case_id: str) -> bool:
    """Guards the files of a case."""
    try:
        return visible_to(viewer).filter(pk=case_id).exists()
    except ValidationError:
        return False


def locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("edition__service", "applicant", "desk", "draft")
    return rows.prefetch_related("steps_done").get(pk=case.pk)


def case_of(event_id: int) -> Case:
    """The case an event is about, for reactions."""
    event = audit.event(event_id)
    return Case.objects.select_related("edition__service", "applicant", "desk__agency").get(pk=event.about_id)


def by_id(case_id: str) -> Case:
    return Case.objects.select_related("edition__service", "applicant", "desk__agency").get(pk=case_id)


def linked(case: Case) -> QuerySet[Case]:
    """Cases that were opened because of this one."""
    return (
        Case.objects.filter(parent=case).select_related("edition__service").order_by("submitted_at", "number")
    )


def linked_of(parent: Case, service: Service) -> Case | None:
    return linked(parent).filter(edition__service=service).first()


def timeline(case: Case) -> list[Event]:
    """What happened, oldest first; each event knows the template that tells it. Looks are not part of the story."""
    events = list(audit.story(case).exclude(name__endswith=".opened"))
    for event in events:
        event.template = f"cases/events/{event.name.split('.', 1)[1]}.html"  # type: ignore[attr-defined]
    return events


def open_corrections(case: Case) -> list[Correction]:
    return list(Correction.objects.filter(case=case, repaired_at=None).order_by("asked_at", "question"))


def repairable(case: Case, answers: dict[str, Any]) -> set[str]:
    """Questions the applicant may change now: those asked, and those that became required because of the repair."""
    asked = {correction.question for correction in open_corrections(case)}
    before = set(seen_case(case).view.visible)
    now = set(seen_case(case, case.answers | answers).view.visible)
    return asked | (now - before)


def corrections(case: Case) -> list[Correction]:
    """All of them, newest first, with before and after."""
    return list(
        Correction.objects.filter(case=case).select_related("asked_by").order_by("-asked_at", "question")
    )


def cases_of(viewer: Person) -> list[dict[str, Any]]:
    """The viewer's own cases for "permohonan saya", newest first."""
    rows = Case.objects.filter(applicant=viewer).order_by("-submitted_at", "-number")[:200]
    names = (
        "number",
        "edition__service__name",
        "submitted_at",
        "due_at",
        "waiting_since",
        "closed_at",
        "outcome",
    )
    return [_told(row) for row in rows.values(*names, "steps", "step", "is_sample", "parent__number")]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Add the current step's label and the state in one word: waiting, late, open, or the outcome."""
    row["step_label"] = next((step["label"] for step in row["steps"] if step["name"] == row["step"]), "")
    if row["closed_at"]:
        row["state"] = row["outcome"]
    elif row["waiting_since"]:
        row["state"] = "waiting"
    else:
        row["state"] = "late" if row["due_at"] < timezone.now() else "open"
    return row


# --- the desk -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WorkPage:
    """25 rows of the desk and the key after which the next 25 begin (empty at the end)."""

    rows: list[dict[str, Any]]
    after: str


def _for_me(viewer: Person) -> Q:
    """Cases whose current step asks for a duty the viewer has at that desk."""
    mine = Q(pk=None)
    for duty in rules.WORK:
        if desks := organisations.desks_of(viewer, duty):
            mine |= Q(desk__in=desks, duty=duty)
    return mine & ~Q(applicant=viewer)


def _filtered(viewer: Person, filters: dict[str, str]) -> QuerySet[Case]:
    rows = Case.objects.filter(desk__in=work_desks(viewer))
    state = filters.get("keadaan", "")
    now = timezone.now()
    chosen = {
        "": Q(closed_at=None, waiting_since=None) & _for_me(viewer),
        "saya": Q(closed_at=None, holder=viewer),
        "terlambat": Q(closed_at=None, waiting_since=None, due_at__lt=now),
        "menunggu": Q(closed_at=None, waiting_since__isnull=False),
        "selesai": Q(closed_at__isnull=False),
        "semua": Q(closed_at=None),
    }
    rows = rows.filter(chosen.get(state, chosen[""]))
    if slug := filters.get("layanan"):
        rows = rows.filter(edition__service__slug=slug)
    if number := filters.get("nomor", "").strip():
        rows = rows.filter(number__icontains=number)
    return rows


def work_list(viewer: Person, filters: dict[str, str] | None = None, after: str = "") -> WorkPage:
    """What lies on the viewer's desks, due first. Filters: `keadaan` (empty = what I can do now, saya, terlambat,
    menunggu, selesai, semua), `layanan` (slug), `nomor`. `after` is the key from the page before."""
    rows = _filtered(viewer, filters or {})
    if key := _key(after):
        due_at, pk = key
        rows = rows.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=pk))
    names = (
        "id",
        "number",
        "edition__service__name",
        "applicant__name",
        "holder_id",
        "holder__name",
        "submitted_at",
    )
    states = ("due_at", "waiting_since", "closed_at", "outcome", "steps", "step", "is_sample")
    found = [_told(row) for row in rows.order_by("due_at", "id").values(*names, *states)[: PAGE + 1]]
    more = len(found) > PAGE
    last = found[PAGE - 1] if more else None
    return WorkPage(found[:PAGE], f"{last['due_at'].isoformat()}_{last['id']}" if last else "")


def _key(after: str) -> tuple[datetime, uuid.UUID] | None:
    """A page key from the address; anything else starts at the top."""
    moment, _, pk = after.partition("_")
    try:
        due_at = parse_datetime(moment.replace(" ", "+"))
        return (due_at, uuid.UUID(pk)) if due_at else None
    except ValueError:
        return None


def work_counts(viewer: Person) -> dict[str, int]:
    """How many cases each filter of the desk would show."""
    names = ("", "saya", "terlambat", "menunggu", "semua")
    return {name or "saatnya": _filtered(viewer, {"keadaan": name}).count() for name in names}


# --- tracking -------------------------------------------------------------------------------------


def secret_of(case: Case) -> str:
    return methods.tracking_secret(settings.INDEX_KEY, str(case.pk))


def tracked(number: str, secret: str) -> Case | None:
    """The case behind a number and its secret. A wrong number and a wrong secret look the same."""
    index = blind_index("tracking", methods.as_typed_secret(secret))
    rows = Case.objects.filter(number=number.strip().upper(), secret_index=index)
    return rows.select_related("edition__service", "desk__agency").first()


def duty_label(duty: str) -> str:
    return str(Duty(duty).label) if duty else ""
