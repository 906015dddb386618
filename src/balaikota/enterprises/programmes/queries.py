"""Cohorts, the facts criteria ask for, and the list with everybody's reasons."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.ladder import queries as ladder
from balaikota.enterprises.programmes import methods, rules
from balaikota.enterprises.programmes.models import Application, Cohort, Handover, State, Tool
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise, Stage
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.search.contract import Entry, Source
from balaikota.kit.errors import found

DAYS_A_YEAR = 365.2425


def cohorts() -> QuerySet[Cohort]:
    """Newest first, each with how many applied and how many are in."""
    rows = Cohort.objects.annotate(
        applied=Count("applications"), taken=Count("applications", filter=Q(applications__state=State.TAKEN))
    )
    return rows.order_by("-closes_on", "slug")


def cohort(slug: str) -> Cohort:
    return found(Cohort.objects.filter(slug=slug).first())


def known(slug: str) -> bool:
    return Cohort.objects.filter(slug=slug).exists()


def locked(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)


def applications(cohort: Cohort) -> QuerySet[Application]:
    """In the order of selection; before it, in the order they came."""
    rows = Application.objects.filter(cohort=cohort).select_related("enterprise__kelurahan__parent", "cohort")
    return rows.order_by(F("rank").asc(nulls_last=True), "applied_at", "pk")


def application(pk: int) -> Application:
    return found(Application.objects.select_related("cohort", "enterprise").filter(pk=pk).first())


def locked_application(application: Application) -> Application:
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("cohort", "enterprise").get(pk=application.pk)


def application_of(event_id: int) -> Application | None:
    rows = Application.objects.select_related("cohort", "enterprise")
    return rows.filter(pk=audit.event(event_id).about_id).first()


def own_application(cohort: Cohort, viewer: Person) -> list[Application]:
    """Those of the viewer's businesses."""
    owned = register.owned_by(viewer).values("pk")
    return list(applications(cohort).filter(enterprise__in=owned))


def to_select() -> QuerySet[Cohort]:
    """Cohorts whose last day to apply has passed; for the clock."""
    return Cohort.objects.filter(selected_at=None, closes_on__lt=timezone.localdate())


def place_in_line(application: Application) -> int:
    """1 for who moves up next."""
    before = Application.objects.filter(
        cohort=application.cohort, state=State.WAITING, rank__lt=application.rank
    )
    return before.count() + 1


def taken(cohort: Cohort) -> int:
    return Application.objects.filter(cohort=cohort, state__in=(State.TAKEN, State.COMPLETED)).count()


def members(most: int) -> list[Enterprise]:
    """Businesses that take part in a programme which is under way today, the newest programme first."""
    rows = Application.objects.filter(state=State.TAKEN, cohort__ends_on__gte=timezone.localdate())
    rows = rows.select_related("enterprise").order_by("-cohort__starts_on", "enterprise__name", "pk")
    return list({row.enterprise_id: row.enterprise for row in rows[:most]}.values())


def next_waiting(cohort: Cohort) -> Application | None:
    rows = Application.objects.filter(cohort=cohort, state=State.WAITING).select_related(
        "enterprise", "cohort"
    )
    return rows.order_by("rank").first()


# --- facts ----------------------------------------------------------------------------------------


def facts(enterprise: Enterprise, on: date) -> dict[str, Any]:
    """What the register, the ladder and coaching know of a business on a day; nothing anybody has an opinion of."""
    said = register.latest_condition(enterprise)
    heads = [said.workers_male, said.workers_female] if said else [None, None]
    sexes = set(enterprise.owners.filter(until_on=None).values_list("person__jenis_kelamin", flat=True))
    sexes |= set(enterprise.owners.filter(until_on=None).values_list("jenis_kelamin", flat=True))
    months = register.sales(enterprise).filter(period__contains="-").values("period").distinct().count()
    return {
        "is_running": enterprise.stage == Stage.RUNNING,
        "size": said.size if said and said.size else None,
        "has_nib": bool(enterprise.nib),
        "is_coached": ladder.standing(enterprise) is not None,
        "sessions": coaching.held_count(enterprise),
        "sales_months": months,
        "workers": sum(each for each in heads if each is not None) if heads != [None, None] else None,
        "years": on.year - enterprise.started_year if enterprise.started_year else None,
        "is_womans": "perempuan" in sexes,
        "years_since_tool": _years_since_tool(enterprise, on),
    }


