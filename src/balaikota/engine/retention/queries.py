"""What is due, what is held, what is on a list, and everything one case has left in the city."""

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.questions.models import Retention
from balaikota.engine.retention import contract, methods, rules
from balaikota.engine.retention.models import Batch, Due, Hold, StaleDraft
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit import marks
from balaikota.kit.erasing import pointing_at
from balaikota.kit.errors import found
from balaikota.kit.worktime import midnight

PAPER = "berita-acara-pemusnahan"
PAGE = 25
MOST = 500  # cases on one list: what a head can still look through
DAILY = 2000  # cases announced in one night
#: Neither is erased with another case: a linked case has its own time, a draft its own case.
OWN_TIME = ("cases.case", "cases.draft")


# --- time -----------------------------------------------------------------------------------------


def term_of(case: Case) -> Retention:
    """How long this case is kept by the schedule in force today, whatever stood in its own edition."""
    return terms().get(case.edition.service_id) or methods.schedule().application


def terms() -> dict[int, Retention]:
    """For each service, by its id, what its file or the city's schedule says."""
    return {service: methods.term(said.retention) for service, said in catalogue.in_force().items()}


def ends_on(case: Case) -> date | None:
    """The first day on which the papers of a closed case may go; None while open, or when kept for good."""
    return methods.ends_on(timezone.localdate(case.closed_at), term_of(case)) if case.closed_at else None


def coming_due(today: date) -> Iterator[Case]:
    """Closed cases whose time is up, or up within the notice, and that nobody has been told about."""
    left, said, desks = DAILY, terms(), [desk.pk for desk in organisations.desks()]
    for service in catalogue.all_services():
        before = methods.closed_before(today, said.get(service.pk) or methods.schedule().application)
        if before is None or left <= 0:
            continue
        known = Due.objects.filter(case=OuterRef("pk"))
        # Read through `cases_closed_edition`: desk and edition first, then the oldest closing.
        editions = catalogue.edition_ids(service.slug)
        rows = cases.at_desks().filter(~Exists(known), desk__in=desks, edition__in=editions)
        rows = rows.filter(closed_at__lt=midnight(before)).order_by("closed_at", "pk")
        rows = rows.select_related("applicant", "desk__agency", "edition")
        for case in rows.defer(*cases.FILE, "answers", "facts")[:left]:
            left -= 1
            yield case


# --- due, held, listed ---


def due(case: Case) -> Due | None:
    return Due.objects.filter(case=case).select_related("batch").first()


def locked(due_id: int) -> Due:
    rows = Due.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agency", "batch", "case").defer("case__answers", "case__facts").get(pk=due_id)


def hold_on(case: Case) -> Hold | None:
    """What holds this case back today."""
    hold = Hold.objects.filter(case=case, lifted_at=None).select_related("by").first()
    return hold if rules.holds_back(hold, timezone.localdate()) else None


def unlifted(case: Case) -> Hold | None:
    """The last hold, even when its day has passed."""
    return Hold.objects.select_for_update(no_key=True, of=("self",)).filter(case=case, lifted_at=None).first()


def _held(today: date) -> Exists:
    standing = Q(until_on=None) | Q(until_on__gte=today)
    return Exists(Hold.objects.filter(standing, case=OuterRef("case"), lifted_at=None))


def _seen_by(viewer: Person) -> Q:
    return Q() if rules.sees_all(viewer) else Q(agency__in=rules.agencies_kept_by(viewer))


def waiting(viewer: Person) -> QuerySet[Due]:
    """What has been announced and is on no list yet, due first, with `is_held`."""
    rows = Due.objects.filter(_seen_by(viewer), erased_at=None, batch=None)
    rows = rows.select_related("case__edition__service").annotate(is_held=_held(timezone.localdate()))
    return rows.defer(*_HEAVY).order_by("due_on", "id")


_SEALED = ("case__answers", "case__facts", "case__subject_name")
_HEAVY = (*_SEALED, "case__edition__definition", "case__edition__source")


@dataclass(frozen=True)
class Page:
    """25 rows and the key after which the next 25 begin (empty at the end)."""

    rows: list[Any]
    after: str = ""


def waiting_page(viewer: Person, after: str = "") -> Page:
    rows = waiting(viewer)
    day, _mark, place = after.partition(".")
    if (number := marks.whole(place)) and (last := methods.read_day(day)):
        rows = rows.filter(Q(due_on__gt=last) | Q(due_on=last, id__gt=number))
    taken = list(rows[: PAGE + 1])
    more = taken[PAGE - 1] if len(taken) > PAGE else None
    return Page(taken[:PAGE], f"{more.due_on.isoformat()}.{more.pk}" if more else "")


def ripe(agency: Agency) -> list[Due]:
    """What may go on a list today: its day has come and nothing holds it; locked, at most `MOST`."""
    today = timezone.localdate()
    rows = Due.objects.filter(~_held(today), agency=agency, erased_at=None, batch=None, due_on__lte=today)
    return list(rows.select_for_update(no_key=True).order_by("due_on", "id")[:MOST])


