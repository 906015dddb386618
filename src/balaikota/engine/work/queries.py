"""What lies on an officer's desk, and what officers keep about it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases import rules as case_rules
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.engine.work import methods, rules
from balaikota.engine.work.models import (
    BulkAction,
    BulkItem,
    DocumentVerdict,
    NameIndex,
    Note,
    Result,
    SavedFilter,
    Worth,
)
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.typed import counted

Rows = QuerySet[Any, dict[str, Any]]  # of cases, as lists show them
PAGE = 25
MOST_FOUND = 200  # a name that more cases share must be typed more fully
MOST_COUNTED = 1000
ROW = ("id", "number", "edition__service__name", "holder_id", "holder__name", "submitted_at", "due_at")
STATE = ("waiting_since", "closed_at", "outcome", "steps", "step", "is_sample")


@dataclass(frozen=True)
class WorkPage:
    """25 rows of the desk and the key after which the next 25 begin (empty at the end)."""

    rows: list[dict[str, Any]]
    after: str = ""


@dataclass(frozen=True)
class Sieve:
    """What to show of the desk. `state`: empty (what I can do now), saya, terlambat, menunggu, semua, selesai."""

    state: str = ""
    service: str = ""
    step: str = ""
    number: str = ""
    kept: dict[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, said: dict[str, str]) -> "Sieve":
        """From an address or a saved filter."""
        names = ("keadaan", "layanan", "langkah", "nomor")
        kept = {name: str(said[name]).strip()[:60] for name in names if said.get(name)}
        state, service, step, number = (kept.get(name, "") for name in names)
        return cls(state, service, step, number, kept)


def _states(viewer: Person, desks: list[int]) -> dict[str, list[Q]]:
    """For each state the lanes it consists of. A lane is one stretch of one index, already in order."""
    open_now, running = Q(closed_at=None), Q(closed_at=None, waiting_since=None)
    mine = [
        running & Q(desk=desk, duty=duty) & ~Q(applicant=viewer) & ~Q(typed_by=viewer)
        for duty in case_rules.WORK
        for desk in sorted(organisations.desks_of(viewer, duty))
    ]
    return {
        "": mine,
        "saya": [open_now & Q(holder=viewer, desk__in=desks)],
        "terlambat": [running & Q(desk=desk, due_at__lt=timezone.now()) for desk in desks],
        "menunggu": [Q(desk=desk, closed_at=None, waiting_since__isnull=False) for desk in desks],
        "semua": [open_now & Q(desk=desk) for desk in desks],
        "selesai": [Q(desk=desk, closed_at__isnull=False) for desk in desks],
    }


@cache
def _rows() -> Rows:
    """Every case with what a list shows of it; which columns and joins that takes is worked out once."""
    rows: Rows = cases.at_desks().values(*ROW, *STATE)
    return rows


def _lanes(viewer: Person, sieve: Sieve) -> list[Rows]:
    desks = sorted(cases.work_desks(viewer))
    states = _states(viewer, desks)
    lanes = [_rows().filter(lane) for lane in states.get(sieve.state, states[""])]
    if sieve.step:
        lanes = [lane.filter(step=sieve.step) for lane in lanes]
    if sieve.service:
        editions = catalogue.edition_ids(sieve.service)
        lanes = [lane.filter(edition=edition) for lane in lanes for edition in editions]
    return lanes


def _merged(lanes: list[Rows], order: Sequence[str], most: int) -> list[dict[str, Any]]:
    """The first rows of all lanes together: each is cut off first, so that none is read to its end."""
    cut = [lane.order_by(*order)[:most] for lane in lanes]
    if not cut:
        return []
    rows = cut[0] if len(cut) == 1 else cut[0].union(*cut[1:], all=True).order_by(*order)[:most]
    return [case_methods.told(row) for row in rows]


def work_list(viewer: Person, filters: dict[str, str] | None = None, after: str = "") -> WorkPage:
    """What lies on the viewer's desks: due first, the closed ones newest first. `after`: the page before's key."""
    sieve = Sieve.of(filters or {})
    if sieve.number:
        return _by_number(viewer, sieve.number, after)
    name, way = ("closed_at", "lt") if sieve.state == "selesai" else ("due_at", "gt")
    lanes = _lanes(viewer, sieve)
    if key := methods.read_key(after):
        at, pk = key
        beyond = Q(**{f"{name}__{way}": at}) | Q(**{name: at, f"id__{way}": pk})
        # The first condition says where the index is entered, the second where exactly in it.
        lanes = [lane.filter(Q(**{f"{name}__{way}e": at}) & beyond) for lane in lanes]
    order = (name, "id") if way == "gt" else (f"-{name}", "-id")
    rows = _merged(lanes, order, PAGE + 1)
    more = len(rows) > PAGE
    return WorkPage(rows[:PAGE], methods.key_of(rows[PAGE - 1][name], rows[PAGE - 1]["id"]) if more else "")


def _by_number(viewer: Person, text: str, after: str) -> WorkPage:
    """Cases whose number begins with the text, open or not; a running number alone is tried in every series."""
    text = text.upper()
    start = Q(number__gte=text, number__lt=f"{text}\U0010ffff")
    if (running := counted(text, most=10**9)) is not None:
        start = Q(number__in=cases.whole_numbers(running))
    if after:
        start &= Q(number__gt=after[:24])
    desks = sorted(cases.work_desks(viewer))
    rows = _merged([_rows().filter(start, desk=desk) for desk in desks], ("number",), PAGE + 1)
    return WorkPage(rows[:PAGE], rows[PAGE - 1]["number"] if len(rows) > PAGE else "")


@dataclass(frozen=True)
class Found:
    """Cases found by a name, newest first. `too_many`: not all of them are here."""

    rows: list[dict[str, Any]]
    too_many: bool = False


def by_name(viewer: Person, text: str) -> Found:
    """Cases at the viewer's desks whose applicant or subject bears every one of these words."""
    words = methods.sought(text)
    if not words:
        return Found([])
    named = NameIndex.objects.filter(words__contains=words, desk__in=cases.work_desks(viewer))
    ids = list(named.values_list("case_id", flat=True)[: MOST_FOUND + 1])
    order = ("-submitted_at", "-number")
    # The page is cut first: whoever holds one of two hundred cases is else looked for among all people of the city.
    newest = cases.at_desks().filter(pk__in=ids).order_by(*order).values("pk")[:PAGE]
    rows = _merged([_rows().filter(pk__in=newest)], order, PAGE) if ids else []
    return Found(rows, len(ids) > PAGE)


