"""Reading classes: the public list, one's own, the organiser's day."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.register import queries as register
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people import queries as people
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.kit.worktime import day_of
from balaikota.training.classes import rules
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Audience, Cohort, Enrolment, Seat, Session, Stage

if TYPE_CHECKING:
    from balaikota.enterprises.register.models import Enterprise
    from balaikota.foundation.people.models import Person

PUBLIC = (Stage.OPEN, Stage.RUNNING, Stage.FINISHED, Stage.CANCELLED)
STANDING = (Seat.NOMINATED, Seat.WAITING, Seat.ENROLLED)


def _whole() -> QuerySet[Any]:
    """With the first and last day and the seats that are taken."""
    running = Q(sessions__cancelled_at=None)
    return Cohort.objects.select_related("version__course", "agency").annotate(
        begins_at=Min("sessions__starts_at", filter=running),
        finishes_at=Max("sessions__ends_at", filter=running),
        taken=Count("enrolments", filter=Q(enrolments__seat=Seat.ENROLLED), distinct=True),
        queued=Count("enrolments", filter=Q(enrolments__seat=Seat.WAITING), distinct=True),
        asked=Count("enrolments", filter=Q(enrolments__seat=Seat.NOMINATED), distinct=True),
    )


def public() -> dict[str, list[Cohort]]:
    """What everybody sees, by stage: open, running, and the newest that ended."""
    rows = _whole().filter(stage__in=PUBLIC).order_by("begins_at", "number")
    lists: dict[str, list[Cohort]] = {stage: [] for stage in (Stage.OPEN, Stage.RUNNING, Stage.FINISHED)}
    for row in rows:
        if row.stage in lists:
            lists[row.stage].append(row)
    lists[Stage.FINISHED] = lists[Stage.FINISHED][::-1][:20]
    return lists


def finished(most: int = 100) -> list[Cohort]:
    """Classes that ended, the newest first."""
    return list(_whole().filter(stage=Stage.FINISHED).order_by("-finishes_at", "-number")[:most])


def ended_since(day: date) -> list[Cohort]:
    """Every class that ended on this day or later, however many there are."""
    return list(_whole().filter(stage=Stage.FINISHED, finishes_at__date__gte=day))


def these(ids: Iterable[uuid.UUID]) -> list[Any]:
    """Classes of these ids, in the order of their numbers."""
    return list(_whole().filter(pk__in=list(ids)).order_by("number"))


def of_year(year: int) -> list[Any]:
    """Every class of which a session lies in this year, without drafts and cancelled ones."""
    held_then = Session.objects.filter(starts_at__year=year, cancelled_at=None).values("cohort_id")
    rows = _whole().filter(pk__in=held_then).exclude(stage__in=(Stage.DRAFT, Stage.CANCELLED))
    return list(rows.order_by("number"))


def at_desk(viewer: "Person") -> list[Any]:
    """Every class for those who organise; nobody else has this page."""
    found(viewer if rules.may_organise(viewer) else None)
    return list(_whole().order_by("-number")[:200])


def open_clinics() -> list[Any]:
    """Classes for owners of businesses that take nominations today, the next first."""
    rows = _whole().filter(audience=Audience.UMKM, stage=Stage.OPEN, nominate_until__gte=timezone.localdate())
    return list(rows.order_by("begins_at", "number")[:20])


def finished_clinics() -> list[Any]:
    """Classes for owners that ended."""
    return list(_whole().filter(audience=Audience.UMKM, stage=Stage.FINISHED).order_by("number"))


def cohort(number: str, *, viewer: "Person | None") -> Cohort:
    """A class that was announced; its plan is for the organiser only."""
    row: Cohort = found(_whole().filter(number=number).first())
    is_organiser = viewer is not None and viewer.is_authenticated and rules.may_organise(viewer)
    return found(row if row.stage in PUBLIC or is_organiser else None)


def managed(number: str, *, viewer: "Person") -> Cohort:
    """For the organiser; to everybody else it is not there."""
    found(viewer if rules.may_organise(viewer) else None)
    row: Cohort = found(_whole().filter(number=number).first())
    return row


def several(keys: Iterable[uuid.UUID] | QuerySet[Any, Any]) -> list[Cohort]:
    """Of these keys, or of a query for them."""
    return list(Cohort.objects.filter(pk__in=keys).select_related("version__course").order_by("number"))


def locked(cohort: Cohort) -> Cohort:
    rows = Cohort.objects.select_for_update(no_key=True, of=("self",)).select_related("version__course")
    return rows.get(pk=cohort.pk)


def sessions(cohort: Cohort) -> list[Session]:
    """In their order, cancelled ones too."""
    rows = Session.objects.filter(cohort=cohort).select_related("trainer", "subject")
    return list(rows.order_by("starts_at", "id"))


def held(cohort: Cohort) -> list[Session]:
    """Those that count: not cancelled."""
    return [session for session in sessions(cohort) if session.cancelled_at is None]


def held_in(cohorts: Collection[uuid.UUID]) -> dict[uuid.UUID, Session]:
    """The sessions of several classes that count, by id."""
    return {row.pk: row for row in Session.objects.filter(cohort__in=cohorts, cancelled_at=None)}


def session(session_id: uuid.UUID | str) -> Session:
    rows = Session.objects.select_related("cohort__version__course", "trainer")
    return found(rows.filter(pk=session_id).first())


def session_at_desk(session_id: uuid.UUID | str, *, viewer: "Person") -> Session:
    found(viewer if rules.may_organise(viewer) else None)
    return session(session_id)


def sessions_on(day: date) -> list[Session]:
    """Of classes that are on, for the organiser's day."""
    rows = Session.objects.filter(
        starts_at__date=day, cancelled_at=None, cohort__stage__in=(Stage.OPEN, Stage.RUNNING)
    )
    return list(rows.select_related("cohort__version__course", "trainer").order_by("starts_at"))