def keeps(viewer: Person) -> list[Agency]:
    """The agencies whose papers this person keeps, each with how many cases are ripe for a list."""
    today = timezone.localdate()
    rows = organisations.agencies().filter(pk__in=rules.agencies_kept_by(viewer))
    counts = Due.objects.filter(~_held(today), erased_at=None, batch=None, due_on__lte=today)
    ripe_of = dict(counts.values_list("agency").annotate(n=Count("pk")))
    kept = list(rows)
    for agency in kept:
        agency.ripe = ripe_of.get(agency.pk, 0)  # type: ignore[attr-defined]
    return kept


def agency(code: str, *, viewer: Person) -> Agency:
    row = found(organisations.agencies().filter(code=code).first())
    return found(row if rules.may_keep(viewer, row) else None)


def holds(viewer: Person, after: str = "") -> Page:
    """Holds that have not been lifted, the newest first; those whose day has passed are marked."""
    rows = Hold.objects.filter(_seen_by(viewer), lifted_at=None).select_related("case", "by")
    rows = rows.defer("reason", *_SEALED).order_by("-at", "id")
    start = marks.whole(after)
    taken = list(rows[start : start + PAGE + 1])
    return Page(taken[:PAGE], str(start + PAGE) if len(taken) > PAGE else "")


def batches(viewer: Person) -> QuerySet[Batch]:
    rows = Batch.objects.filter(_seen_by(viewer), discarded_at=None)
    rows = rows.select_related("agency", "prepared_by", "confirmed_by")
    erased = Count("dues", filter=Q(dues__erased_at__isnull=False))
    return rows.annotate(listed=Count("dues"), erased=erased).order_by("-prepared_at")


def batch(id: uuid.UUID, *, viewer: Person) -> Batch:
    return found(batches(viewer).filter(pk=id).first())


def batch_of(event_id: int) -> Batch:
    return Batch.objects.select_related("agency").get(pk=audit.event(event_id).about_id)


def locked_batch(batch: Batch) -> Batch:
    rows = Batch.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agency", "prepared_by", "confirmed_by").get(pk=batch.pk)


def listed(batch: Batch, after: str = "") -> Page:
    """The cases on a list by number, page by page."""
    rows = _on_list(batch)
    if after:
        rows = rows.filter(case__number__gt=after[:24])
    taken = list(rows[: PAGE + 1])
    return Page(taken[:PAGE], taken[PAGE - 1].case.number if len(taken) > PAGE else "")


def _on_list(batch: Batch) -> QuerySet[Due]:
    rows = Due.objects.filter(batch=batch).select_related("case__edition__service").defer(*_HEAVY)
    return rows.order_by("case__number")


def left_on(batch: Batch) -> list[int]:
    """Ids of what is still to be erased."""
    return list(Due.objects.filter(batch=batch, erased_at=None).order_by("pk").values_list("pk", flat=True))


def unfinished() -> list[Batch]:
    """Confirmed lists that were interrupted, for the clock."""
    rows = Batch.objects.filter(confirmed_at__isnull=False, finished_at=None)
    return list(rows.select_related("agency").order_by("confirmed_at"))


def by_service(batch: Batch) -> list[tuple[str, int]]:
    rows = _on_list(batch).order_by().values_list("case__edition__service__name").annotate(n=Count("pk"))
    return sorted(rows)


# --- pages ----------------------------------------------------------------------------------------


def own_terms() -> list[dict[str, Any]]:
    """The services whose file says years of its own; all others follow the city's schedule."""
    said = {pk: form.retention for pk, form in catalogue.in_force().items() if form.retention.is_said}
    rows = catalogue.all_services().filter(pk__in=said).order_by("name")
    return [{"service": service, "term": said[service.pk]} for service in rows]


def overview(viewer: Person) -> dict[str, Any]:
    """The first page of the keepers."""
    today = timezone.localdate()
    return {
        "schedule": methods.schedule(),
        "rows": own_terms(),
        "registers": sorted(contract.registers().values()),
        "announced": waiting(viewer).count(),
        "ripe": waiting(viewer).filter(~_held(today), due_on__lte=today).count(),
        "held": Hold.objects.filter(_seen_by(viewer), lifted_at=None).count(),
        "agencies": keeps(viewer),
        "batches": list(batches(viewer)[:10]),
        "stale": StaleDraft.objects.count(),
        "restored": restored(),
    }


def notice(thing: Draft | Case) -> dict[str, Any] | None:
    """What stands above a case whose time is nearly up, or that is erased; above a draft left alone for long."""
    if isinstance(thing, Draft):
        told = StaleDraft.objects.filter(draft=thing).first()
        day = told and timezone.localdate(told.told_at) + timedelta(days=methods.schedule().notice_days)
        return {"draft": thing, "day": day} if told else None
    if thing.is_open:
        return None
    row = due(thing)
    return {"due": row, "case": thing} if row else None


