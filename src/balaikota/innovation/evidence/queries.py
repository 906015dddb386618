"""Reading plans and findings, and reading the city's records for them."""

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Outcome as Ended
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.statistics import queries as statistics
from balaikota.innovation.evidence import methods, rules
from balaikota.innovation.evidence.models import Measurement, Outcome, Plan
from balaikota.kit import pdf
from balaikota.kit.errors import found
from balaikota.kit.exports import as_csv

PAPER = Path(__file__).parent / "typst" / "laporan-bukti.typ"
SCRIPT = Path(__file__).parent / "data" / "ulang.py.txt"


def by_id(plan_id: str) -> Plan:
    return Plan.objects.get(pk=plan_id)


def locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update().get(pk=plan.pk)


def plan(plan_id: Any, *, viewer: Person | None) -> Plan:
    """A locked plan for anybody; one that may still change for whoever wrote it."""
    try:
        row = Plan.objects.filter(pk=plan_id).first()
    except ValidationError:
        row = None
    return found(row if row is not None and rules.may_see(viewer, row) else None)


def newest(plan: Plan) -> Measurement | None:
    return plan.measurements.order_by("-at").first()


def measured() -> QuerySet[Measurement]:
    """The newest finding of each plan."""
    return Measurement.objects.order_by("plan_id", "-at").distinct("plan_id").select_related("plan")


def due() -> QuerySet[Plan]:
    """Locked plans whose review has come and that were not measured since."""
    last = Measurement.objects.filter(plan=OuterRef("pk")).order_by("-at").values("at__date")[:1]
    rows = Plan.objects.filter(locked_at__isnull=False, review_on__lte=timezone.localdate())
    return rows.annotate(last=Subquery(last)).filter(Q(last=None) | Q(last__lt=F("review_on")))


# --- the lock -------------------------------------------------------------------------------------


def content(plan: Plan) -> dict[str, Any]:
    """What the digest covers, as it comes back from the database."""
    said = {name: getattr(plan, name) for name in methods.SEALED}
    return said | {
        "review_on": plan.review_on.isoformat(),
        "beside": list(plan.beside),
        "wanted": float(plan.wanted),
    }


def broken_locks() -> list[str]:
    """Locked plans that are no longer what the chain says they were: for `balaikota audit verify`."""
    standing = {str(row.pk): row for row in Plan.objects.all()}
    faults = []
    for event in audit.named("evidence.locked"):
        row = standing.get(event.about_id)
        if row is None:
            faults.append(f"rencana bukti {event.about_id} hilang sesudah dikunci (kejadian {event.pk})")
        elif methods.digest(content(row)) != event.detail.get("digest"):
            faults.append(f"rencana bukti “{row.title}” diubah sesudah dikunci (kejadian {event.pk})")
    return faults


# --- the records ----------------------------------------------------------------------------------

Rows = dict[str, dict[str, float]]


def unit_of(outcome: str, figure: str) -> str:
    if outcome == Outcome.CASE_DAYS:
        return _("hari")
    return found(statistics.figures().filter(code=figure).first()).unit


def records(plan: Plan, last_month: str) -> Rows:
    """The outcome by unit and month, from the plan's first month up to and with this one."""
    if plan.outcome == Outcome.FIGURE:
        wanted = set(methods.months(plan.first_month, last_month))
        readings = statistics.series(plan.figure).values_list("period", "value")
        return {methods.WHOLE_CITY: {month: float(value) for month, value in readings if month in wanted}}
    return case_days(plan.service, plan.first_month, last_month, whole=methods.WHOLE_CITY in plan.starts)


def case_days(service: str, first: str, last: str, *, whole: bool = False) -> Rows:
    """Mean calendar days from submission to the decision of granted cases, by month of decision.

    The unit is the kelurahan of the applicant's family card on the day of submission. Months with fewer than three
    cases of a unit are left empty.
    """
    rows = cases.at_desks().filter(
        outcome=Ended.GRANTED, closed_at__gte=_moment(first), closed_at__lt=_moment(methods.shifted(last, 1))
    )
    if service:
        rows = rows.filter(edition__service__slug=service)
    grouped = rows.annotate(month=TruncMonth("closed_at"))
    names = ["month"]
    if not whole:
        at = "applicant__keanggotaan__"
        lived = Q(**{f"{at}from_on__lte": F("submitted_at__date")})
        stayed = Q(**{f"{at}until_on": None}) | Q(**{f"{at}until_on__gte": F("submitted_at__date")})
        grouped = grouped.filter(lived & stayed).annotate(place=F(f"{at}kartu_keluarga__kelurahan__code"))
        names.append("place")
    told: Rows = defaultdict(dict)
    counted = grouped.values(*names).annotate(took=Avg(F("closed_at") - F("submitted_at")), n=Count("pk"))
    for row in counted.order_by():
        if row["n"] >= methods.FEWEST:
            unit = row.get("place", methods.WHOLE_CITY)
            told[unit][methods.month_of(row["month"])] = row["took"].total_seconds() / 86_400
    return dict(told)


