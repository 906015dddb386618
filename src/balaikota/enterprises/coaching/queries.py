"""Coaches and their room, meetings, agreements; a business's page and a coach's day."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from balaikota.enterprises.coaching import contract, methods, rules
from balaikota.enterprises.coaching.models import Agreement, Coach, Mentoring, Session
from balaikota.enterprises.ladder import queries as ladder
from balaikota.enterprises.production import queries as production
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as duties
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import queries as photos
from balaikota.kit.errors import found
from balaikota.kit.maps import Spot
from balaikota.kit.worktime import midnight

OPEN = Q(mentorings__ended_at=None, mentorings__isnull=False)
WAITING = Q(coach=None, ended_at=None)


# --- coaches --------------------------------------------------------------------------------------


def coach_of(person: Person) -> Coach | None:
    return Coach.objects.filter(person=person).first()


def coaches() -> QuerySet[Coach]:
    """Each with how many businesses they carry."""
    rows = Coach.objects.select_related("person").annotate(load=Count("mentorings", filter=OPEN))
    return rows.order_by("person__name", "pk")


def candidates(enterprise: Enterprise) -> list[methods.Candidate]:
    """Who holds the duty today, is not pausing, and does not own the business."""
    today, holders = timezone.localdate(), {each.pk for each in organisations.holders_of(Duty.COACH)}
    owners = {each.pk for each in register.people_of(enterprise)}
    able = [
        each for each in coaches()
        if each.person_id in holders - owners and not rules.is_paused(each, today)
    ]  # fmt: skip
    return [
        methods.Candidate(
            each.pk,
            tuple(each.fields),
            tuple(each.districts),
            cast(Any, each).load,
            methods.room(each.weekly_cap),
        )
        for each in able
    ]


def coach(pk: int) -> Coach:
    return Coach.objects.select_related("person").get(pk=pk)


def district_of(enterprise: Enterprise) -> str:
    return (enterprise.kelurahan.parent_id or "") if enterprise.kelurahan else ""


def planned_in_week(coach: Coach, day: date) -> int:
    """Meetings this coach has in the week of a day, those that were held too."""
    monday, sunday = methods.week(day)
    states = (Session.State.PLANNED, Session.State.HELD)
    rows = Session.objects.filter(mentoring__coach=coach, state__in=states)
    return rows.filter(
        planned_at__gte=midnight(monday), planned_at__lt=midnight(sunday + timedelta(days=1))
    ).count()


# --- mentorings -----------------------------------------------------------------------------------


def _mentorings() -> QuerySet[Mentoring]:
    return Mentoring.objects.select_related("enterprise__kelurahan__parent", "coach__person")


def current(enterprise: Enterprise) -> Mentoring | None:
    return _mentorings().filter(enterprise=enterprise, ended_at=None).first()


def locked(mentoring: Mentoring) -> Mentoring:
    return Mentoring.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "enterprise", "coach__person"
    ).get(pk=mentoring.pk)  # fmt: skip


def by_id(pk: Any) -> Mentoring | None:
    return _mentorings().filter(pk=pk).first()


def waiting() -> QuerySet[Mentoring]:
    """Those without a coach, who asked first before the others."""
    return _mentorings().filter(WAITING).order_by("asked_at", "pk")


def running() -> Any:
    """With a coach; each with the moment it was last met."""
    held = Max("sessions__held_at", filter=Q(sessions__state=Session.State.HELD))
    return _mentorings().filter(ended_at=None, coach__isnull=False).annotate(met_at=held)


def coached_by(person: Person) -> list[Enterprise]:
    """The businesses this person coaches today, by name."""
    rows = running().filter(coach__person=person).order_by("enterprise__name", "pk")
    return [row.enterprise for row in rows]


def past(enterprise: Enterprise) -> QuerySet[Mentoring]:
    return _mentorings().filter(enterprise=enterprise).order_by("-asked_at")


def tries(mentoring: Mentoring) -> int:
    """How often the coach did not reach the owner within the days that count."""
    since = timezone.now() - timedelta(days=methods.practice()["tries_within_days"])
    return mentoring.sessions.filter(state=Session.State.MISSED, planned_at__gte=since).count()


# --- meetings -------------------------------------------------------------------------------------


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related(
        "mentoring__enterprise__kelurahan__parent", "mentoring__coach__person"
    )


def session(pk: int, *, viewer: Person) -> Session:
    """A meeting of a business this viewer may open."""
    row = found(_sessions().filter(pk=pk).first())
    return found(row if register.visible_to(viewer).filter(pk=row.mentoring.enterprise_id).exists() else None)


def locked_session(session: Session) -> Session:
    return _sessions().select_for_update(no_key=True, of=("self",)).get(pk=session.pk)


def session_of(event_id: int) -> Session | None:
    return _sessions().filter(pk=audit.event(event_id).about_id).first()


def agreement_of(event_id: int) -> Agreement | None:
    rows = Agreement.objects.select_related("mentoring__enterprise", "mentoring__coach__person")
    return rows.filter(pk=audit.event(event_id).about_id).first()


def mentoring_of(event_id: int) -> Mentoring | None:
    return by_id(audit.event(event_id).about_id)


def let_in(person: Person, session_id: str) -> bool:
    """Who sees the photos of a meeting: the owners and the officers."""
    row = (
        Session.objects.filter(pk=session_id).select_related("mentoring").first()
        if session_id.isdigit()
        else None
    )
    return row is not None and register.visible_to(person).filter(pk=row.mentoring.enterprise_id).exists()


def agreement(pk: int, *, viewer: Person) -> Agreement:
    row = found(
        Agreement.objects.select_related("mentoring__enterprise", "mentoring__coach").filter(pk=pk).first()
    )
    return found(row if register.visible_to(viewer).filter(pk=row.mentoring.enterprise_id).exists() else None)


def to_remind_of(now: datetime) -> QuerySet[Session]:
    """Planned meetings that begin soon."""
    until = now + timedelta(hours=methods.practice()["remind_hours_before"])
    return _sessions().filter(state=Session.State.PLANNED, planned_at__gt=now, planned_at__lte=until)


def due(on: date) -> QuerySet[Agreement]:
    """Open agreements of owners that are due so many days from now, or were due yesterday."""
    soon = on + timedelta(days=methods.practice()["remind_agreement_days_before"])
    rows = Agreement.objects.filter(done_at=None, mentoring__ended_at=None, is_owners=True)
    return rows.filter(due_on__in=(soon, on - timedelta(days=1)))


def was_reminded(row: Session | Agreement, today: datetime | None = None) -> bool:
    """Has this reminder been noted: ever, or today?"""
    noted = audit.story(row).filter(name__in=("coaching.meeting_near", "coaching.agreement_due"))
    return (noted.filter(at__gte=midnight(timezone.localdate(today))) if today else noted).exists()


# --- pages ----------------------------------------------------------------------------------------


def panel(enterprise: Enterprise, viewer: Person) -> dict[str, Any] | None:
    """Coach, next meeting and what is agreed, on the business's page."""
    mentoring = current(enterprise)
    context: dict[str, Any] = {"enterprise": enterprise, "mentoring": mentoring}
    if mentoring is not None:
        planned = mentoring.sessions.filter(state=Session.State.PLANNED, planned_at__gte=timezone.now())
        context["next"] = planned.order_by("planned_at").first()
        context["agreements"] = _open_agreements(mentoring)[:5]
    return context


