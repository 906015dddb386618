"""Who was where."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.kit.errors import found
from balaikota.training.attendance import methods, rules
from balaikota.training.attendance.models import Attendance, Door, State
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment, Session

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer


@dataclass(frozen=True)
class Presence:
    """How much of a class somebody was there for, in minutes taught."""

    minutes: int
    of: int
    sessions: int

    @property
    def percent(self) -> float:
        return 100 * self.minutes / self.of if self.of else 0.0

    def reaches(self, percent: int) -> bool:
        """Compared without rounding."""
        return self.minutes * 100 >= percent * self.of and self.of > 0


@dataclass(frozen=True)
class Screen:
    """What the screen at the door shows."""

    code: str
    url: str
    qr: str
    until: int


def session_at_door(session_id: uuid.UUID, *, viewer: "Person") -> Session:
    session = classes.session(session_id)
    return found(session if rules.may_keep_door(viewer, session) else None)


def door(session: Session, address: str) -> Screen:
    """The code of this moment. `address` is where a phone brings it."""
    now = timezone.now()
    window = methods.window_of(now)
    code = methods.code(session.pk, window)
    url = f"{address}?kode={code}"
    left = methods.WINDOW - int(now.timestamp()) % methods.WINDOW
    return Screen(code, url, methods.qr(url), left)


def place_of(session: Session) -> Door | None:
    """Where the screen stands, if its officer has said so."""
    return Door.objects.filter(session=session).first()


def asks_for_place(sessions: list[Session]) -> bool:
    return Door.objects.filter(session__in=sessions).exists()


def at(session: Session) -> list[Attendance]:
    """Everybody written down for a session, the newest first."""
    rows = Attendance.objects.filter(session=session).select_related("enrolment__person", "session", "by")
    return list(rows.order_by("-received_at"))


def sheet(session: Session) -> list[tuple[Enrolment, Attendance | None]]:
    """Every participant with what is known of them in this session."""
    known = {row.enrolment_id: row for row in at(session)}
    return [(row, known.get(row.pk)) for row in classes.participants(session.cohort)]


def attendance(attendance_id: uuid.UUID) -> Attendance:
    rows = Attendance.objects.select_related("session__cohort", "enrolment__person")
    return found(rows.filter(pk=attendance_id).first())


def of(session: Session, enrolment: Enrolment) -> Attendance | None:
    return Attendance.objects.select_for_update().filter(session=session, enrolment=enrolment).first()


def used_by_another(session: Session, device: str, enrolment: Enrolment) -> bool:
    """Has this phone brought somebody else's presence to the same session?"""
    rows = Attendance.objects.filter(session=session, device=device).exclude(enrolment=enrolment)
    return bool(device) and rows.exists()


def is_other_phone(enrolment: Enrolment, device: str) -> bool:
    """Did this person come with another phone before, and never with this one?"""
    known = set(
        Attendance.objects.filter(enrolment=enrolment).exclude(device="").values_list("device", flat=True)
    )
    return bool(known) and device not in known


def presence(cohort: Cohort) -> dict[uuid.UUID, Presence]:
    """Of everybody in a class, by enrolment."""
    return presence_of(classes.participants(cohort))


def presence_of(enrolments: Iterable[Enrolment]) -> dict[uuid.UUID, Presence]:
    """By enrolment: minutes present of all minutes taught in its class; two queries, whatever their number."""
    cohorts = {row.pk: row.cohort_id for row in enrolments}
    held = classes.held_in(set(cohorts.values()))
    whole: Counter[uuid.UUID] = Counter()
    for session in held.values():
        whole[session.cohort_id] += session.minutes
    seen: dict[uuid.UUID, list[int]] = {}
    rows = Attendance.objects.filter(session__in=held, enrolment__in=cohorts, state=State.PRESENT)
    for enrolment_id, session_id in rows.values_list("enrolment_id", "session_id"):
        seen.setdefault(enrolment_id, []).append(held[session_id].minutes)
    return {
        pk: Presence(sum(seen.get(pk, [])), whole[cohort_id], len(seen.get(pk, [])))
        for pk, cohort_id in cohorts.items()
    }


def doubtful(cohort: Cohort) -> list[Attendance]:
    rows = Attendance.objects.filter(session__cohort=cohort, state=State.TO_CONFIRM)
    return list(rows.select_related("session", "enrolment__person").order_by("received_at"))


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: where the door code is brought."""
    now = timezone.now()
    is_open = any(methods.is_open(each.starts_at, each.ends_at, now) for each in classes.held(cohort))
    return [(_("Catat kehadiran"), "/pelatihan/hadir/", "")] if is_open else []