def work_counts(viewer: Person) -> dict[str, str]:
    """How many files each state of the desk would show; not counted beyond a thousand."""
    told, rows = {}, cases.at_desks().values("pk")
    states = _states(viewer, sorted(cases.work_desks(viewer)))
    for state in ("", "saya", "terlambat", "menunggu", "semua"):
        number = sum(rows.filter(lane)[: MOST_COUNTED + 1].count() for lane in states[state])
        told[state] = f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
    return told


def services_at(viewer: Person) -> list[Service]:
    """The services whose cases land on the viewer's desks, for the filter."""
    desks = cases.work_desks(viewer)
    return [service for service in catalogue.services(viewer) if service.desk_id in desks]


def steps_at(viewer: Person) -> list[tuple[str, str]]:
    """The steps that services of the viewer's desks go through, for the filter."""
    at = {service.pk for service in services_at(viewer)}
    said = [definition for pk, definition in catalogue.in_force().items() if pk in at]
    steps = {step.name: step.label for definition in said for step in definition.steps}
    return sorted(steps.items(), key=lambda pair: pair[1])


def saved_filters(viewer: Person) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(owner=viewer).order_by("name"))


def saved_filter(id: int, *, viewer: Person) -> SavedFilter:
    return found(SavedFilter.objects.filter(owner=viewer, pk=id).first())


def colleagues(viewer: Person) -> list[Person]:
    """Who else works at the viewer's desks today."""
    people: dict[uuid.UUID, Person] = {}
    for duty in case_rules.WORK:
        for desk in organisations.desks_of(viewer, Duty(duty)):
            for tenure in organisations.staff_of_id(desk):
                people.setdefault(tenure.person_id, tenure.person)
    people.pop(viewer.pk, None)
    return sorted(people.values(), key=lambda person: person.name)


# --- many files at a time -------------------------------------------------------------------------


def chosen(numbers: Sequence[str], *, viewer: Person) -> list[Case]:
    """The cases behind the ticked rows, as far as this officer may open them, in a fixed order."""
    return list(cases.visible_to(viewer).filter(number__in=list(numbers)).order_by("pk"))