def sessions_around(person: "Person", at: datetime) -> list[Session]:
    """Today's sessions of the classes this person takes part in."""
    theirs = Enrolment.objects.filter(person=person, seat=Seat.ENROLLED).values("cohort_id")
    rows = Session.objects.filter(cohort__in=theirs, cancelled_at=None)
    rows = rows.filter(starts_at__date__lte=day_of(at), ends_at__date__gte=day_of(at))
    return list(rows.select_related("cohort__version__course").order_by("starts_at"))


def enrolments(cohort: Cohort, *seats: Seat) -> list[Enrolment]:
    """By name; of all seats when none is named."""
    rows = Enrolment.objects.filter(cohort=cohort).select_related("person", "unit", "enterprise", "cohort")
    return list((rows.filter(seat__in=seats) if seats else rows).order_by("person__name"))


def participants(cohort: Cohort) -> list[Enrolment]:
    return enrolments(cohort, Seat.ENROLLED)


def servants_in(cohort: Cohort) -> list[Enrolment]:
    """Participants from a unit of the city; owners of businesses have no superior and no yearly JP."""
    return [row for row in participants(cohort) if row.unit_id is not None]


def enrolment_of(person: "Person", cohort: Cohort) -> Enrolment | None:
    rows = Enrolment.objects.filter(cohort=cohort, person=person)
    return rows.select_related("person", "cohort", "enterprise").first()


def enrolment(enrolment_id: uuid.UUID | str) -> Enrolment:
    rows = Enrolment.objects.select_related("person", "cohort__version__course", "unit", "enterprise")
    return found(rows.filter(pk=enrolment_id).first())


ENROLMENTS = prepared.Planned(
    lambda person: (
        Enrolment.objects.filter(person=person)
        .select_related("cohort__version__course", "unit", "enterprise", "person")
        .order_by("-nominated_at")
    ),
    "person",
)


def enrolments_of(person: "Person") -> list[Enrolment]:
    """A person's classes, the newest first."""
    return ENROLMENTS(person=person.pk)


def enrolments_for(enterprise: "Enterprise") -> list[Any]:
    """Who stands or stood in which clinic for this business, the newest first; with its last moment."""
    last = Max("cohort__sessions__ends_at", filter=Q(cohort__sessions__cancelled_at=None))
    rows = Enrolment.objects.filter(enterprise=enterprise).annotate(finishes_at=last)
    return list(rows.select_related("cohort__version__course", "person").order_by("-nominated_at", "-id"))


def sent_for(enterprise: "Enterprise", cohort: Cohort) -> Enrolment | None:
    """Who stands in this class for the business."""
    rows = Enrolment.objects.filter(cohort=cohort, enterprise=enterprise, seat__in=STANDING)
    return rows.select_related("person").first()


def may_send(by: "Person", person: "Person", enterprise: "Enterprise") -> bool:
    """Asked of the register and of coaching, as they stand today."""
    owns, mentoring = register.owns(by, enterprise), coaching.current(enterprise)
    return rules.may_send(by, person, mentoring, owns=owns)


