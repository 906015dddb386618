"""Writing down who was there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, found, require
from balaikota.training.attendance import methods, queries, rules
from balaikota.training.attendance.models import Attendance, Door, Doubt, Source, State
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Enrolment, Seat, Session


@transaction.atomic
def attend(code: str, *, device: str, by: Person, at: datetime | None = None, place: str = "") -> Attendance:
    """By the code at the door. What came late, from another phone or from elsewhere waits for the organiser's look.

    `place` is what the phone says of where it is; it is compared with the screen's and not kept.
    """
    now = at or timezone.now()
    session, window = _shown(code, by, now)
    enrolment = classes.locked_enrolment(found(classes.enrolment_of(by, session.cohort)))
    phone = methods.digest(device)
    shared = queries.used_by_another(session, phone, enrolment)
    taken = _(
        "Ponsel ini sudah dipakai peserta lain di sesi ini. Minta penyelenggara mencatat kehadiran Anda."
    )
    require(not shared, taken, status=409)
    known = queries.of(session, enrolment)
    if known is not None:
        struck = _("Kehadiran Anda di sesi ini dicoret penyelenggara. Temui penyelenggara di ruangan.")
        require(known.state != State.STRUCK, struck, status=409)
        return known
    doubts = [] if methods.is_fresh(window, now) else [Doubt.LATE_CODE]
    doubts += [Doubt.OTHER_PHONE] if queries.is_other_phone(enrolment, phone) else []
    doubts += _elsewhere(session, place)
    row = Attendance.objects.create(
        session=session, enrolment=enrolment, source=Source.DOOR, device=phone, doubts=doubts,
        state=State.TO_CONFIRM if doubts else State.PRESENT, received_at=now,
        seen_at=now if methods.is_fresh(window, now) else methods.moment_of(window),
    )  # fmt: skip
    audit.record("attendance.attended", row, by=by, doubts=[str(each) for each in doubts])
    return row


def _elsewhere(session: Session, place: str) -> list[Doubt]:
    """Only where the officer has said where the screen stands is anybody asked where they are."""
    door = queries.place_of(session)
    if door is None:
        return []
    phone = methods.place_in(place)
    if phone is None:
        return [Doubt.NO_PLACE]
    return [] if methods.is_near(door.spot, phone) else [Doubt.FAR]


@transaction.atomic
def place_door(session: Session, place: str, *, by: Person) -> Door:
    """The screen stands here: from now on a phone that is elsewhere waits for a look."""
    require(rules.may_keep_door(by, session), _("Layar pintu diatur penyelenggara atau pengajar sesi ini."))
    said = methods.place_in(place)
    if said is None or said[2] > methods.LOOSE:
        raise Refusal(
            _("Tempat layar belum diketahui dengan cukup tepat. Nyalakan lokasi, lalu coba lagi."), status=422
        )
    facts = {"lat": said[0], "lon": said[1], "by": by, "placed_at": timezone.now()}
    row, _is_new = Door.objects.update_or_create(session=session, defaults=facts)
    audit.record("attendance.door_placed", session, by=by)
    return row


def _shown(code: str, person: Person, now: datetime) -> tuple[Session, int]:
    """At which of this person's doors of today the code stood, and when."""
    sessions = classes.sessions_around(person, now)
    require(bool(sessions), _("Anda tidak punya sesi pelatihan hari ini."), status=404)
    open_ones = [each for each in sessions if methods.is_open(each.starts_at, each.ends_at, now)]
    if not open_ones:
        opens = date_format(timezone.localtime(methods.opens_at(sessions[0].starts_at)), "H.i")
        early = _(
            "Pintu belum dibuka. Coba lagi mulai pukul %(at)s; kode yang terlalu awal tidak mengunci apa pun."
        )
        later = now < methods.opens_at(sessions[0].starts_at)
        raise Refusal(early % {"at": opens} if later else _("Pintu sesi hari ini sudah ditutup."), status=409)
    for session in open_ones:
        window = methods.window_shown(session.pk, code, now)
        if (
            window is not None
            and methods.opens_at(session.starts_at)
            <= methods.moment_of(window)
            <= session.ends_at + methods.AFTER
        ):
            return session, window
    raise Refusal(
        _("Kode ini tidak sedang berlaku. Lihat kode yang sekarang di layar pintu, lalu tulis lagi."),
        status=422,
    )


@transaction.atomic
def note(session: Session, enrolment: Enrolment, reason: str, *, by: Person) -> Attendance:
    """The organiser writes somebody down by hand, and says why."""
    require(
        rules.may_keep_door(by, session), _("Kehadiran dicatat oleh penyelenggara atau pengajar sesi ini.")
    )
    enrolment = classes.locked_enrolment(enrolment)
    is_here = enrolment.seat == Seat.ENROLLED and enrolment.cohort_id == session.cohort_id
    require(is_here, _("Ia bukan peserta kelas ini."), status=422)
    require(enrolment.person_id != by.pk, _("Kehadiran sendiri tidak dapat dicatat sendiri."))
    require(bool(reason.strip()), _("Tuliskan alasan, misalnya: ponsel rusak."), status=422)
    require(session.starts_at - methods.EARLY <= timezone.now(), _("Sesi ini belum dimulai."), status=422)
    row = queries.of(session, enrolment) or Attendance(session=session, enrolment=enrolment, doubts=[])
    now = timezone.now()
    at = now if now <= session.ends_at else session.starts_at  # a paper list tells no hour
    row.state, row.source, row.seen_at = State.PRESENT, Source.HAND, at if row._state.adding else row.seen_at
    row.by, row.reason = by, reason.strip()[:200]
    row.save()
    audit.record("attendance.noted", row, by=by, subject=enrolment.person)
    return row


@transaction.atomic
def confirm(row: Attendance, *, by: Person) -> None:
    """Somebody looked: this person really was there."""
    _settle(row, State.PRESENT, "attendance.confirmed", "", by=by)


@transaction.atomic
def strike(row: Attendance, reason: str, *, by: Person) -> None:
    """Somebody looked: this person was not there."""
    require(bool(reason.strip()), _("Tuliskan alasan mencoret."), status=422)
    _settle(row, State.STRUCK, "attendance.struck", reason, by=by)


def _settle(row: Attendance, state: State, event: str, reason: str, *, by: Person) -> None:
    require(
        rules.may_keep_door(by, row.session),
        _("Kehadiran dicatat oleh penyelenggara atau pengajar sesi ini."),
    )
    require(row.enrolment.person_id != by.pk, _("Kehadiran sendiri tidak dapat dicatat sendiri."))
    row.state, row.by, row.reason = state, by, reason.strip()[:200]
    row.save(update_fields=["state", "by", "reason"])
    audit.record(event, row, by=by, subject=row.enrolment.person)
