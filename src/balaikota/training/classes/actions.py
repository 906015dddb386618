"""Planning a class, nominating for it, and filling its seats."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as register
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.kit.series import draw
from balaikota.training.classes import queries, rules
from balaikota.training.classes.methods import Meeting
from balaikota.training.classes.models import Cohort, Enrolment, NumberSeries, Seat, Session, Stage
from balaikota.training.servants import queries as servants

if TYPE_CHECKING:
    from balaikota.enterprises.register.models import Enterprise
    from balaikota.foundation.organisations.models import Agency
    from balaikota.training.courses.models import Version


def _require_organiser(by: Person) -> None:
    require(rules.may_organise(by), _("Kelas diatur oleh penyelenggara pelatihan."))


@transaction.atomic
def plan(version: "Version", facts: dict[str, Any], *, agency: "Agency", by: Person) -> Cohort:
    """A class that nobody else sees yet."""
    _require_organiser(by)
    year = timezone.localdate().year
    (last,) = draw(NumberSeries, year)
    cohort = Cohort.objects.create(
        number=f"PLT-{year}-{last:04d}", version=version, agency=agency, by=by, **facts
    )
    audit.record("classes.planned", cohort, by=by, number=cohort.number)
    return cohort


@transaction.atomic
def mend(cohort: Cohort, facts: dict[str, Any], *, by: Person) -> Cohort:
    """Name, place, seats and last day of nominations, until units have been told of them."""
    _require_organiser(by)
    row = queries.locked(cohort)
    sentence = _("Kelas ini sudah diumumkan; hanya sesinya yang dapat dipindahkan.")
    require(rules.may_mend(row), sentence, status=409)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    audit.record("classes.mended", row, by=by)
    return row


@transaction.atomic
def add_session(cohort: Cohort, meeting: Meeting, *, by: Person) -> Session:
    """One more meeting; a room or a trainer is in one place at a time."""
    _require_organiser(by)
    cohort = queries.locked(cohort)
    require(
        rules.is_planned(cohort), _("Kelas ini sudah berakhir; jadwalnya tidak berubah lagi."), status=409
    )
    _require_free(meeting, None)
    session = Session.objects.create(cohort=cohort, **vars(meeting))
    audit.record("classes.session_added", session, by=by)
    return session


@transaction.atomic
def move_session(session: Session, meeting: Meeting, *, by: Person) -> Session:
    """Another time, room or trainer; calendars learn it by a higher sequence."""
    _require_organiser(by)
    cohort = queries.locked(session.cohort)
    require(
        rules.is_planned(cohort), _("Kelas ini sudah berakhir; jadwalnya tidak berubah lagi."), status=409
    )
    require(session.ends_at > timezone.now(), _("Sesi ini sudah lewat."), status=409)
    _require_free(meeting, session)
    for name, value in vars(meeting).items():
        setattr(session, name, value)
    session.sequence += 1
    session.save()
    audit.record("classes.session_moved", session, by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Person) -> None:
    """It will not take place; it stays in the list, crossed out, and counts for nobody."""
    _require_organiser(by)
    queries.locked(session.cohort)
    require(session.cancelled_at is None, _("Sesi ini sudah dibatalkan."), status=409)
    require(session.starts_at > timezone.now(), _("Sesi ini sudah dimulai."), status=409)
    session.cancelled_at, session.sequence = timezone.now(), session.sequence + 1
    session.save(update_fields=["cancelled_at", "sequence"])
    audit.record("classes.session_cancelled", session, by=by)


def _require_free(meeting: Meeting, but: Session | None) -> None:
    require(meeting.ends_at > meeting.starts_at, _("Sesi harus selesai sesudah dimulai."), status=422)
    other = queries.taken_at(meeting, but)
    if other is None:
        return
    same = other.trainer.name if meeting.trainer and other.trainer == meeting.trainer else other.place
    said = {
        "what": same,
        "session": other.title,
        "class": other.cohort.number,
        "at": _moment(other.starts_at),
    }
    taken = _("%(what)s sudah dipakai sesi “%(session)s” (%(class)s) mulai %(at)s. Pilih waktu lain.") % said
    require(False, taken, status=422)


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M Y H.i")


@transaction.atomic
def announce(cohort: Cohort, *, by: Person) -> None:
    """Units may nominate from now on; everybody may read of it."""
    require(
        bool(queries.held(cohort)), _("Tambahkan sedikitnya satu sesi sebelum mengumumkan kelas."), status=422
    )
    require(bool(cohort.place), _("Isi dulu tempat kelas ini, di “Ubah rencana kelas”."), status=422)
    _turn(cohort, Stage.OPEN, "classes.announced", by=by)


@transaction.atomic
def start(cohort: Cohort, *, by: Person) -> None:
    require(bool(queries.participants(cohort)), _("Belum ada peserta yang terdaftar."), status=422)
    _turn(cohort, Stage.RUNNING, "classes.started", by=by)


@transaction.atomic
def finish(cohort: Cohort, *, by: Person) -> None:
    """All sessions are over; results can be decided."""
    late = [each for each in queries.held(cohort) if each.ends_at > timezone.now()]
    require(
        not late, _("Masih ada sesi yang belum selesai. Batalkan atau tunggu sampai selesai."), status=422
    )
    _turn(cohort, Stage.FINISHED, "classes.finished", by=by)


@transaction.atomic
def cancel(cohort: Cohort, reason: str, *, by: Person) -> None:
    """It does not take place, and everybody reads why."""
    require(bool(reason.strip()), _("Tuliskan alasan pembatalan."), status=422)
    Cohort.objects.filter(pk=cohort.pk).update(cancelled_reason=reason.strip()[:300])
    _turn(cohort, Stage.CANCELLED, "classes.cancelled", by=by)


def _turn(cohort: Cohort, to: Stage, event: str, *, by: Person) -> None:
    _require_organiser(by)
    row = queries.locked(cohort)
    said = {"now": row.get_stage_display(), "to": to.label}
    require(rules.may_turn(row, to), _("Kelas ini %(now)s; tidak dapat menjadi %(to)s.") % said, status=409)
    row.stage = to
    row.save(update_fields=["stage"])
    audit.record(event, row, by=by)


@transaction.atomic
def nominate(cohort: Cohort, person: Person, *, by: Person) -> Enrolment:
    """A unit's head sends one of their own; the organiser may for any unit."""
    cohort = queries.locked(cohort)
    unit = servants.unit_of(person)
    if unit is None:
        raise Refusal(_("%(name)s tidak memegang jabatan hari ini.") % {"name": person.name}, status=422)
    leads = unit in servants.units_led_by(by) or rules.may_organise(by)
    require(leads, _("Pegawai diusulkan oleh kepala unitnya."))
    require(
        not cohort.is_for_owners,
        _("Kelas ini untuk pelaku UMKM; pegawai diusulkan ke kelas pegawai."),
        status=409,
    )
    _require_open(cohort)
    _require_fit(person, cohort)
    return _nominated(cohort, person, {"unit": unit, "enterprise": None}, by=by)


