"""Reading assignments: a class's, one's own work, the markers' list, and the grades."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import contract as home
from balaikota.kit import prose
from balaikota.kit.errors import found
from balaikota.training.assignments import methods, rules
from balaikota.training.assignments.models import Assignment, Extension, HandIn, Marking, Stage, Work
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment, Seat

if TYPE_CHECKING:
    from balaikota.foundation.files.models import StoredFile
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer


def _standing() -> QuerySet[Assignment]:
    return Assignment.objects.filter(withdrawn_at=None).select_related("cohort__version__course")


def _works() -> QuerySet[Work]:
    return Work.objects.select_related(
        "assignment__cohort__version__course",
        "enrolment__person",
        "enrolment__unit",
        "enrolment__enterprise",
        "file",
    )


def of_cohort(cohort: Cohort) -> list[Assignment]:
    """Those that stand, the first that is due first."""
    return list(_standing().filter(cohort=cohort).order_by("due_at", "id"))


def at_desk(assignment_id: uuid.UUID, *, viewer: "Person") -> Assignment:
    """For the organiser and the trainers of its class."""
    row = found(_standing().filter(pk=assignment_id).first())
    return found(row if classes.leads(viewer, row.cohort) else None)


def locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("cohort__version__course").get(pk=assignment.pk)


def seat_in(cohort: Cohort, *, viewer: "Person") -> Enrolment:
    """The viewer's seat in a class; to everybody else the page is not there."""
    seat = classes.enrolment_of(viewer, cohort)
    return found(seat if seat is not None and rules.is_seated(seat) else None)


def own_class(number: str, *, viewer: "Person") -> tuple[Cohort, Enrolment]:
    cohort = classes.cohort(number, viewer=viewer)
    return cohort, seat_in(cohort, viewer=viewer)


def own(assignment_id: uuid.UUID, *, viewer: "Person") -> tuple[Assignment, Enrolment]:
    """An assignment with the viewer's seat in its class."""
    row = found(_standing().filter(pk=assignment_id).first())
    return row, seat_in(row.cohort, viewer=viewer)


def was_handed_in(assignment: Assignment) -> bool:
    return HandIn.objects.filter(work__assignment=assignment).exists()


def assignment_of_event(event_id: int) -> Assignment:
    return Assignment.objects.select_related("cohort__version__course").get(pk=audit.event(event_id).about_id)


def was_moved(event_id: int) -> bool:
    """Did this change move the moment it is due?"""
    return "due_at" in audit.event(event_id).detail["changed"]


def work_of_event(event_id: int) -> Work:
    return _works().get(pk=audit.event(event_id).about_id)


def extension_of_event(event_id: int) -> Extension:
    rows = Extension.objects.select_related("assignment__cohort__version__course", "enrolment__person")
    return rows.get(pk=audit.event(event_id).about_id)


def just_due(at: datetime) -> list[Assignment]:
    """Those whose moment has passed and whose markers were not told yet."""
    rows = _standing().filter(due_at__lte=at, called_at=None)
    return list(rows.order_by("due_at")[:100])


# --- one's work -----------------------------------------------------------------------------------


def work_of(assignment: Assignment, seat: Enrolment) -> Work | None:
    return _works().filter(assignment=assignment, enrolment=seat).first()


def locked_work(work: Work) -> Work:
    return _works().select_for_update(no_key=True, of=("self",)).get(pk=work.pk)


def due_of(assignment: Assignment, seat: Enrolment) -> datetime:
    """The later moment of somebody who was given one, else everybody's."""
    row = Extension.objects.filter(assignment=assignment, enrolment=seat).first()
    return max(row.due_at, assignment.due_at) if row else assignment.due_at


def hand_ins(work: Work) -> list[HandIn]:
    """The newest first."""
    return list(HandIn.objects.filter(work=work).select_related("file").order_by("-number"))


def newest(work: Work) -> HandIn | None:
    return HandIn.objects.filter(work=work).select_related("file").order_by("-number").first()


def is_handed_in(file: "StoredFile") -> bool:
    return HandIn.objects.filter(file=file).exists()


def to_mark(work_id: uuid.UUID, *, viewer: "Person") -> Work:
    """A work as its markers read it: only what was handed in."""
    row = found(_works().filter(pk=work_id).first())
    reads = row.stage != Stage.WRITING and classes.leads(viewer, row.assignment.cohort)
    return found(row if reads else None)


def may_open_draft(person: "Person", work_id: str) -> bool:
    """The guard of a file that was not handed in: its participant alone."""
    return Work.objects.filter(pk=work_id, enrolment__person=person).exists()


def may_open_hand_in(person: "Person", hand_in_id: str) -> bool:
    """The guard of a file that was: its participant, and whoever may mark in the class."""
    rows = HandIn.objects.select_related("work__enrolment__cohort")
    row = rows.filter(pk=hand_in_id).first()
    if row is None:
        return False
    return row.work.enrolment.person_id == person.pk or classes.leads(person, row.work.enrolment.cohort)