def _moment(month: str) -> datetime:
    year, number = month.split("-")
    return datetime(int(year), int(number), 1, tzinfo=timezone.get_current_timezone())


def comparable(plan: Plan) -> list[str]:
    """Every other kelurahan of the city with a value in each of the 24 months before the first start."""
    before = methods.shifted(min(plan.starts.values()), -1)
    spans = methods.months(max(plan.first_month, methods.shifted(before, -23)), before)
    rows = case_days(plan.service, spans[0], before)
    whole = methods.whole_rows(rows, sorted(rows), spans)
    moved = _moved_by_others(plan) | set(plan.starts)
    return [code for code in whole if code not in moved]


def _moved_by_others(plan: Plan) -> set[str]:
    """Places where another locked plan means to move the same: they are no comparison."""
    rows = Plan.objects.filter(
        locked_at__isnull=False, outcome=plan.outcome, last_month__gte=plan.first_month
    )
    same = rows.filter(service__in=(plan.service, "")) if plan.service else rows
    return {code for starts in same.values_list("starts", flat=True) for code in starts}


def _spans(plan: Plan, today: date) -> list[str]:
    """From the plan's first month to its last, or to the last whole month."""
    return methods.months(
        plan.first_month, min(plan.last_month, methods.shifted(methods.month_of(today), -1))
    )


def table(plan: Plan, *, today: date | None = None) -> tuple[list[str], dict[str, list[float]]]:
    """Months, and the units that have a value in each; the months begin where those that got it have values."""
    spans = _spans(plan, today or timezone.localdate())
    rows = records(plan, spans[-1]) if spans else {}
    known = [set(rows.get(unit, {})) for unit in plan.starts]
    begun = max((min(months) for months in known if months), default="")
    spans = [month for month in spans if begun and month >= begun]
    return spans, methods.whole_rows(rows, [*plan.starts, *plan.beside], spans)


def foreseen(plan: Plan) -> dict[str, Any]:
    """What the months before the start could show at all; empty when there are too few."""
    before = methods.shifted(min(plan.starts.values()), -1)
    spans, rows = table(plan, today=_moment(methods.shifted(before, 1)).date())
    if len(spans) < methods.FEWEST * 4 or not any(unit in rows for unit in plan.starts):
        return {"months_before": len(spans)}
    import numpy as np

    from balaikota.innovation.measuring import methods as measuring

    after = methods.between(before, plan.last_month)
    values = np.array(list(rows.values()))
    told = measuring.foreseen(values, [unit in plan.starts for unit in rows], after, plan.wanted)
    return {
        "months_before": told.months_before,
        "months_after": after,
        "detectable": round(told.detectable, 4),
        "months_needed": told.months_needed,
        "units": len(rows),
    }


TOO_EARLY = {"verdict": "early", "design": "early", "is_undecided": True}


def found_now(plan: Plan, *, today: date | None = None) -> dict[str, Any]:
    """The fields of a measurement, from the records as they are."""
    spans, rows = table(plan, today=today)
    starts = [spans.index(plan.starts[unit]) if plan.starts.get(unit) in spans else None for unit in rows]
    if all(start is None for start in starts):
        return TOO_EARLY | {"detail": {"months": spans, "table": rows}}
    import numpy as np

    from balaikota.innovation.measuring import methods as measuring

    better = -1 if plan.better == "lower" else 1
    told = measuring.examined(measuring.Question(np.array(list(rows.values())), starts, better, plan.wanted))
    got = [unit for unit in plan.starts if unit in rows]
    labels = (plan.unit, places(got), _("seandainya tanpa inovasi"))
    kept = {
        name: getattr(told.main, name) if told.main else None for name in ("effect", "low", "high", "se", "p")
    }
    return kept | {
        "verdict": told.verdict.value,
        "design": told.design.value,
        "is_undecided": told.is_undecided,
        "detail": _kept(told)
        | {"months": spans, "table": rows, "starts": {unit: plan.starts[unit] for unit in got}},
        "chart": measuring.drawn(told, spans, min(plan.starts[unit] for unit in got), labels),
    }


def _kept(told: Any) -> dict[str, Any]:
    """What a finding keeps besides its numbers."""
    return {
        "main": vars(told.main) if told.main else None,
        "second": vars(told.second) if told.second else None,
        "doubts": list(told.doubts),
        "checks": told.checks,
        "seen": told.seen,
        "expected": told.expected,
    }


