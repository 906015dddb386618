"""Asking for a coach, assigning one, meeting, agreeing, measuring, ending."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.coaching import methods, queries, rules
from balaikota.enterprises.coaching.models import (
    Agreement,
    Cause,
    Coach,
    End,
    Field,
    Mentoring,
    Session,
)
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as duties
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.kit.errors import require


def _not_yours() -> str:
    return _("Ini dikerjakan pendamping usaha ini, dan bukan atas usahanya sendiri.")


# --- coaches --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pause:
    """From a day to a day, both inclusive."""

    since: date
    until: date
    why: str = ""


@transaction.atomic
def set_up(
    person: Person,
    fields: list[str],
    districts: list[str],
    weekly_cap: int,
    pause: Pause | None = None,
    *,
    by: Person,
) -> Coach:
    """What a coach can do, where and how much; the coach's own word, or the manager's. Frees places for who waits."""
    may = (by == person and duties.is_coach(by)) or duties.is_manager(by)
    require(may, _("Bidang dan beban diatur pendamping sendiri atau pengelola program."))
    told: dict[str, Any] = {"fields": fields, "districts": districts, "weekly_cap": weekly_cap}
    told |= {"paused_from": pause.since if pause else None, "paused_until": pause.until if pause else None}
    told["paused_why"] = pause.why[:200] if pause else ""
    coach, _new = Coach.objects.update_or_create(person=person, defaults=told)
    audit.record("coaching.set_up", coach, by=by, cap=weekly_cap, paused=pause is not None)
    fill()
    return coach


# --- who coaches whom -----------------------------------------------------------------------------


@transaction.atomic
def request(
    enterprise: Enterprise, field: str, wish: str = "", *, cause: Cause = Cause.ASKED, by: Person | None
) -> Mentoring:
    """Ask for a coach. One with room, in the field and near, is assigned at once; else the business waits its turn."""
    may = by is None or register.owns(by, enterprise) or duties.is_officer(by)
    require(may, _("Pendamping diminta pemilik usaha atau petugas."))
    register.locked(enterprise)
    require(
        queries.current(enterprise) is None,
        _("Usaha ini sudah punya, atau sudah menunggu, pendamping."),
        status=409,
    )
    row = Mentoring.objects.create(enterprise=enterprise, field=field, wish=wish.strip()[:500], cause=cause)
    audit.record("coaching.requested", row, by=by, field=field, cause=str(cause))
    _try(row)
    return row


def _try(row: Mentoring) -> bool:
    """Assign the best coach with room, and say why this one."""
    enterprise = row.enterprise
    district = queries.district_of(enterprise)
    chosen = methods.best(queries.candidates(enterprise), row.field, district)
    if chosen is None:
        return False
    row.coach, row.assigned_at = queries.coach(chosen.key), timezone.now()
    row.why = _why(chosen, row.field, district, enterprise)
    row.save(update_fields=["coach", "assigned_at", "why"])
    audit.record("coaching.assigned", row, by=None, subject=row.coach.person, why=row.why)
    return True


def _why(chosen: methods.Candidate, field: str, district: str, enterprise: Enterprise) -> str:
    told = [_("menguasai %s") % Field(field).label]
    if district and district in chosen.districts and enterprise.kelurahan and enterprise.kelurahan.parent:
        told.append(_("bertugas di %s") % enterprise.kelurahan.parent.name)
    told.append(
        _("mendampingi %(load)d dari paling banyak %(room)d usaha")
        % {"load": chosen.load, "room": chosen.room}
    )
    return "; ".join(told)[:300]


@transaction.atomic
def fill() -> int:
    """Give coaches to those who wait, who asked first before the others; for the clock and whenever a place is free."""
    return sum(_try(row) for row in queries.waiting().select_for_update(of=("self",), no_key=True))


@transaction.atomic
def end(mentoring: Mentoring, how: End, *, by: Person) -> None:
    """Coaching ends: it is done, or the owner stopped. The place goes to who waits."""
    row = queries.locked(mentoring)
    owns = register.owns(by, row.enterprise)
    require(owns or rules.may_work(by, row, owns=owns), _not_yours())
    is_silent = how == End.SILENT and queries.tries(row) < methods.practice()["tries"]
    require(not is_silent, _("Hubungi dahulu tiga kali dalam dua minggu, dan catat tiap kali."), status=409)
    _end(row, how, by=by)
    fill()


def _end(row: Mentoring, how: End, *, by: Person | None) -> None:
    row.ended_at, row.end = timezone.now(), how
    row.save(update_fields=["ended_at", "end"])
    row.sessions.filter(state=Session.State.PLANNED).update(state=Session.State.CANCELLED)
    audit.record("coaching.ended", row, by=by, end=str(how))


@transaction.atomic
def pass_on(mentoring: Mentoring, field: str, *, by: Person) -> Mentoring:
    """To another coach, for another field; agreements that are open go along."""
    row = queries.locked(mentoring)
    require(rules.may_work(by, row, owns=register.owns(by, row.enterprise)), _not_yours())
    _end(row, End.PASSED_ON, by=by)
    fresh = Mentoring.objects.create(enterprise=row.enterprise, field=field, cause=row.cause, wish=row.wish)
    row.agreements.filter(done_at=None).update(mentoring=fresh)
    audit.record("coaching.requested", fresh, by=by, field=field, cause=str(row.cause))
    _try(fresh)
    return fresh


# --- meetings -------------------------------------------------------------------------------------


@transaction.atomic
def plan(mentoring: Mentoring, kind: str, at: datetime, *, by: Person) -> Session:
    """Set a meeting, within the coach's weekly cap and not while they pause. Set for that moment already: that one."""
    row = queries.locked(mentoring)
    require(rules.may_work(by, row, owns=register.owns(by, row.enterprise)), _not_yours())
    if (known := row.sessions.filter(planned_at=at, state=Session.State.PLANNED).first()) is not None:
        return known
    require(at > timezone.now(), _("Pilih waktu yang belum lewat."), status=422)
    coach, day = row.coach, timezone.localdate(at)
    if coach is not None:
        require(
            not rules.is_paused(coach, day),
            _("Pendamping sedang jeda pada hari itu. Pilih hari lain."),
            status=409,
        )
        many = queries.planned_in_week(coach, day)
        full = _("Minggu itu sudah penuh (%(many)d dari %(cap)d pertemuan). Pilih minggu lain.")
        require(many < coach.weekly_cap, full % {"many": many, "cap": coach.weekly_cap}, status=409)
    session = Session.objects.create(mentoring=row, kind=kind, planned_at=at)
    audit.record("coaching.planned", session, by=by, kind=kind, at=at.isoformat())
    return session