def _open_agreements(mentoring: Mentoring) -> QuerySet[Agreement]:
    return mentoring.agreements.filter(done_at=None).order_by("due_on", "pk")


def page_of(enterprise: Enterprise, viewer: Person) -> dict[str, Any]:
    """Everything coaching knows of a business."""
    mentoring, owns = current(enterprise), register.owns(viewer, enterprise)
    sessions = list(_sessions().filter(mentoring__enterprise=enterprise).order_by("-planned_at")[:50])
    pictures = photos.of_each("coaching.session", [each.pk for each in sessions])
    return {
        "enterprise": enterprise, "mentoring": mentoring, "owns": owns, "past": past(enterprise),
        "sessions": [(each, pictures.get(str(each.pk), [])) for each in sessions],
        "agreements": _open_agreements(mentoring) if mentoring else [],
        "done": Agreement.objects.filter(mentoring__enterprise=enterprise, done_at__isnull=False).order_by("-done_at")[:20],
        "attended": contract.attended_by(enterprise),
        "improvements": [row for row in production.improvements(enterprise) if row[1].is_measured],
        "may_work": mentoring is not None and rules.may_work(viewer, mentoring, owns=owns),
        "may_settle": mentoring is not None and rules.may_settle(viewer, mentoring, owns=owns),
        "may_ask": mentoring is None and (owns or duties.is_officer(viewer)),
        "is_manager": duties.is_manager(viewer),
        "tries": tries(mentoring) if mentoring else 0, "needed_tries": methods.practice()["tries"],
        "today": timezone.localdate(),
    }  # fmt: skip


