"""Every write at the counter: one verb, one transaction, one event."""

from datetime import date, datetime, time
from typing import TypedDict

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue.models import Service
from balaikota.engine.counter import methods, queries, rules
from balaikota.engine.counter.models import (
    Appointment,
    Line,
    LineDay,
    Meeting,
    Opening,
    Slot,
    Ticket,
    Turn,
)
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Assurance, Person
from balaikota.kit.errors import Refusal, found, require

# --- typing for residents -------------------------------------------------------------------------


@transaction.atomic
def type_for(resident: Person, service: Service, *, identity_checked: bool, by: Person) -> Draft:
    """Begin a draft for the resident at the counter, once the officer has compared them with their KTP-el."""
    sentence = _("Cocokkan dahulu wajah dan KTP-el warga yang ada di depan Anda, lalu centang.")
    require(identity_checked, sentence, status=422)
    require(resident.is_active, _("Akun dan NIK orang ini sudah ditutup."), status=409)
    if resident.assurance < Assurance.IDENTITY:
        people.confirm_identity(resident, by=by)
    return cases.start_for(resident, service, by=by)


# --- hours ----------------------------------------------------------------------------------------


class Hours(TypedDict):
    """When an office receives by appointment."""

    weekday: int
    from_time: time
    until_time: time
    minutes: int
    capacity: int


@transaction.atomic
def open_hours(office: Agency, hours: Hours, *, by: Person) -> Opening:
    """Receive by appointment at these hours from now on. Times already chosen are not touched."""
    _require_arranger(by, office)
    opening = Opening(office=office, **hours)
    in_order = opening.from_time < opening.until_time
    require(in_order, _("Jam selesai harus sesudah jam mulai."), status=422)
    is_free = not any(methods.overlaps(opening, other) for other in queries.openings(office))
    require(
        is_free,
        _("Jam ini bertindih dengan jam lain pada hari yang sama. Tutup dahulu yang lama."),
        status=422,
    )
    opening.save()
    audit.record("counter.hours_opened", opening, by=by, office=office.code, weekday=opening.weekday)
    return opening


@transaction.atomic
def close_hours(opening: Opening, *, by: Person) -> None:
    """No more times are offered at these hours; who has chosen one already still comes."""
    _require_arranger(by, opening.office)
    audit.record("counter.hours_closed", opening, by=by, office=opening.office.code, weekday=opening.weekday)
    opening.delete()


def _require_arranger(by: Person, office: Agency) -> None:
    require(
        rules.may_arrange(by, office), _("Jam dan antrean loket diatur kepala kantor atau pengelola sistem.")
    )


# --- appointments ---------------------------------------------------------------------------------


@transaction.atomic
def choose_time(case: Case, starts_at: datetime, *, by: Person) -> Appointment:
    """Take a place at this time for the applicant; the one they had before is given back in the same moment."""
    case = case_queries.locked(case)
    office = case.desk.agency
    sentence = _("Permohonan ini sekarang tidak memerlukan janji temu dari Anda.")
    require(rules.may_choose_time(by, case), sentence)
    time = queries.time_at(office, starts_at)
    if time is None:
        raise Refusal(_("Waktu itu tidak tersedia. Pilih salah satu waktu dalam daftar."), status=422)
    standing = queries.booked(case)
    if standing is not None and standing.slot.starts_at == starts_at:
        return standing
    slot = _take(office, time, instead_of=standing)
    if standing is None:
        appointment = Appointment.objects.create(case=case, slot=slot)
        audit.record(
            "counter.appointment_made", case, by=by, subject=case.applicant, at=starts_at.isoformat()
        )
        return appointment
    standing.slot, standing.reminded_at, standing.made_at = slot, None, timezone.now()
    standing.sequence += 1
    standing.save(update_fields=["slot", "reminded_at", "made_at", "sequence"])
    audit.record("counter.appointment_moved", case, by=by, subject=case.applicant, at=starts_at.isoformat())
    return standing


