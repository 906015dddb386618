"""Reading plans: one version with its lines and what came of them, what no line answers, and the head's page."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.kit.errors import found
from balaikota.training.certificates import queries as certificates
from balaikota.training.classes import queries as classes
from balaikota.training.courses import methods as jp
from balaikota.training.courses import queries as courses
from balaikota.training.evaluation import queries as evaluation
from balaikota.training.ledger import queries as ledger
from balaikota.training.needs import queries as needs
from balaikota.training.needs.contract import Answer
from balaikota.training.needs.methods import Group, by_subject
from balaikota.training.plans import methods, rules
from balaikota.training.plans.methods import Planned, Realised
from balaikota.training.plans.models import Line, Opened, Plan, State
from balaikota.training.servants import queries as servants

if TYPE_CHECKING:
    from balaikota.foundation.organisations.models import Agency
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.models import Cohort
    from balaikota.training.courses.models import Version
    from balaikota.training.needs.models import Need


# --- whose plan -----------------------------------------------------------------------------------


def agency_of(viewer: "Person") -> "Agency":
    """Whose plan this viewer writes or leads; to everybody else there is none."""
    if rules.may_draft(viewer):
        return found(servants.unit_of(viewer))
    led = servants.training_led_by(viewer)
    return found(led[0] if led else None)


def _plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("agency", "drafted_by", "submitted_by", "approved_by")


def versions(agency: "Agency", year: int) -> list[Plan]:
    """Newest first."""
    return list(_plans().filter(agency=agency, year=year).order_by("-number"))


def newest(agency: "Agency", year: int) -> Plan | None:
    return next(iter(versions(agency, year)), None)


def plan_to_write(year: int, *, viewer: "Person") -> Plan:
    """The newest version, for those who draft."""
    found(viewer if rules.may_draft(viewer) else None)
    return found(newest(agency_of(viewer), year))


def plan_to_decide(year: int, *, viewer: "Person") -> Plan:
    """The newest version, for whoever leads its agency."""
    led = servants.training_led_by(viewer)
    return found(newest(led[0], year) if led else None)


def locked(plan: Plan) -> Plan:
    return _plans().select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)


def is_newest(plan: Plan) -> bool:
    return not Plan.objects.filter(agency=plan.agency_id, year=plan.year, number__gt=plan.number).exists()


def is_newest_approved(plan: Plan) -> bool:
    """The version that stands: a later draft does not suspend it."""
    later = Plan.objects.filter(agency=plan.agency_id, year=plan.year, number__gt=plan.number)
    return not later.filter(state=State.APPROVED).exists()


def of_event(event_id: int) -> Plan:
    return _plans().get(pk=audit.event(event_id).about_id)


# --- lines ----------------------------------------------------------------------------------------


def lines(plan: Plan) -> list[Line]:
    """By month, those without one last; with their curricula, and needs with whom they are of."""
    rows = Line.objects.filter(plan=plan).select_related("version__course", "by", "plan")
    return list(rows.prefetch_related("needs__unit", "needs__post", "needs__person"))


def line(line_id: uuid.UUID, *, viewer: "Person") -> Line:
    """For the organiser of the agency whose plan it is."""
    found(viewer if rules.may_draft(viewer) else None)
    rows = Line.objects.select_related("plan__agency", "version__course", "by")
    return found(rows.filter(pk=line_id, plan__agency=agency_of(viewer)).first())


def line_of(cohort: Any) -> Line | None:
    """The line a class was made from."""
    row = Opened.objects.filter(cohort=cohort).select_related("line__plan", "line__version__course").first()
    return row.line if row else None


def lines_for(cohort: "Cohort", *, viewer: "Person") -> list[Line]:
    """The lines of plans that stand to which a class of this course may belong, the newest year first."""
    rows = Line.objects.filter(plan__agency=agency_of(viewer), plan__state=State.APPROVED)
    rows = rows.filter(version__course=cohort.version.course_id).select_related("plan")
    known = list(rows.order_by("-plan__year", "-plan__number", "month"))
    last: dict[int, int] = {}
    for row in known:
        last.setdefault(row.plan.year, row.plan.number)
    return [row for row in known if row.plan.number == last[row.plan.year]]


def curriculum(row: Line) -> "Version":
    """What the line teaches; an approved one always says it."""
    return found(row.version)


def newest_version(course_id: Any) -> "Version | None":
    return next((each for each in courses.newest_versions() if each.course_id == course_id), None)


def needs_of(row: Line) -> "list[Need]":
    return list(
        row.needs.filter(withdrawn_at=None).select_related("unit", "post", "person").order_by("unit__name")
    )


def opened_from(row: Line) -> list[Any]:
    """The classes of this line, whichever version of the plan they were made under."""
    ids = Opened.objects.filter(line__root=row.root, line__plan__agency=row.plan.agency_id)
    return classes.these(ids.values_list("cohort_id", flat=True))


def answers(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Answer]:
    """For `needs`: the line that answers each of these, of the version that stands before that of a draft; three queries."""
    rows = Line.needs.through.objects.filter(need_id__in=ids).select_related("line__plan")
    links = list(rows.order_by("line__plan__number"))
    standing = _standing({row.line.plan.year for row in links})
    announced = _announced({row.line.root for row in links})
    told: dict[uuid.UUID, Answer] = {}
    for row in links:
        line, plan = row.line, row.line.plan
        if plan.number >= standing[plan.agency_id, plan.year] and row.need_id not in told:
            is_settled, held = plan.state == State.APPROVED, announced.get(line.root, [])
            told[row.need_id] = Answer(f"{line.subject} ({plan})", plan.get_state_display(), is_settled, held)
    return told


def _announced(roots: set[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """By line: its classes that everybody may see."""
    rows = Opened.objects.filter(line__root__in=roots, cohort__stage__in=classes.PUBLIC)
    told: dict[uuid.UUID, list[Any]] = {}
    for row in rows.select_related("cohort", "line").order_by("cohort__number"):
        told.setdefault(row.line.root, []).append(row.cohort)
    return told


def _standing(years: set[int]) -> dict[tuple[int, int], int]:
    """By agency and year: the number of the version that stands, or of the newest where none was approved."""
    told: dict[tuple[int, int], int] = {}
    rows = Plan.objects.filter(year__in=years).order_by("number")
    for agency, year, number, state in rows.values_list("agency_id", "year", "number", "state"):
        if state == State.APPROVED or number == 1:
            told[agency, year] = number
    return told


# --- what came of it ------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineRow:
    """A line with its JP, the needs it answers, its classes and what came of them."""

    line: Line
    jp: Decimal | None
    cohorts: list[Any]
    came: Realised

    @property
    def month(self) -> str:
        return methods.month_name(self.line.month)


def cohorts_of(year: int, agency_id: int) -> dict[uuid.UUID, list[Any]]:
    """The classes of each line of a year, by the line's root; two queries."""
    rows = Opened.objects.filter(line__plan__year=year, line__plan__agency=agency_id)
    roots = dict(rows.values_list("cohort_id", "line__root"))
    told: dict[uuid.UUID, list[Any]] = {}
    for cohort in classes.these(roots):
        told.setdefault(roots[cohort.pk], []).append(cohort)
    return told