# --- marks ----------------------------------------------------------------------------------------


def markings(work: Work) -> list[Marking]:
    """In the order they came."""
    return list(Marking.objects.filter(work=work).select_related("by").order_by("id"))


@dataclass(frozen=True)
class Found:
    """A marking read against its rubric: each criterion with its weight, the level found, and what was said to it."""

    marking: Marking
    rows: list[tuple[str, int, str, str]]


def _found(work: Work, rows: list[Marking]) -> list[Found]:
    rubric = work.assignment.rubric
    return [
        Found(
            row,
            [
                (each["criterion"], each["weight"], each["levels"][level], said)
                for each, level, said in zip(rubric, row.levels, row.feedback, strict=False)
            ],
        )
        for row in rows
    ]


def released(work: Work | None) -> list[Found]:
    """What the participant reads: nothing before it was released."""
    return _found(work, markings(work)) if work is not None and work.released_at else []


def may_mark(person: "Person", work: Work) -> bool:
    cohort = work.assignment.cohort
    seat = classes.enrolment_of(person, cohort)
    return rules.may_mark(
        person, work, leads=classes.leads(person, cohort), takes_part=seat is not None and rules.is_seated(seat),
        marked_by={row.by_id for row in markings(work)},
    )  # fmt: skip


def marking_page(work: Work, *, viewer: "Person") -> dict[str, Any]:
    """What a marker reads: the newest hand-in, and of the markings what they may see now."""
    rows = markings(work)
    sees_all = rules.may_see_markings(viewer, work, {row.by_id for row in rows})
    due_at = due_of(work.assignment, work.enrolment)
    return {
        "work": work,
        "assignment": work.assignment,
        "cohort": work.assignment.cohort,
        "task": prose.render(work.assignment.task),
        "hand_ins": hand_ins(work),
        "own": next((row for row in rows if row.by_id == viewer.pk), None),
        "found": _found(work, rows if sees_all else [row for row in rows if row.by_id == viewer.pk]),
        "is_due": timezone.now() > due_at,
        "due_at": due_at,
        "may_mark": may_mark(viewer, work),
    }


def own_page(assignment: Assignment, seat: Enrolment, *, viewer: "Person") -> dict[str, Any]:
    """What a participant reads of an assignment and of their own work."""
    work, now = work_of(assignment, seat), timezone.now()
    due_at = due_of(assignment, seat)
    draft = work or Work(assignment=assignment, enrolment=seat)
    is_marked = work is not None and (work.stage == Stage.JUDGED or bool(markings(work)))
    may_write = rules.may_write(viewer, draft) and not is_marked
    return {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "work": draft,
        "task": prose.render(assignment.task),
        "due_at": due_at,
        "is_extended": due_at != assignment.due_at,
        "is_over": now > due_at,
        "is_writing": may_write and rules.is_open(assignment, due_at, now),
        "is_marked": is_marked,
        "hand_ins": hand_ins(work) if work else [],
        "found": released(work),
    }


# --- lists ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mine:
    """An assignment as its participant's list shows it."""

    assignment: Assignment
    due_at: datetime
    state: str


def mine(cohort: Cohort, seat: Enrolment) -> list[Mine]:
    rows = of_cohort(cohort)
    works = {
        row.assignment_id: row
        for row in Work.objects.filter(assignment__in=rows, enrolment=seat).defer("text")
    }
    later = dict(
        Extension.objects.filter(assignment__in=rows, enrolment=seat).values_list("assignment_id", "due_at")
    )
    return [
        Mine(row, max(later.get(row.pk, row.due_at), row.due_at), _state(works.get(row.pk))) for row in rows
    ]


def _state(work: Work | None) -> str:
    """As its participant may know it: a mark is told once it was released."""
    if work is None or work.stage == Stage.WRITING:
        return str(Stage.WRITING.label)
    if work.released_at and work.mark is not None:
        return _("nilai %s") % number_format(work.mark, 2)
    return str(Stage.TURNED_IN.label)


@dataclass(frozen=True)
class Row:
    """A participant with what they handed in on one assignment, and how many have marked it."""

    enrolment: Enrolment
    work: Work | None
    newest: HandIn | None
    marked: int
    extension: Extension | None


def rows(assignment: Assignment) -> list[Row]:
    """Everybody who takes part, those who handed in nothing too."""
    works = {row.enrolment_id: row for row in Work.objects.filter(assignment=assignment).defer("text")}
    last: dict[uuid.UUID, HandIn] = {}
    for each in HandIn.objects.filter(work__assignment=assignment).order_by("number").defer("text"):
        last[each.work_id] = each
    counted = Marking.objects.filter(work__assignment=assignment).values_list("work_id")
    marked = dict(counted.annotate(Count("id")))
    later = {row.enrolment_id: row for row in Extension.objects.filter(assignment=assignment)}
    told = []
    for seat in classes.participants(assignment.cohort):
        work = works.get(seat.pk)
        key = work.pk if work else None
        told.append(Row(seat, work, last.get(key) if key else None, marked.get(key, 0), later.get(seat.pk)))
    return told