def panel(case: Case, viewer: Person) -> dict[str, Any]:
    """What officers see beside a closed case; nothing beside an open one."""
    if case.is_open:
        return {"case": case, "is_shown": False}
    row = due(case)
    return {
        "case": case,
        "is_shown": row is None or row.erased_at is None,
        "ends_on": ends_on(case),
        "term": term_of(case),
        "hold": hold_on(case),
        "may_hold": rules.may_keep(viewer, case.desk.agency),
    }


def case_to_hold(number: str, *, viewer: Person) -> Case:
    """A case whose papers this viewer keeps."""
    case = cases.case(number, viewer=viewer)
    return found(case if rules.may_keep(viewer, case.desk.agency) else None)


def may_open_paper(viewer: Person, batch_id: str) -> bool:
    """The guard of a berita acara."""
    return batches(viewer).filter(pk=batch_id).exists()


def paper_of(batch: Batch) -> Any:
    return documents.letters_about(batch).last()


def paper_content(batch: Batch) -> dict[str, Any]:
    """What the berita acara says: numbers and counts, no person and no answer."""
    done = [row for row in _on_list(batch) if row.erased_at is not None]
    counts = Counter(row.case.edition.service.name for row in done)
    return {
        "agency": batch.agency.name,
        "prepared_by": batch.prepared_by.name,
        "confirmed_by": batch.confirmed_by.name if batch.confirmed_by else "",
        "total": len(done),
        "files": sum(row.files for row in done),
        "services": [[name, number] for name, number in sorted(counts.items())],
        "rows": [
            [row.case.number, _on_paper(row.case.closed_at), _on_paper(row.erased_at), row.files]
            for row in done
        ],
    }


def _on_paper(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d-%m-%Y}" if at else "–"


# --- everything one case has left -----------------------------------------------------------------


def rows_about(case: Case) -> Iterator[models.Model]:
    """Every row with personal data that points at a case or at the draft it was; registers are kept.

    Walks the foreign keys, so that a new room is erased by declaring `personal`, not by being remembered here.
    """
    for thing in (case, case.draft):
        for model, name in pointing_at(type(thing)) if thing is not None else ():
            label = model._meta.label_lower
            if getattr(model, "personal", ()) and label not in OWN_TIME and not contract.is_kept(label):
                yield from model._base_manager.filter(**{name: thing}).order_by("pk")


# --- drafts and loose uploads ---------------------------------------------------------------------


def drafts_to_announce(today: date) -> list[Draft]:
    """Unsent drafts that will have lain for too long when the notice is over."""
    horizon = today + timedelta(days=methods.schedule().notice_days)
    before = midnight(methods.months_before(horizon, methods.schedule().draft_months))
    told = StaleDraft.objects.filter(draft=OuterRef("pk"))
    return list(cases.unsent(before).filter(~Exists(told))[:MOST])


def stale_drafts(now: datetime) -> list[StaleDraft]:
    """Drafts whose owner was told long enough ago."""
    before = now - timedelta(days=methods.schedule().notice_days)
    rows = StaleDraft.objects.filter(told_at__lte=before).select_related(
        "draft__person", "draft__edition__service"
    )
    return list(rows.defer("draft__edition__definition", "draft__edition__source").order_by("told_at")[:MOST])


def locked_stale(draft_id: uuid.UUID) -> StaleDraft | None:
    rows = StaleDraft.objects.select_for_update().select_related("draft__person", "draft__edition__service")
    return rows.filter(draft=draft_id).first()


def loose_uploads(now: datetime) -> list[StoredFile]:
    """Uploads that have lain long enough and that no draft of their owner names."""
    old = files.left_loose(now - timedelta(days=methods.schedule().upload_days), MOST)
    named: dict[Any, str] = {}
    for file in old:
        if file.owner is not None and file.owner_id not in named:
            drafts = file.owner.drafts.filter(case=None)
            named[file.owner_id] = "".join(json.dumps(draft.answers) for draft in drafts)
    return [file for file in old if str(file.pk) not in named.get(file.owner_id, "")]


# --- after a restore ------------------------------------------------------------------------------


def journal() -> list[dict[str, Any]]:
    """The list of erasures that lies beside the database, oldest first. Keys and days, nothing about a person."""
    path = settings.ERASURES_FOLDER / "list.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def restored() -> dict[str, Any] | None:
    """What `balaikota restore` left: from when the backup was, and whether a newer list of erasures was at hand."""
    path = settings.ERASURES_FOLDER / "restored.json"
    if not path.exists():
        return None
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told | {"at": datetime.fromisoformat(told["backup_at"])}


def case_named(case_id: str) -> Case | None:
    return cases.at_desks().filter(pk=case_id).select_related("desk__agency", "applicant").first()


def draft_named(draft_id: str) -> Draft | None:
    """A draft a restored backup brought back; one that was sent since is none."""
    rows = cases.unsent(timezone.now() + timedelta(days=1))
    return rows.filter(pk=draft_id).first()


def erasure_told(event_id: int) -> dict[str, Any]:
    """One line of the list of erasures: what was erased, by its key, and when."""
    event = audit.event(event_id)
    return {"at": event.at.isoformat(), "event": event.name, "id": event.about_id}