def realised(cohorts: Iterable[Any]) -> dict[uuid.UUID, Realised]:
    """By class; two queries whatever their number."""
    rows = list(cohorts)
    spent, earned = evaluation.spent_on(rows), certificates.earned_in(rows)
    told = {}
    for row in rows:
        passed, minutes = earned.get(row.pk, (0, Decimal(0)))
        rupiah, is_counted = spent.get(row.pk, (0, False))
        told[row.pk] = Realised(1, row.taken, passed, minutes, rupiah, is_counted)
    return told


def rows_of(plan: Plan) -> tuple[list[LineRow], Planned, Realised]:
    """Every line with what came of it, and both sums; a fixed number of queries."""
    shown = lines(plan)
    minutes = courses.minutes_of({row.version for row in shown if row.version})
    classes_of = cohorts_of(plan.year, plan.agency_id)
    came = realised(each for rows in classes_of.values() for each in rows)
    rows = [
        LineRow(
            row, jp.shown(minutes[row.version_id]) if row.version_id in minutes else None,
            classes_of.get(row.root, []),
            methods.realised(came[each.pk] for each in classes_of.get(row.root, [])),
        )
        for row in shown
    ]  # fmt: skip
    return rows, methods.planned(shown, minutes), methods.realised(row.came for row in rows)


def unanswered(plan: Plan, shown: Iterable[Line]) -> "list[Need]":
    """Needs of the year that no line of this version answers."""
    taken = {need.pk for row in shown for need in row.answered}
    return [need for need in needs.of_year(plan.year) if need.pk not in taken]


def faults(rows: Iterable[Line]) -> list[str]:
    """What lacks before the plan can be submitted, line by line."""
    asked = {
        "version_id": _("kurikulum"), "participants": _("jumlah peserta"), "month": _("bulan"),
        "cost": _("perkiraan biaya"),
    }  # fmt: skip
    told = []
    for row in rows:
        lacking = [str(name) for key, name in asked.items() if getattr(row, key) is None]
        if lacking:
            told.append(_("“%(line)s” belum menyebut %(what)s.") % {"line": row, "what": ", ".join(lacking)})
    return told


# --- pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A version of a plan as its page shows it."""

    plan: Plan
    rows: list[LineRow]
    planned: Planned
    came: Realised
    unanswered: "list[Need]"
    faults: list[str]
    may: dict[str, bool] = field(default_factory=dict)

    @property
    def groups(self) -> list[Group]:
        """What no line answers, by subject: each may become one line."""
        return by_subject(self.unanswered)


def page_of(year: int, number: str, *, viewer: "Person") -> dict[str, Any]:
    """The asked version, or the newest; a year without a plan has none."""
    agency = agency_of(viewer)
    every = versions(agency, year)
    plan = next((row for row in every if str(row.number) == number), every[0] if every else None)
    return {
        "agency": agency,
        "versions": every,
        "shown": _page(plan, every, viewer) if plan else None,
        "is_organiser": rules.may_draft(viewer),
    }