def _years_since_tool(enterprise: Enterprise, on: date) -> int | None:
    given = Handover.objects.filter(application__enterprise=enterprise).order_by("-on").first()
    return int((on - given.on).days / DAYS_A_YEAR) if given else None


def entrant(application: Application, on: date) -> tuple[methods.Entrant, dict[str, Any]]:
    known = facts(application.enterprise, on)
    judged = methods.judge(application.cohort.criteria["criteria"], known)
    return methods.Entrant(application.pk, application.applied_at, judged), known


# --- pages ----------------------------------------------------------------------------------------


def panel(enterprise: Enterprise, viewer: Person) -> dict[str, Any] | None:
    """The programmes this business applied to; and those one may apply to today."""
    rows = list(
        Application.objects.filter(enterprise=enterprise).select_related("cohort").order_by("-applied_at")[:5]
    )
    today, applied = timezone.localdate(), {row.cohort_id for row in rows}
    still = [each for each in cohorts()[:10] if rules.is_open(each, today) and each.pk not in applied]
    if not rows and not still:
        return None
    return {"enterprise": enterprise, "rows": rows, "open": still}


def page_of(cohort: Cohort, viewer: Person | None) -> dict[str, Any]:
    """The cohort for everybody; the list with names for who runs it; one's own with every reason."""
    today = timezone.localdate()
    manages = viewer is not None and rules.may_manage(viewer)
    mine = own_application(cohort, viewer) if viewer else []
    applied = {row.enterprise_id for row in mine}
    businesses = [each for each in register.owned_by(viewer)[:20] if each.pk not in applied] if viewer else []
    counted = dict(Application.objects.filter(cohort=cohort).values_list("state").annotate(n=Count("pk")))
    return {
        "cohort": cohort, "criteria": cohort.criteria["criteria"], "rule": cohort.criteria,
        "is_open": rules.is_open(cohort, today), "may_select": manages and rules.may_select(cohort, today),
        "mine": [(row, place_in_line(row) if row.state == State.WAITING else None) for row in mine],
        "businesses": businesses, "manages": manages,
        "rows": applications(cohort)[:500] if manages else [],
        "counts": [(state.label, counted.get(state, 0)) for state in State],
        "tools": tools(cohort), "handovers": handovers(cohort) if manages else [],
        "cutoff": _cutoff(cohort),
    }  # fmt: skip


def _cutoff(cohort: Cohort) -> Any:
    """The points of the last one taken: what an applicant compares their own with."""
    rows = Application.objects.filter(cohort=cohort, state__in=(State.TAKEN, State.COMPLETED))
    return rows.order_by("points").values_list("points", flat=True).first()


def tools(cohort: Cohort) -> list[dict[str, Any]]:
    """What was bought and what was given."""
    rows = Tool.objects.filter(cohort=cohort).annotate(given=Sum("handovers__quantity")).order_by("name")
    return [
        {
            "tool": row,
            "given": row.given or 0,
            "left": row.quantity - (row.given or 0),
            "worth": row.quantity * row.value,
        }
        for row in rows
    ]


def tool(pk: int, cohort: Cohort) -> Tool:
    return found(Tool.objects.filter(pk=pk, cohort=cohort).first())


def locked_tool(pk: int, cohort: Cohort) -> Tool:
    return found(Tool.objects.select_for_update(no_key=True).filter(pk=pk, cohort=cohort).first())


def given(tool: Tool) -> int:
    return tool.handovers.aggregate(n=Sum("quantity"))["n"] or 0


def handovers(cohort: Cohort) -> QuerySet[Handover]:
    rows = Handover.objects.filter(tool__cohort=cohort).select_related("tool", "application__enterprise")
    return rows.order_by("-on", "-pk")


class Cohorts(Source):
    """Programmes one may find from the home page."""

    kind = "umkm-program"
    label = _("Program UMKM")

    def entries(self) -> Iterator[Entry]:
        for each in Cohort.objects.order_by("pk"):
            yield Entry(
                self.kind,
                each.slug,
                each.get_absolute_url(),
                each.name,
                each.about[:200],
                ("umkm", "bantuan", "alat"),
            )