@dataclass(frozen=True)
class Grades:
    """One participant's marks in the order of the assignments, and their weighted mean once all are known."""

    enrolment: Enrolment
    marks: list[Decimal | None]
    mean: Decimal | None


def grades(cohort: Cohort, assignments: list[Assignment]) -> list[Grades]:
    """Everybody by name. What was not handed in until its moment is a nought; what is not marked yet leaves it open."""
    now, weights = timezone.now(), [row.weight for row in assignments]
    works = {
        (row.assignment_id, row.enrolment_id): row
        for row in Work.objects.filter(assignment__in=assignments).defer("text")
    }
    rows = Extension.objects.filter(assignment__in=assignments)
    later = {(row.assignment_id, row.enrolment_id): row.due_at for row in rows}
    told = []
    for seat in classes.participants(cohort):
        marks = [
            _mark_now(row, works.get((row.pk, seat.pk)), later.get((row.pk, seat.pk), row.due_at), now)
            for row in assignments
        ]
        told.append(Grades(seat, marks, methods.weighted(marks, weights)))
    return told


def _mark_now(assignment: Assignment, work: Work | None, due_at: datetime, now: datetime) -> Decimal | None:
    if work is not None and work.stage != Stage.WRITING:
        return work.mark
    is_over = not rules.is_open(assignment, max(due_at, assignment.due_at), now)
    return Decimal(0) if is_over or not rules.is_at_work(assignment.cohort) else None


def waiting(cohort: Cohort) -> dict[uuid.UUID, tuple[int, int, int]]:
    """By assignment: how many handed in, how many were judged, and how many of those wait to be released."""
    rows = Work.objects.filter(assignment__cohort=cohort).exclude(stage=Stage.WRITING)
    judged = Q(stage=Stage.JUDGED)
    counted = rows.values_list("assignment_id").annotate(
        handed=Count("id"),
        done=Count("id", filter=judged),
        kept=Count("id", filter=judged & Q(released_at=None)),
    )
    return {key: (handed, done, kept) for key, handed, done, kept in counted}


def to_release(assignment: Assignment) -> list[Work]:
    rows = _works().filter(assignment=assignment, stage=Stage.JUDGED, released_at=None)
    return list(rows.select_for_update(no_key=True, of=("self",)))


# --- the rule for passing -------------------------------------------------------------------------


def required(cohort: Cohort) -> list[dict[str, Any]]:
    """What a class asks of everybody who is to pass, as its rule keeps it."""
    rows = _standing().filter(cohort=cohort, is_required=True).order_by("due_at", "id")
    return [{"title": row.title, "pass_mark": row.pass_mark} for row in rows]


def unmet(cohort: Cohort) -> set[uuid.UUID]:
    """The enrolments that lack a required assignment: not released, or marked below what it asks."""
    asked = _standing().filter(cohort=cohort, is_required=True).count()
    if not asked:
        return set()
    met: Mapping[uuid.UUID, int] = dict(
        Work.objects.filter(
            assignment__cohort=cohort, assignment__is_required=True, assignment__withdrawn_at=None,
            released_at__isnull=False, mark__gte=F("assignment__pass_mark"),
        ).values_list("enrolment_id").annotate(Count("id"))
    )  # fmt: skip
    return {row.pk for row in classes.participants(cohort) if met.get(row.pk, 0) < asked}


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: how many assignments there are, and what is due next."""
    seat = classes.enrolment_of(person, cohort)
    rows = mine(cohort, seat) if seat is not None and seat.seat == Seat.ENROLLED else []
    if not rows:
        return []
    coming = [row.due_at for row in rows if row.due_at > timezone.now()]
    nearest = date_format(timezone.localtime(min(coming)), "j M, H.i") if coming else ""
    note = _("batas terdekat %s") % nearest if nearest else ""
    return [(_("Tugas"), reverse("assignments:mine", args=[cohort.number]), note)]


def pack(person: "Person") -> home.Pack:
    """What this person wrote and handed in, the marks they were told, and the time they were given."""
    works = Work.objects.filter(enrolment__person=person)
    sent = HandIn.objects.filter(work__in=works)
    told, more = works.exclude(released_at=None), Extension.objects.filter(enrolment__person=person)
    yield from home.written("tugas.json", works.values("assignment__title", "text", "saved_at"))
    yield from home.written("tugas-nilai.json", told.values("assignment__title", "mark", "released_at"))
    yield from home.written("tugas-diserahkan.json", sent.values("work__assignment", "number", "text", "at"))
    yield from home.written("tugas-waktu.json", more.values("assignment__title", "due_at", "reason"))