def _take(office: Agency, time: methods.Time, *, instead_of: Appointment | None) -> Slot:
    """A place at this time; the database counts them (`slot_is_not_overfull`)."""
    new = Slot(office=office, starts_at=time.starts_at, minutes=time.minutes, capacity=time.capacity)
    Slot.objects.bulk_create([new], ignore_conflicts=True)
    before = [instead_of.slot.starts_at] if instead_of else []
    slots = queries.locked_slots(office, [time.starts_at, *before])
    slot = slots[time.starts_at]
    slot.capacity = max(time.capacity, slot.taken)  # the office may have changed its hours meanwhile
    require(slot.taken < slot.capacity, _("Waktu ini baru saja penuh. Pilih waktu lain."), status=409)
    slot.taken += 1
    slot.save(update_fields=["taken", "capacity"])
    for at in before:
        slots[at].taken -= 1
        slots[at].save(update_fields=["taken"])
    return slot


@transaction.atomic
def cancel(appointment: Appointment, *, by: Person) -> None:
    """The applicant does not come; somebody else may have the place."""
    appointment = queries.locked(appointment)
    sentence = _("Janji temu ini sudah lewat atau sudah dibatalkan.")
    require(rules.may_cancel(by, appointment, timezone.now()), sentence, status=409)
    _settle(appointment, Meeting.CANCELLED)
    _give_back(appointment)
    case = appointment.case
    audit.record("counter.appointment_cancelled", case, by=by, subject=case.applicant)


@transaction.atomic
def let_go(case: Case) -> None:
    """The case is closed: whoever had a time for it need not come."""
    standing = queries.booked(case)
    if standing is not None and standing.slot.starts_at > timezone.now():
        _settle(standing, Meeting.CALLED_OFF)
        _give_back(standing)
        audit.record("counter.appointment_released", case, by=None, subject=case.applicant)


@transaction.atomic
def call_off(appointment: Appointment, *, day: date) -> None:
    """The day has become a day off: the applicant chooses anew."""
    appointment = queries.locked(appointment)
    if appointment.state != Meeting.BOOKED:
        return
    _settle(appointment, Meeting.CALLED_OFF)
    _give_back(appointment)
    case = appointment.case
    audit.record("counter.appointment_called_off", case, by=None, subject=case.applicant, day=day.isoformat())


def _settle(appointment: Appointment, state: Meeting) -> None:
    appointment.state, appointment.settled_at = state, timezone.now()
    appointment.sequence += 1
    appointment.save(update_fields=["state", "settled_at", "sequence"])


def _give_back(appointment: Appointment) -> None:
    at = appointment.slot.starts_at
    slot = queries.locked_slots(appointment.slot.office, [at])[at]
    slot.taken -= 1
    slot.save(update_fields=["taken"])


@transaction.atomic
def remind(appointment: Appointment) -> None:
    """Tell the applicant the day before, once."""
    appointment = queries.locked(appointment)
    if appointment.state == Meeting.BOOKED and appointment.reminded_at is None:
        appointment.reminded_at = timezone.now()
        appointment.save(update_fields=["reminded_at"])
        case = appointment.case
        audit.record("counter.appointment_reminded", case, by=None, subject=case.applicant)


@transaction.atomic
def note_present(appointment: Appointment, *, by: Person) -> None:
    """The applicant is at the counter."""
    appointment = _to_settle(appointment, by)
    is_today = rules.may_be_present(appointment, timezone.now())
    require(is_today, _("Janji temu ini belum tiba harinya. Kehadiran dicatat pada hari itu."), status=409)
    _settle(appointment, Meeting.PRESENT)
    case = appointment.case
    audit.record("counter.appointment_kept", case, by=by, subject=case.applicant)


@transaction.atomic
def note_no_show(appointment: Appointment, *, by: Person) -> None:
    """Nobody came: the case is free to choose another time, and its applicant is told so."""
    appointment = _to_settle(appointment, by)
    is_over = rules.may_be_missing(appointment, timezone.now())
    require(is_over, _("Tunggu sampai waktunya tiba sebelum mencatat pemohon tidak hadir."), status=409)
    _settle(appointment, Meeting.NO_SHOW)
    case = appointment.case
    audit.record("counter.appointment_missed", case, by=by, subject=case.applicant)


def _to_settle(appointment: Appointment, by: Person) -> Appointment:
    appointment = queries.locked(appointment)
    is_open = appointment.state == Meeting.BOOKED
    require(is_open, _("Janji temu ini sudah dicatat. Muat ulang daftar hari ini."), status=409)
    require(
        rules.may_settle(by, appointment), _("Kehadiran dicatat petugas loket itu, bukan untuk diri sendiri.")
    )
    return appointment


# --- the queue ------------------------------------------------------------------------------------