def places(codes: Any) -> str:
    """The names of these units: "Kelurahan Aur", "Aur dan Hamdan", or the city."""
    names = [regions_name(code) for code in codes]
    if len(names) > 3:
        return _("%(n)s kelurahan") % {"n": len(names)}
    return _(" dan ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def regions_name(code: str) -> str:
    if code == methods.WHOLE_CITY:
        return regions.city().name
    known = regions.region(code)
    return _("Kelurahan %s") % known.name if known else code


# --- telling --------------------------------------------------------------------------------------


def what_of(plan: Plan) -> str:
    """What is measured, in words."""
    if plan.outcome == Outcome.FIGURE:
        return str(found(statistics.figures().filter(code=plan.figure).first()))
    service = catalogue.service(plan.service).name if plan.service else _("semua layanan")
    return _("Lama layanan %(service)s") % {"service": service}


def told(row: Measurement) -> dict[str, Any]:
    """A finding as pages and papers show it."""
    plan, detail = row.plan, row.detail
    found_ = {"verdict": row.verdict, "effect": row.effect, "low": row.low, "high": row.high}
    units = detail.get("table", {})
    return {
        "row": row,
        "plan": plan,
        "sentence": methods.sentence(found_, what=what_of(plan), unit=plan.unit, where=places(plan.starts)),
        "design": methods.design_told(row.design),
        "main": _estimate(detail.get("main")),
        "second": _estimate(detail.get("second")),
        "doubts": methods.doubts_told(detail.get("doubts", ())),
        "checks": detail.get("checks", {}),
        "level": methods.level(row.verdict, row.design, has_plan=plan.is_locked),
        "lines": [
            {
                "month": methods.month_told(month),
                "seen": methods.number(seen),
                "expected": methods.number(expected),
            }
            for month, seen, expected in zip(
                detail.get("months", ()), detail.get("seen", ()), detail.get("expected") or (), strict=False
            )
        ],
        "others": [regions_name(unit) for unit in units if unit not in plan.starts],
    }


def page_of(plan: Plan) -> dict[str, Any]:
    """A plan's page: what it says, what was found last, and what was found before."""
    rows = list(plan.measurements.order_by("-at")[:12])
    return {
        "plan": plan,
        "what": what_of(plan),
        "where": places(plan.starts),
        "starts": [(regions_name(unit), methods.month_told(month)) for unit, month in plan.starts.items()],
        "data": [methods.month_told(month) for month in (plan.first_month, plan.last_month)],
        "beside": [regions_name(unit) for unit in plan.beside],
        "detectable": methods.number(plan.forecast.get("detectable")),
        "wanted": methods.number(plan.wanted),
        "is_weak": (plan.forecast.get("detectable") or 0) > plan.wanted,
        "told": told(rows[0]) if rows else None,
        "earlier": rows[1:],
    }


def _estimate(said: dict[str, Any] | None) -> dict[str, Any] | None:
    if not said:
        return None
    shown = {name: methods.number(said[name]) for name in ("effect", "low", "high")}
    return shown | {"name": methods.method_told(said["method"]), "p": methods.chance(said["p"])}


def sheet(row: Measurement) -> str:
    """The data behind a finding, as CSV: one line per unit and month."""
    rows = [["unit", "nama", "bulan", "mulai", "nilai"]]
    for unit, values in row.detail.get("table", {}).items():
        for month, value in zip(row.detail["months"], values, strict=True):
            rows.append([unit, regions_name(unit), month, row.plan.starts.get(unit, ""), f"{value:.6f}"])
    return as_csv(rows)


def paper(row: Measurement) -> bytes:
    """The report of a finding as PDF/A, with chart, method, data and what speaks against it."""
    shown = told(row)
    plan = shown.pop("plan")
    del shown["row"]
    content_ = shown | {
        "title": plan.title,
        "verdict": row.get_verdict_display(),
        "is_undecided": row.is_undecided,
        "where": places(plan.starts),
        "what": what_of(plan),
        "unit": plan.unit,
        "wanted": methods.number(plan.wanted),
        "better": plan.get_better_display(),
        "starts": [[regions_name(unit), methods.month_told(month)] for unit, month in plan.starts.items()],
        "locked": timezone.localtime(plan.locked_at).strftime("%d-%m-%Y %H.%M") if plan.locked_at else "",
        "digest": plan.digest,
        "measured": timezone.localtime(row.at).strftime("%d-%m-%Y %H.%M"),
        "other_causes": plan.other_causes,
        "chart": row.chart,
    }
    return pdf.draw(PAPER, content_, example=plan.is_sample, at=row.at)
