"""Writing plans, locking them, and measuring."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.innovation.evidence import methods, queries, rules
from balaikota.innovation.evidence.models import Measurement, Outcome, Plan
from balaikota.kit.errors import require


@dataclass(frozen=True)
class Said:
    """What a plan says when it is written."""

    title: str
    outcome: str
    better: str
    wanted: float
    starts: dict[str, str]
    last_month: str
    review_on: date
    service: str = ""
    figure: str = ""
    unit: str = ""
    beside: tuple[str, ...] = ()
    first_month: str = ""
    other_causes: str = ""
    is_sample: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def write(said: Said, *, by: Person | None) -> Plan:
    """A plan that may still change. What the months before could show is computed at once."""
    require(bool(said.starts), _("Sebutkan di mana inovasi ini dicoba dan sejak bulan apa."), status=422)
    months = [*said.starts.values(), said.last_month]
    require(
        all(map(methods.is_month, months)),
        _("Bulan ditulis sebagai tahun dan bulan, misalnya 2026-04."),
        status=422,
    )
    require(min(months) < said.last_month, _("Bulan terakhir harus sesudah bulan mulai."), status=422)
    plan = Plan(
        title=said.title, outcome=said.outcome, service=said.service, figure=said.figure,
        unit=said.unit or queries.unit_of(said.outcome, said.figure), better=said.better, wanted=abs(said.wanted),
        starts=said.starts, beside=list(said.beside), first_month=said.first_month or methods.shifted(min(months), -36),
        last_month=said.last_month, review_on=said.review_on, other_causes=said.other_causes, by=by,
        is_sample=said.is_sample,
    )  # fmt: skip
    if not plan.beside and plan.outcome == Outcome.CASE_DAYS and methods.WHOLE_CITY not in plan.starts:
        plan.beside = queries.comparable(plan)
    plan.forecast = queries.foreseen(plan)
    plan.save(force_insert=True)
    audit.record("evidence.written", plan, by=by, outcome=plan.outcome)
    return plan


@transaction.atomic
def lock(plan: Plan, *, by: Person | None, today: date | None = None) -> Plan:
    """From here on nothing of the plan changes; its digest goes into the chain of events."""
    plan = queries.locked(plan)
    require(not plan.is_locked, _("Rencana ini sudah dikunci."), status=422)
    now = methods.month_of(today or timezone.localdate())
    require(
        rules.is_early_enough(plan, now),
        _("Rencana didaftarkan sebelum uji coba berakhir; bulan terakhirnya sudah lewat."),
        status=422,
    )
    plan.digest, plan.locked_at = methods.digest(queries.content(plan)), timezone.now()
    plan.save(update_fields=["digest", "locked_at"])
    audit.record("evidence.locked", plan, by=by, digest=plan.digest)
    return plan


@transaction.atomic
def ask_for_measurement(plan: Plan, *, by: Person | None) -> None:
    """The computing takes seconds and happens in a job."""
    require(plan.is_locked, _("Kunci rencananya dahulu; baru sesudah itu hasilnya dihitung."), status=422)
    audit.record("evidence.asked", plan, by=by)


@transaction.atomic
def measure(plan: Plan) -> Measurement:
    """Read the records as they are now and keep what was found beside what was found before."""
    require(plan.is_locked, _("Kunci rencananya dahulu; baru sesudah itu hasilnya dihitung."), status=422)
    found = queries.found_now(plan)
    row = Measurement.objects.create(plan=plan, **found)
    audit.record("evidence.measured", row, by=None, plan=str(plan.pk), verdict=row.verdict)
    return row