@transaction.atomic
def send(cohort: Cohort, enterprise: "Enterprise", person: Person, *, by: Person) -> Enrolment:
    """An owner comes for one business: sent by its coach or a programme, or by their own word. One person each."""
    cohort = queries.locked(cohort)
    require(
        cohort.is_for_owners,
        _("Kelas ini untuk pegawai; pelaku usaha mendaftar ke klinik UMKM."),
        status=409,
    )
    may = queries.may_send(by, person, enterprise)
    require(may, _("Pelaku usaha mendaftar sendiri, atau dikirim pendamping atau pengelola programnya."))
    require(
        register.owns(person, enterprise),
        _("%(name)s tidak tercatat sebagai pemilik %(business)s.")
        % {"name": person.name, "business": enterprise.name},
        status=422,
    )
    _require_open(cohort)
    _require_fit(person, cohort)
    other = queries.sent_for(enterprise, cohort)
    if other is not None:
        said = {"business": enterprise.name, "name": other.person.name}
        raise Refusal(_("%(business)s sudah diwakili %(name)s di kelas ini.") % said, status=409)
    return _nominated(cohort, person, {"unit": None, "enterprise": enterprise}, by=by)


def _require_open(cohort: Cohort) -> None:
    require(cohort.stage == Stage.OPEN, _("Kelas ini tidak sedang menerima usulan."), status=409)
    require(not queries.is_over_date(cohort), _("Usulan untuk kelas ini sudah ditutup."), status=409)


def _nominated(cohort: Cohort, person: Person, origin: dict[str, Any], *, by: Person) -> Enrolment:
    facts = {
        "nominated_by": by,
        "seat": Seat.NOMINATED,
        "nominated_at": timezone.now(),
        "figures_shared_at": None,
    }
    row, _is_new = Enrolment.objects.update_or_create(cohort=cohort, person=person, defaults=facts | origin)
    audit.record("classes.nominated", row, by=by, subject=person)
    return row