def day_of(viewer: Person, day: date) -> dict[str, Any]:
    """A coach's day: meetings in the order of the way, the week, what is late, whom they have not met."""
    coach = coach_of(viewer)
    mine = _sessions().filter(mentoring__coach=coach, mentoring__ended_at=None)
    begins, ends = midnight(day), midnight(day + timedelta(days=1))
    monday, sunday = methods.week(day)
    today = list(mine.filter(planned_at__gte=begins, planned_at__lt=ends).order_by("planned_at"))
    later = mine.filter(state=Session.State.PLANNED, planned_at__gte=ends).order_by("planned_at")[:20]
    forgotten = mine.filter(
        state=Session.State.PLANNED, planned_at__lt=min(begins, midnight(timezone.localdate()))
    )
    late = Agreement.objects.filter(
        mentoring__coach=coach, mentoring__ended_at=None, done_at=None, due_on__lt=timezone.localdate()
    ).select_related("mentoring__enterprise")
    carried = running().filter(coach=coach).order_by("met_at", "enterprise__name")
    return {
        "coach": coach, "day": day, "today": today, "later": later, "forgotten": forgotten.order_by("planned_at")[:20],
        "late": late.order_by("due_on")[:20] if coach else [], "carried": with_stages(carried) if coach else [],
        "spots": spots(today), "route": way(today), "monday": monday, "sunday": sunday,
        "in_week": planned_in_week(coach, day) if coach else 0,
        "room": methods.room(coach.weekly_cap) if coach else 0,
        "is_paused": coach is not None and rules.is_paused(coach, timezone.localdate()),
    }  # fmt: skip


def with_stages(rows: Any) -> list[tuple[Mentoring, str]]:
    """Each with the name of the stage it stands on."""
    names = {stage.code: stage.name for stage in ladder.ladder().stages}
    standing = ladder.standing_on()
    return [(row, names.get(standing.get(row.enterprise_id, ""), "")) for row in rows]


def _visits(rows: list[Session]) -> list[tuple[tuple[float, float], Session]]:
    placed = []
    for row in rows:
        at = row.mentoring.enterprise
        if row.kind == Session.Kind.VISIT and at.lat is not None and at.lon is not None:
            placed.append(((at.lat, at.lon), row))
    return placed


def spots(rows: list[Session]) -> list[Spot]:
    """Visits on the map."""
    return [
        Spot(at[0], at[1], row.mentoring.enterprise.name, reverse("coaching:session", args=[row.pk]),
             timezone.localtime(row.planned_at).strftime("%H.%M"))
        for at, row in _visits(rows)
    ]  # fmt: skip


def way(rows: list[Session]) -> list[tuple[float, Session]]:
    """The visits that are still to come, each after its nearest."""
    return methods.route([each for each in _visits(rows) if each[1].state == Session.State.PLANNED])


def held_count(enterprise: Enterprise) -> int:
    """How many meetings took place."""
    return Session.objects.filter(mentoring__enterprise=enterprise, state=Session.State.HELD).count()
