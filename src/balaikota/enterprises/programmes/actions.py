"""Publishing a cohort, applying, selecting, moving up, giving tools."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balaikota.enterprises.coaching import actions as coaching
from balaikota.enterprises.coaching import queries as mentorings
from balaikota.enterprises.coaching.models import Cause
from balaikota.enterprises.ladder import queries as ladder
from balaikota.enterprises.programmes import methods, queries, rules
from balaikota.enterprises.programmes.models import Application, Cohort, Handover, State, Tool
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.kit.errors import require


def _managed() -> str:
    return _("Program diurus pengelola program.")


@transaction.atomic
def publish(told: dict[str, Any], *, by: Person, is_sample: bool = False) -> Cohort:
    """Publish a cohort with the criteria in force today; they stay its own whatever changes later."""
    require(rules.may_manage(by), _managed())
    in_order = told["opens_on"] <= told["closes_on"] < told["starts_on"] <= told["ends_on"]
    require(in_order, _("Urutan tanggal: dibuka, ditutup, mulai, berakhir."), status=422)
    cohort = Cohort.objects.create(
        **told, slug=_free_slug(told["name"]), criteria=methods.criteria_on(timezone.localdate()),
        published_by=by, is_sample=is_sample,
    )  # fmt: skip
    for entry in queries.Cohorts().entries():
        if entry.key == cohort.slug:
            search.put(entry)
    audit.record("programmes.published", cohort, by=by, quota=cohort.quota)
    return cohort


def _free_slug(name: str) -> str:
    first = slugify(name)[:40] or "program"
    slug, number = first, 1
    while queries.known(slug):
        number += 1
        slug = f"{first}-{number}"
    return slug


@transaction.atomic
def apply(cohort: Cohort, enterprise: Enterprise, *, by: Person) -> Application:
    """An owner applies for one of their businesses, while the cohort is open. One who withdrew may apply again."""
    cohort = queries.locked(cohort)
    require(register.owns(by, enterprise), _("Pendaftaran dikirim pemilik usaha."))
    today = timezone.localdate()
    told = {"from": cohort.opens_on.strftime("%d-%m-%Y"), "to": cohort.closes_on.strftime("%d-%m-%Y")}
    require(rules.is_open(cohort, today), _("Pendaftaran dibuka %(from)s sampai %(to)s.") % told, status=409)
    row, is_new = Application.objects.get_or_create(cohort=cohort, enterprise=enterprise, defaults={"by": by})
    require(is_new or row.state == State.WITHDRAWN, _("Usaha ini sudah terdaftar."), status=409)
    if not is_new:
        row.state, row.applied_at, row.reason = State.APPLIED, timezone.now(), ""
        row.save(update_fields=["state", "applied_at", "reason"])
    audit.record("programmes.applied", row, by=by, cohort=cohort.slug)
    return row


@transaction.atomic
def select(cohort: Cohort, *, by: Person | None) -> None:
    """Judge everybody by the published criteria, on the same day; the quota is taken, the rest waits in order."""
    require(by is None or rules.may_manage(by), _managed())
    cohort, today = queries.locked(cohort), timezone.localdate()
    require(
        rules.may_select(cohort, today),
        _("Seleksi dijalankan sekali, sesudah pendaftaran ditutup."),
        status=409,
    )
    rows = {row.pk: row for row in queries.applications(cohort).filter(state=State.APPLIED)}
    entrants = []
    for row in rows.values():
        entrant, known = queries.entrant(row, today)
        row.facts, row.points = known, entrant.points
        row.why = [
            {name: str(v) if isinstance(v, Decimal) else v for name, v in asdict(each).items()}
            for each in entrant.judged
        ]
        entrants.append(entrant)
    cohort.selected_at = timezone.now()
    cohort.save(update_fields=["selected_at"])
    for rank, entrant in enumerate(methods.ordered(entrants), 1):
        rows[entrant.key].rank = rank
    for row in sorted(rows.values(), key=lambda each: each.rank or len(rows) + 1):
        _settle_first(row, cohort.quota)
    audit.record("programmes.selected", cohort, by=by, applied=len(rows), quota=cohort.quota)


def _settle_first(row: Application, quota: int) -> None:
    """Where a business comes to stand on the day of selection."""
    if row.rank is None:
        row.state = State.UNFIT
    else:
        row.state = State.TAKEN if row.rank <= quota else State.WAITING
    row.settled_at = timezone.now()
    row.save(update_fields=["facts", "points", "why", "rank", "state", "settled_at"])
    audit.record("programmes.placed", row, by=None, state=row.state, rank=row.rank)
    if row.state == State.TAKEN:
        _see_to_a_coach(row)


def _see_to_a_coach(row: Application) -> None:
    """Whoever is in a programme is coached, in its field."""
    if mentorings.current(row.enterprise) is None:
        coaching.request(row.enterprise, row.cohort.field, row.cohort.name, cause=Cause.PROGRAMME, by=None)


@transaction.atomic
def withdraw(application: Application, reason: str = "", *, by: Person) -> None:
    """The owner gives the place back, or the manager takes it with a reason; the next on the list moves up at once."""
    queries.locked(application.cohort)
    row = queries.locked_application(application)
    owns = register.owns(by, row.enterprise)
    require(owns or rules.may_manage(by), _("Pendaftaran ini milik usaha lain."))
    require(
        owns or len(reason.strip()) >= 5,
        _("Tuliskan mengapa dikeluarkan; pemilik akan membacanya."),
        status=422,
    )
    require(rules.is_standing(row), _("Pendaftaran ini sudah tidak berjalan."), status=409)
    began = timezone.localdate() >= row.cohort.starts_on and row.state == State.TAKEN
    row.state, row.reason, row.settled_at = (
        State.LEFT if began else State.WITHDRAWN,
        reason.strip()[:300],
        timezone.now(),
    )
    row.save(update_fields=["state", "reason", "settled_at"])
    audit.record("programmes.left", row, by=by, state=row.state)
    move_up(row.cohort)


@transaction.atomic
def move_up(cohort: Cohort) -> int:
    """Fill free places from the waiting list in its order, until the programme ends."""
    cohort, moved = queries.locked(cohort), 0
    while (
        cohort.selected_at and timezone.localdate() <= cohort.ends_on and queries.taken(cohort) < cohort.quota
    ):
        row = queries.next_waiting(cohort)
        if row is None:
            break
        row.state, row.settled_at = State.TAKEN, timezone.now()
        row.save(update_fields=["state", "settled_at"])
        audit.record("programmes.moved_up", row, by=None, rank=row.rank)
        _see_to_a_coach(row)
        moved += 1
    return moved


@transaction.atomic
def complete(application: Application, *, by: Person) -> None:
    """Who climbed a stage since the programme began has completed it; having been present has not."""
    require(rules.may_manage(by), _managed())
    row = queries.locked_application(application)
    require(
        row.state == State.TAKEN, _("Hanya peserta yang diterima dapat menyelesaikan program."), status=409
    )
    climbed = ladder.climbed_since(row.enterprise, row.cohort.starts_on)
    require(
        climbed > 0,
        _("Usaha ini belum naik satu tahap pun sejak program mulai; kehadiran saja belum cukup."),
        status=409,
    )
    row.state, row.settled_at = State.COMPLETED, timezone.now()
    row.save(update_fields=["state", "settled_at"])
    audit.record("programmes.completed", row, by=by, climbed=climbed)


# --- tools ----------------------------------------------------------------------------------------


@transaction.atomic
def stock(cohort: Cohort, told: dict[str, Any], *, by: Person) -> Tool:
    """Tools bought for a cohort, with their worth and where the money came from."""
    require(rules.may_manage(by), _managed())
    tool = Tool.objects.create(cohort=cohort, **told)
    audit.record("programmes.stocked", tool, by=by, quantity=tool.quantity, value=tool.value)
    return tool


@dataclass(frozen=True)
class Receipt:
    """Who took it, on which day, by which handover paper."""

    quantity: int
    received_by: str
    paper: str
    on: date


@transaction.atomic
def give(tool: Tool, application: Application, receipt: Receipt, *, by: Person) -> Handover:
    """Hand a tool to somebody in the cohort; never more than there are."""
    require(rules.may_manage(by), _managed())
    tool, row = queries.locked_tool(tool.pk, application.cohort), queries.locked_application(application)
    is_in = row.state in (State.TAKEN, State.COMPLETED)
    require(is_in, _("Alat diberikan kepada usaha yang diterima dalam angkatan ini."), status=422)
    left = tool.quantity - queries.given(tool)
    require(0 < receipt.quantity <= left, _("Tersisa %d alat.") % left, status=422)
    require(receipt.on <= timezone.localdate(), _("Tanggal serah terima belum tiba."), status=422)
    given = Handover.objects.create(tool=tool, application=row, by=by, **asdict(receipt))
    audit.record("programmes.given", given, by=by, tool=tool.name, quantity=receipt.quantity)
    return given