@transaction.atomic
def share_figures(enrolment: Enrolment, *, by: Person) -> None:
    """The owner lets the monthly sales their book told the register be counted in the class's result."""
    _share(enrolment, timezone.now(), "classes.figures_shared", by=by)


@transaction.atomic
def keep_figures(enrolment: Enrolment, *, by: Person) -> None:
    """The owner takes that back; from now on their business is not counted."""
    _share(enrolment, None, "classes.figures_kept", by=by)


def _share(enrolment: Enrolment, at: datetime | None, event: str, *, by: Person) -> None:
    row = queries.locked_enrolment(enrolment)
    require(rules.may_share(by, row), _("Angka usaha dibagikan oleh pemilik yang mengikuti kelas ini."))
    if (row.figures_shared_at is None) == (at is None):
        return
    row.figures_shared_at = at
    row.save(update_fields=["figures_shared_at"])
    audit.record(event, row, by=by, subject=by)


def _require_fit(person: Person, cohort: Cohort) -> None:
    known = queries.enrolment_of(person, cohort)
    stands = known is not None and known.seat in queries.STANDING
    require(not stands, _("%(name)s sudah ada di kelas ini.") % {"name": person.name}, status=409)
    teaches = person.pk in queries.trainers(cohort)
    require(not teaches, _("%(name)s mengajar di kelas ini.") % {"name": person.name}, status=422)
    other = queries.clash(person, cohort)
    if other is not None:
        said = {"name": person.name, "class": other.cohort, "at": _moment(other.starts_at)}
        require(False, _("%(name)s pada waktu yang sama ada di “%(class)s” (%(at)s).") % said, status=422)


@transaction.atomic
def accept(enrolment: Enrolment, *, by: Person) -> Enrolment:
    """A seat, or the end of the waiting list when all are taken."""
    _require_organiser(by)
    cohort = queries.locked(enrolment.cohort)
    row = queries.locked_enrolment(enrolment)
    require(rules.may_decide(row), _("Usulan ini sudah diputus."), status=409)
    row.seat = Seat.ENROLLED if queries.seats_left(cohort) else Seat.WAITING
    return _decided(row, "classes.enrolled" if row.seat == Seat.ENROLLED else "classes.queued", by=by)


@transaction.atomic
def refuse(enrolment: Enrolment, reason: str, *, by: Person) -> Enrolment:
    _require_organiser(by)
    row = queries.locked_enrolment(enrolment)
    require(rules.may_decide(row), _("Usulan ini sudah diputus."), status=409)
    require(
        bool(reason.strip()),
        _("Tuliskan alasan, supaya unit dapat mengusulkan lagi dengan tepat."),
        status=422,
    )
    row.seat, row.reason = Seat.REFUSED, reason.strip()[:300]
    return _decided(row, "classes.refused", by=by)


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: Person) -> None:
    """The seat becomes free, and the first who waits gets it."""
    cohort = queries.locked(enrolment.cohort)
    row = queries.locked_enrolment(enrolment)
    require(rules.may_withdraw(by, row), _("Kepesertaan ini tidak dapat dibatalkan lagi."))
    row.seat = Seat.WITHDRAWN
    _decided(row, "classes.withdrawn", by=by)
    waiting = queries.first_waiting(cohort)
    if waiting is not None and queries.seats_left(cohort):
        waiting.seat = Seat.ENROLLED
        _decided(waiting, "classes.enrolled", by=by)


def _decided(row: Enrolment, event: str, *, by: Person) -> Enrolment:
    row.decided_at, row.decided_by = timezone.now(), by
    row.save(update_fields=["seat", "reason", "decided_at", "decided_by"])
    audit.record(event, row, by=by, subject=row.person)
    return row


@transaction.atomic
def give_time(enrolment: Enrolment, percent: int, *, by: Person) -> None:
    """Somebody who needs it gets so much more time in every test of this class."""
    _require_organiser(by)
    require(0 <= percent <= 100, _("Tambahan waktu ditulis 0 sampai 100 persen."), status=422)
    row = queries.locked_enrolment(enrolment)
    row.extra_time = percent
    row.save(update_fields=["extra_time"])
    audit.record("classes.time_given", row, by=by, subject=row.person, percent=percent)