def _page(plan: Plan, every: list[Plan], viewer: "Person") -> Page:
    rows, wanted, came = rows_of(plan)
    shown = [row.line for row in rows]
    writes, is_last = rules.may_draft(viewer), plan.pk == every[0].pk
    standing = next((row.pk for row in every if row.state == State.APPROVED), None)
    decides = rules.leads(plan, servants.training_led_by(viewer)) and rules.may_turn(plan, State.APPROVED)
    may = {
        "write": writes and is_last and rules.is_draft(plan),
        "revise": writes and is_last and plan.state == State.APPROVED,
        "open": writes and plan.pk == standing,
        "decide": decides and is_last,
        "approve": decides and is_last and rules.has_other_eyes(viewer, rules.authors(plan, shown)),
    }
    return Page(plan, rows, wanted, came, unanswered(plan, shown), faults(shown), may)


@dataclass(frozen=True)
class UnitShort:
    """A unit beside the needs that were recorded of it, with how many of its people lack JP and how many JP."""

    unit: ledger.Unit
    needs: int

    @property
    def lacks(self) -> Decimal:
        return sum((row.year.lacks for row in self.unit.rows), Decimal(0))


def head_page(year: int, *, viewer: "Person") -> dict[str, Any]:
    """The approved plan (or the newest), month by month against what came of it, and who lacks JP by unit."""
    agency = agency_of(viewer)
    every = versions(agency, year)
    plan = next((row for row in every if row.state == State.APPROVED), every[0] if every else None)
    shown = _page(plan, every, viewer) if plan else None
    inside = {each.pk for row in shown.rows for each in row.cohorts} if shown else set()
    outside = [row for row in classes.of_year(year) if row.pk not in inside]
    came = realised(outside)
    counted: dict[int, int] = {}
    for need in needs.of_year(year):
        counted[need.unit_id] = counted.get(need.unit_id, 0) + 1
    units = [UnitShort(unit, counted.get(unit.agency.pk, 0)) for unit in ledger.all_units(year)]
    return {
        "agency": agency,
        "shown": shown,
        "outside": [(row, came[row.pk]) for row in outside],
        "outside_sum": methods.realised(came.values()),
        "units": sorted(units, key=lambda each: (-each.unit.short, each.unit.agency.name)),
    }


# --- as a workbook --------------------------------------------------------------------------------


def book_of(shown: Page) -> list[methods.Sheet]:
    """The lines, what no line answers, and where it all comes from."""
    head = [
        _("Pelatihan"), _("Kurikulum"), _("JP"), _("Bulan"), _("Triwulan"), _("Peserta"), _("Perkiraan biaya (Rp)"),
        _("Sektor unggulan"), _("Kebutuhan yang dijawab"), _("Kelas"), _("Terdaftar"), _("Lulus"),
        _("JP sertifikat"), _("Realisasi (Rp)"),
    ]  # fmt: skip
    rows = [_cells(row) for row in shown.rows]
    wanted, came = shown.planned, shown.came
    rows.append([
        _("Jumlah"), "", "", "", "", wanted.participants, wanted.cost, "", "", came.classes, came.enrolled, came.passed,
        came.jp, came.spent,
    ])  # fmt: skip
    lacking = [
        [
            need.subject,
            need.unit.name,
            need.whom,
            need.get_urgency_display(),
            "" if need.gap is None else need.gap,
        ]
        for need in shown.unanswered
    ]
    asked = [_("Kompetensi"), _("Unit"), _("Untuk"), _("Kemendesakan"), _("Kesenjangan (tingkat)")]
    return [
        methods.Sheet(_("Rencana"), head, rows), methods.Sheet(_("Belum dijawab"), asked, lacking, 30),
        methods.Sheet(_("Keterangan"), [_("Hal"), _("Isi")], _about(shown.plan), 60),
    ]  # fmt: skip


def _cells(row: LineRow) -> list[Any]:
    line, came = row.line, row.came
    return [
        line.subject, str(line.version) if line.version else "", row.jp, row.month, line.quarter, line.participants,
        line.cost, line.sector.get("name", ""), len(line.answered),
        ", ".join(each.number for each in row.cohorts), came.enrolled, came.passed, came.jp, came.spent,
    ]  # fmt: skip


def _about(plan: Plan) -> list[list[str]]:
    told = [
        [_("Rencana"), str(plan)], [_("Instansi"), plan.agency.name], [_("Keadaan"), plan.get_state_display()],
        [_("Disusun oleh"), plan.drafted_by.name],
    ]  # fmt: skip
    if plan.approved_by and plan.approved_at:
        when = date_format(timezone.localtime(plan.approved_at), "j F Y H.i")
        told.append([_("Disetujui oleh"), f"{plan.approved_by.name}, {when}"])
    if plan.reason:
        told.append([_("Alasan perubahan"), plan.reason])
    if plan.is_sample:
        told.append([_("Catatan"), _("data contoh")])
    now = date_format(timezone.localtime(), "j F Y H.i")
    return [*told, [_("Sumber"), _("Catatan kota: kelas, sertifikat, dan realisasi biaya, per %s") % now]]