@dataclass(frozen=True)
class Minutes:
    """What a coach writes down of a meeting: notes, what was agreed as (text, until, owner's), and photos."""

    notes: str
    minutes: int | None = None
    agreed: Sequence[tuple[str, date, bool]] = ()
    photos: Sequence[uuid.UUID] = ()


@transaction.atomic
def hold(session: Session, told: Minutes, *, by: Person) -> Session:
    """The meeting took place. Notes are needed; being there alone says nothing."""
    row = _open(session, by)
    require(
        len(told.notes.strip()) >= 10,
        _("Tuliskan apa yang dibicarakan, sedikitnya satu kalimat."),
        status=422,
    )
    row.state, row.held_at, row.notes, row.minutes = (
        Session.State.HELD,
        timezone.now(),
        told.notes.strip(),
        told.minutes,
    )
    row.save(update_fields=["state", "held_at", "notes", "minutes"])
    for text, due_on, is_owners in told.agreed:
        Agreement.objects.create(
            mentoring=row.mentoring, session=row, text=text.strip()[:300], due_on=due_on, is_owners=is_owners
        )
    if told.photos:
        alt = _("Foto pertemuan dengan %s") % row.mentoring.enterprise.name
        pictures.attach(told.photos, row, by=by, alt=alt)
    audit.record("coaching.held", row, by=by, agreed=len(told.agreed), photos=len(told.photos))
    return row


@transaction.atomic
def miss(session: Session, *, by: Person) -> None:
    """The coach came or called, and the owner was not there. Counts as one try."""
    row = _open(session, by)
    row.state = Session.State.MISSED
    row.save(update_fields=["state"])
    audit.record("coaching.missed", row, by=by)


@transaction.atomic
def cancel(session: Session, *, by: Person) -> None:
    """Called off by either side; the owner is told."""
    row = queries.locked_session(session)
    owns = register.owns(by, row.mentoring.enterprise)
    require(rules.may_settle(by, row.mentoring, owns=owns), _not_yours())
    require(
        row.state == Session.State.PLANNED, _("Pertemuan ini sudah lewat atau sudah dibatalkan."), status=409
    )
    row.state = Session.State.CANCELLED
    row.save(update_fields=["state"])
    audit.record("coaching.cancelled", row, by=by)


def _open(session: Session, by: Person) -> Session:
    row = queries.locked_session(session)
    owns = register.owns(by, row.mentoring.enterprise)
    require(rules.may_work(by, row.mentoring, owns=owns), _not_yours())
    require(row.state == Session.State.PLANNED, _("Pertemuan ini sudah dicatat."), status=409)
    return row


# --- what was agreed --------------------------------------------------------


@transaction.atomic
def settle(agreement: Agreement, *, by: Person) -> None:
    """What was agreed is done, says the owner or the coach."""
    row = Agreement.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "mentoring__enterprise", "mentoring__coach"
    ).get(pk=agreement.pk)  # fmt: skip
    owns = register.owns(by, row.mentoring.enterprise)
    require(rules.may_settle(by, row.mentoring, owns=owns), _not_yours())
    if row.done_at is None:
        row.done_at, row.done_by = timezone.now(), by
        row.save(update_fields=["done_at", "done_by"])
        audit.record("coaching.settled", row, by=by)


# --- reminders ------------------------------------------------------------------------------------


@transaction.atomic
def remind(now: datetime) -> int:
    """Note whom to remind of what; a reaction tells them. Once for each meeting and each day of an agreement."""
    sessions = [each for each in queries.to_remind_of(now) if not queries.was_reminded(each)]
    agreements = [
        each for each in queries.due(timezone.localdate(now)) if not queries.was_reminded(each, now)
    ]
    for session in sessions:
        audit.record("coaching.meeting_near", session, by=None)
    for agreement in agreements:
        audit.record("coaching.agreement_due", agreement, by=None)
    return len(sessions) + len(agreements)