def bulk(id: uuid.UUID, *, viewer: Person) -> BulkAction:
    return found(BulkAction.objects.filter(by=viewer, pk=id).select_related("to").first())


def locked_bulk(id: uuid.UUID) -> BulkAction:
    rows = BulkAction.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("by", "to").get(pk=id)


def items(action: BulkAction) -> list[BulkItem]:
    rows = BulkItem.objects.filter(action=action).select_related("case__edition__service")
    return list(rows.defer("case__edition__definition", "case__edition__source").order_by("case__number"))


def noted_with(case: Case) -> list[BulkAction]:
    """Bulk actions on this case, among others, that carry a note."""
    return list(BulkAction.objects.filter(items__case=case, note__isnull=False).order_by("pk"))


def over(now: Any) -> list[uuid.UUID]:
    """Bulk actions whose minute is over and which hold something back."""
    rows = BulkAction.objects.filter(finished_at=None, final_at__lte=now).order_by("final_at")
    return list(rows.values_list("pk", flat=True))


@dataclass(frozen=True)
class Strip:
    """The officer's latest bulk action, told above the desk."""

    action: BulkAction
    counts: dict[str, int]
    failures: list[BulkItem]


def strip(viewer: Person) -> Strip | None:
    """While it can be undone, and five minutes longer, so that failures are read."""
    since = timezone.now() - timedelta(minutes=6)
    action = BulkAction.objects.filter(by=viewer, at__gte=since).select_related("to").order_by("-at").first()
    if action is None:
        return None
    rows = BulkItem.objects.filter(action=action).values_list("result").annotate(n=Count("pk"))
    counts = dict(rows.order_by())
    failed = BulkItem.objects.filter(action=action, result=Result.FAILED).select_related("case")
    failures = list(failed.only("why", "case__number")[:10]) if counts.get(Result.FAILED) else []
    return Strip(action, counts, failures)


# --- beside a case --------------------------------------------------------------------------------


def office_case(number: str, *, viewer: Person) -> Case:
    """A case of the viewer's desks; one's own application is no work."""
    case = cases.case(number, viewer=viewer)
    return found(case if case.applicant_id != viewer.pk else None)


def paper(case: Case, file_id: uuid.UUID) -> tuple[str, StoredFile]:
    """A paper among the answers of this case, with its question's label."""
    return found(
        next(((label, file) for label, file, _new in cases.papers(case) if file.pk == file_id), None)
    )


def just_noted(case: Case, text: str, *, by: Person) -> Note | None:
    """The newest note of a case, if it is this officer's in these very words (sealed: compared here)."""
    newest = Note.objects.filter(case=case).order_by("-at").first()
    return newest if newest and (newest.by_id, newest.text) == (by.pk, text.strip()) else None


def panel_of(case: Case, viewer: Person) -> dict[str, Any]:
    """What officers see beside a case: notes, who it may be handed to, and what was thought of its papers."""
    return {
        "notes": list(Note.objects.filter(case=case).select_related("by", "to").order_by("at")),
        "colleagues": colleagues(viewer) if case_rules.may_claim(viewer, case) else [],
        "papers": papers(case),
        "worths": Worth.choices,
        "may_judge": case_rules.may_work_on(viewer, case),
        "may_note": rules.may_write_note(viewer, case) and rules.takes_notes(case),
        "next": _next(viewer, case),
    }


def _next(viewer: Person, case: Case) -> str:
    """The number of the file that is due next on the viewer's desks."""
    lanes = _lanes(viewer, Sieve())
    rows = _merged([lane.exclude(pk=case.pk) for lane in lanes], ("due_at", "id"), 1)
    return str(rows[0]["number"]) if rows else ""


def papers(case: Case) -> list[dict[str, Any]]:
    """The papers of a case with the newest verdict on each; one sent after a correction is marked new."""
    said = {row.file_id: row for row in DocumentVerdict.objects.filter(case=case).select_related("by")}
    told = []
    for question, file, is_new in cases.papers(case):
        told.append({"question": question, "file": file, "verdict": said.get(file.pk), "is_new": is_new})
    return told


# --- names ----------------------------------------------------------------------------------------


def unindexed(most: int) -> list[uuid.UUID]:
    """Cases that no name finds yet, such as those from before the index."""
    known = NameIndex.objects.all().values("case_id")
    return list(cases.at_desks().exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)[:most])
