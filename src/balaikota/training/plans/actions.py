"""Drafting a plan, deciding it, and opening its classes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.training.classes import actions as classes
from balaikota.training.needs.methods import Suggestion
from balaikota.training.plans import methods, queries, rules
from balaikota.training.plans.models import Line, Opened, Plan, State
from balaikota.training.servants import queries as servants

if TYPE_CHECKING:
    from balaikota.training.classes.models import Cohort
    from balaikota.training.needs.models import Need

FACTS = ("subject", "version", "participants", "month", "cost", "sector")
#: Units have at least so many days to nominate.
DAYS = 14


def _require_organiser(by: Person) -> None:
    require(rules.may_draft(by), _("Rencana tahunan disusun oleh penyelenggara pelatihan."))


def _draft_of(plan: Plan, by: Person) -> Plan:
    """The locked plan, as long as it is being written."""
    _require_organiser(by)
    row = queries.locked(plan)
    said = {"state": row.get_state_display()}
    fixed = (
        _("Rencana ini %(state)s; barisnya tidak berubah lagi. Perubahan dibuat sebagai versi baru.") % said
    )
    require(rules.is_draft(row), fixed, status=409)
    return row


@transaction.atomic
def draft(year: int, *, by: Person) -> Plan:
    """The first version of a year's plan, still empty."""
    _require_organiser(by)
    agency = queries.agency_of(by)
    known = _("Rencana tahun %d sudah ada. Ubah yang sudah ada, atau buat versi barunya.") % year
    require(queries.newest(agency, year) is None, known, status=409)
    return _begun(Plan(agency=agency, year=year, number=1, drafted_by=by), known)


def _begun(plan: Plan, known: str) -> Plan:
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise Refusal(known, status=409) from None
    audit.record("plans.drafted", plan, by=plan.drafted_by, year=plan.year, number=plan.number)
    return plan


@transaction.atomic
def revise(plan: Plan, reason: str, *, by: Person) -> Plan:
    """The next version begins with the lines of the approved one, which goes on standing until it is approved too."""
    _require_organiser(by)
    row = queries.locked(plan)
    require(bool(reason.strip()), _("Tuliskan mengapa rencana diubah."), status=422)
    fixed = row.state == State.APPROVED and queries.is_newest(row)
    only = _("Hanya rencana yang disetujui dan terbaru yang dibuat versi barunya.")
    require(fixed, only, status=409)
    made = _begun(
        Plan(
            agency=row.agency, year=row.year, number=row.number + 1, reason=reason.strip()[:300], drafted_by=by,
            is_sample=row.is_sample,
        ),
        only,
    )  # fmt: skip
    for line in queries.lines(row):
        _copied(line, made)
    return made


def _copied(line: Line, plan: Plan) -> None:
    answered = list(line.needs.all())
    kept = {name: getattr(line, name) for name in (*FACTS, "root", "origin", "by")}
    Line.objects.create(plan=plan, **kept).needs.set(answered)


# --- lines ----------------------------------------------------------------------------------------


@transaction.atomic
def add_line(plan: Plan, facts: dict[str, Any], answered: "Sequence[Need]" = (), *, by: Person) -> Line:
    """One more training; what it does not say yet is asked before the plan is submitted."""
    row = _draft_of(plan, by)
    return _kept(Line(plan=row, by=by), facts, answered, "plans.line_added", by=by)


@transaction.atomic
def take_up(plan: Plan, suggestion: Suggestion, *, by: Person) -> Line:
    """A suggestion becomes a line, with the industry it is about and where that was known from."""
    row = _draft_of(plan, by)
    line = Line(plan=row, by=by, origin=suggestion.kept)
    facts = {"subject": suggestion.subject, "sector": suggestion.sector}
    return _kept(line, facts, (), "plans.line_added", by=by)


@transaction.atomic
def answer(plan: Plan, asked: "Sequence[Need]", *, by: Person) -> Line:
    """Needs become one line, as many seats as they name people; its curriculum when they agree on one."""
    row = _draft_of(plan, by)
    require(bool(asked), _("Pilih dahulu kebutuhan yang dijawab baris ini."), status=422)
    wanted = {need.course_id for need in asked}
    version = queries.newest_version(wanted.pop()) if len(wanted) == 1 else None
    people = len({need.person_id for need in asked if need.person_id})
    facts = {"subject": asked[0].subject, "version": version, "participants": people or None}
    return _kept(Line(plan=row, by=by), facts, asked, "plans.line_added", by=by)


@transaction.atomic
def mend_line(line: Line, facts: dict[str, Any], answered: "Sequence[Need]", *, by: Person) -> Line:
    _draft_of(line.plan, by)
    return _kept(line, facts, answered, "plans.line_mended", by=by)


@transaction.atomic
def drop_line(line: Line, *, by: Person) -> None:
    """It leaves the draft; versions that were approved keep theirs."""
    plan = _draft_of(line.plan, by)
    audit.record("plans.line_dropped", plan, by=by, line=str(line.root), subject_told=line.subject)
    line.delete()