@transaction.atomic
def open_line(office: Agency, letter: str, name: str, *, by: Person) -> Line:
    """A group of services gets numbers of its own."""
    _require_arranger(by, office)
    line = Line(office=office, letter=letter, name=name)
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError:
        raise Refusal(_("Huruf ini sudah dipakai kelompok lain di kantor ini."), status=422) from None
    audit.record("counter.line_opened", line, by=by, office=office.code, letter=letter)
    return line


@transaction.atomic
def issue(line: Line, *, by: Person) -> Ticket:
    """The next number of this line today. The day's count stays locked until the commit: no gap, no double."""
    _require_at_counter(by, line.office)
    today = timezone.localdate()
    count = _locked_day(line, today)
    count.last += 1
    count.save(update_fields=["last"])
    ticket = Ticket.objects.create(line=line, on=today, number=count.last)
    audit.record("counter.number_issued", ticket, by=by, office=line.office.code, number=ticket.code)
    return ticket


def _locked_day(line: Line, day: date) -> LineDay:
    if (count := queries.locked_day(line, day)) is not None:
        return count
    LineDay.objects.bulk_create([LineDay(line=line, on=day)], ignore_conflicts=True)
    return found(queries.locked_day(line, day))


@transaction.atomic
def call_next(line: Line, window: int, *, by: Person) -> Ticket:
    """The first who waits comes to this window; here their waiting ends."""
    _require_at_counter(by, line.office)
    today = timezone.localdate()
    _require_free_hands(by, today)
    ticket = queries.next_waiting(line, today)
    if ticket is None:
        raise Refusal(_("Tidak ada yang menunggu di kelompok ini."), status=409)
    return _call(ticket, window, by)


@transaction.atomic
def call_again(ticket: Ticket, window: int, *, by: Person) -> Ticket:
    """Whoever holds this number has not come yet, or comes back after being skipped."""
    ticket = queries.locked_ticket(ticket)
    _require_at_counter(by, ticket.line.office)
    is_mine = rules.is_in_hand_of(by, ticket)
    sentence = _("Nomor ini sedang dilayani rekan Anda, belum dipanggil, atau sudah selesai.")
    require(is_mine or ticket.state == Turn.SKIPPED, sentence, status=409)
    if not is_mine:
        _require_free_hands(by, ticket.on)
    return _call(ticket, window, by)


def _call(ticket: Ticket, window: int, by: Person) -> Ticket:
    now = timezone.now()
    ticket.state, ticket.called_by, ticket.window, ticket.last_called_at = Turn.CALLED, by, window, now
    ticket.called_at = ticket.called_at or now
    try:
        with transaction.atomic():
            ticket.save(update_fields=["state", "called_by", "window", "called_at", "last_called_at"])
    except IntegrityError:  # two clicks at once: `one_ticket_in_hand`
        raise Refusal(_("Anda baru saja memanggil nomor lain."), status=409) from None
    audit.record("counter.number_called", ticket, by=by, number=ticket.code, window=window)
    return ticket


def _require_free_hands(by: Person, day: date) -> None:
    held = queries.in_hand(by, day)
    if held is not None:
        code = {"code": held.code}
        raise Refusal(
            _("Selesaikan atau lewati dahulu nomor %(code)s yang sedang Anda layani.") % code, status=409
        )


@transaction.atomic
def skip(ticket: Ticket, *, by: Person) -> None:
    """Nobody came to the window. The number keeps its place among the skipped and may be called again."""
    _lay_down(ticket, Turn.SKIPPED, by)


@transaction.atomic
def finish(ticket: Ticket, *, by: Person) -> None:
    """The resident has been served."""
    _lay_down(ticket, Turn.DONE, by)


def _lay_down(ticket: Ticket, turn: Turn, by: Person) -> None:
    ticket = queries.locked_ticket(ticket)
    require(rules.is_in_hand_of(by, ticket), _("Nomor ini tidak sedang Anda layani."), status=409)
    ticket.state, ticket.done_at = turn, timezone.now() if turn == Turn.DONE else None
    ticket.save(update_fields=["state", "done_at"])
    audit.record(f"counter.number_{turn.value}", ticket, by=by, number=ticket.code)


def _require_at_counter(by: Person, office: Agency) -> None:
    require(rules.may_serve(by, office), _("Antrean dijalankan petugas loket kantor ini."))