def locked_enrolment(enrolment: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("person", "cohort__version__course", "unit", "enterprise").get(pk=enrolment.pk)


def seats_left(cohort: Cohort) -> int:
    taken = Enrolment.objects.filter(cohort=cohort, seat=Seat.ENROLLED).count()
    return max(cohort.quota - taken, 0)


def first_waiting(cohort: Cohort) -> Enrolment | None:
    rows = Enrolment.objects.filter(cohort=cohort, seat=Seat.WAITING).select_related("person", "cohort")
    return rows.order_by("nominated_at", "id").first()


def _overlapping(times: Iterable[tuple[datetime, datetime]]) -> Q:
    shared = Q(pk=None)
    for starts, ends in times:
        shared |= Q(starts_at__lt=ends, ends_at__gt=starts)
    return shared


def clash(person: "Person", cohort: Cohort) -> Session | None:
    """A session of another class at the same time, in which this person takes part or which they teach."""
    times = [(each.starts_at, each.ends_at) for each in held(cohort)]
    theirs = Enrolment.objects.filter(person=person, seat__in=STANDING).values("cohort_id")
    rows = Session.objects.filter(
        _overlapping(times), Q(cohort__in=theirs) | Q(trainer=person), cancelled_at=None
    )
    rows = rows.exclude(cohort=cohort).exclude(cohort__stage=Stage.CANCELLED)
    return rows.select_related("cohort__version__course").first()


def taken_at(meeting: Meeting, but: Session | None) -> Session | None:
    """A session at the same time in the same room or with the same trainer."""
    who = Q(place__iexact=meeting.place) | (Q(trainer=meeting.trainer) if meeting.trainer else Q(pk=None))
    rows = Session.objects.filter(
        who, starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at, cancelled_at=None
    )
    rows = rows.exclude(cohort__stage=Stage.CANCELLED)
    rows = rows.exclude(pk=but.pk) if but else rows
    return rows.select_related("cohort__version__course", "trainer").first()


def trainers(cohort: Cohort) -> set[uuid.UUID]:
    rows = Session.objects.filter(cohort=cohort, cancelled_at=None, trainer__isnull=False)
    return set(rows.values_list("trainer_id", flat=True))


def teaches(person: "Person", sessions: Iterable[Session]) -> bool:
    """Of sessions that were read."""
    return any(each.trainer_id == person.pk and each.cancelled_at is None for each in sessions)


def leads(person: "Person", cohort: Cohort) -> bool:
    """Does this person organise trainings, or teach in this class?"""
    return rules.may_lead(person, trainers(cohort))


def led(number: str, *, viewer: "Person") -> Cohort:
    """For the organiser and the trainers of this class; to everybody else it is not there."""
    row = cohort(number, viewer=viewer)
    return found(row if leads(viewer, row) else None)


def leaders(cohort: Cohort) -> "list[Person]":
    """Whoever teaches in this class, and those who organise trainings, each once."""
    told = {person.pk: person for person in organisations.holders_of(Duty.TRAIN)}
    for person in filter(None, map(people.person, trainers(cohort))):
        told[person.pk] = person
    return list(told.values())


def ended_on(cohort: Cohort) -> date | None:
    """The last day a session of this class took place."""
    last = Session.objects.filter(cohort=cohort, cancelled_at=None).aggregate(at=Max("ends_at"))["at"]
    return day_of(last) if last else None


def began_on(cohort: Cohort) -> date | None:
    first = Session.objects.filter(cohort=cohort, cancelled_at=None).aggregate(at=Min("starts_at"))["at"]
    return day_of(first) if first else None


def minutes(cohort: Cohort) -> int:
    """Taught in this class, without breaks."""
    return sum(session.minutes for session in held(cohort))


def enrolment_of_event(event_id: int) -> Enrolment:
    return enrolment(audit.event(event_id).about_id)


def cohort_of_event(event_id: int) -> Cohort:
    return Cohort.objects.select_related("version__course").get(pk=audit.event(event_id).about_id)


def session_of_event(event_id: int) -> Session:
    return session(audit.event(event_id).about_id)


def has_begun(cohort: Cohort, at: datetime) -> bool:
    """Of a row that was read with its first and last moment."""
    first = getattr(cohort, "begins_at", None)
    return first is not None and first <= at


def has_ended(cohort: Cohort, at: datetime) -> bool:
    last = getattr(cohort, "finishes_at", None)
    return last is not None and last <= at


def is_over_date(cohort: Cohort) -> bool:
    return cohort.nominate_until < timezone.localdate()