def _kept(line: Line, facts: dict[str, Any], answered: "Sequence[Need]", event: str, *, by: Person) -> Line:
    for name in FACTS:
        if name in facts:
            setattr(line, name, facts[name])
    require(bool(line.subject.strip()), _("Tuliskan nama pelatihannya."), status=422)
    line.by = by
    line.save()
    line.needs.set(answered)
    audit.record(event, line, by=by, year=line.plan.year, cost=line.cost)
    return line


# --- deciding -------------------------------------------------------------------------------------


@transaction.atomic
def submit(plan: Plan, *, by: Person) -> Plan:
    """Complete, it goes to whoever leads the agency."""
    row = _draft_of(plan, by)
    shown = queries.lines(row)
    require(bool(shown), _("Rencana ini belum berisi satu baris pun."), status=422)
    lacking = queries.faults(shown)
    require(not lacking, _("Lengkapi dahulu: %s") % " ".join(lacking), status=422)
    row.submitted_by, row.submitted_at, row.note = by, timezone.now(), ""
    return _turned(row, State.SUBMITTED, "plans.submitted", by=by)


@transaction.atomic
def approve(plan: Plan, *, by: Person) -> Plan:
    """By whoever leads the agency and has written nothing of it."""
    row = queries.locked(plan)
    _require_head(row, by)
    hands = rules.authors(row, queries.lines(row))
    other = _("Rencana disetujui oleh orang lain daripada yang menyusunnya (empat mata).")
    require(rules.has_other_eyes(by, hands), other)
    _require_turn(row, State.APPROVED)
    row.approved_by, row.approved_at = by, timezone.now()
    return _turned(row, State.APPROVED, "plans.approved", by=by)


@transaction.atomic
def send_back(plan: Plan, note: str, *, by: Person) -> Plan:
    """Back to those who draft it, with what is to be changed."""
    row = queries.locked(plan)
    _require_head(row, by)
    require(bool(note.strip()), _("Tuliskan apa yang perlu diubah."), status=422)
    _require_turn(row, State.DRAFT)
    row.note = note.strip()[:300]
    return _turned(row, State.DRAFT, "plans.sent_back", by=by)


def _require_head(plan: Plan, by: Person) -> None:
    leads = rules.leads(plan, servants.training_led_by(by))
    require(leads, _("Rencana diputuskan oleh kepala instansi yang menyelenggarakan pelatihan."))


def _require_turn(plan: Plan, to: State) -> None:
    said = {"now": plan.get_state_display(), "to": to.label}
    require(
        rules.may_turn(plan, to), _("Rencana ini %(now)s; tidak dapat menjadi %(to)s.") % said, status=409
    )


def _turned(row: Plan, to: State, event: str, *, by: Person) -> Plan:
    row.state = to
    row.save()
    audit.record(event, row, by=by, year=row.year, number=row.number)
    return row


# --- carrying it out ------------------------------------------------------------------------------


@transaction.atomic
def open_class(line: Line, *, by: Person) -> "Cohort":
    """An approved line becomes the draft of a class: its curriculum and seats; place and dates are said there."""
    _require_organiser(by)
    plan = _standing(line)
    made = queries.opened_from(line)
    waiting = next((each.number for each in made if rules.is_still_drafted([each])), "")
    first = _("Kelas %s dari baris ini masih rencana. Atur dan umumkan dahulu kelas itu.") % waiting
    require(not waiting, first, status=409)
    facts = {
        "name": methods.batch(len(made) + 1), "place": "", "quota": line.participants,
        "nominate_until": _last_day(plan.year, line.month or 1),
    }  # fmt: skip
    cohort = classes.plan(queries.curriculum(line), facts, agency=plan.agency, by=by)
    Opened.objects.create(line=line, cohort=cohort, by=by)
    audit.record("plans.class_opened", line, by=by, number=cohort.number)
    return cohort


@transaction.atomic
def attach(line: Line, cohort: "Cohort", *, by: Person) -> None:
    """A class that was planned by hand belongs to a line all the same; once, and to one that teaches its course."""
    _require_organiser(by)
    _standing(line)
    alike = queries.curriculum(line).course_id == cohort.version.course_id
    require(alike, _("Baris ini untuk pelatihan lain. Pilih baris dengan kurikulum kelas ini."), status=422)
    require(queries.line_of(cohort) is None, _("Kelas ini sudah berasal dari suatu baris."), status=409)
    Opened.objects.create(line=line, cohort=cohort, by=by)
    audit.record("plans.class_attached", line, by=by, number=cohort.number)


def _standing(line: Line) -> Plan:
    """The locked plan of a line, as long as it is the version that stands."""
    plan = queries.locked(line.plan)
    stands = plan.state == State.APPROVED and queries.is_newest_approved(plan)
    require(stands, _("Kelas dibuka dari rencana yang disetujui dan masih berlaku."), status=409)
    return plan


def _last_day(year: int, month: int) -> date:
    """The day before the month begins, but never so soon that units could not nominate."""
    return max(date(year, month, 1) - timedelta(days=1), timezone.localdate() + timedelta(days=DAYS))
