"""Reading the survey."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from balaikota.engine.cases.models import Case
from balaikota.engine.satisfaction import methods, rules
from balaikota.engine.satisfaction.models import Invitation, Promise, Sheet
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit import pdf
from balaikota.kit.errors import found

PAPER = Path(__file__).parent / "typst" / "laporan-skm.typ"


@dataclass(frozen=True)
class Report:
    """One unit in one quarter."""

    agency: Agency
    quarter: str
    result: methods.Result
    promises: dict[str, Promise]
    services: list[Any]

    @property
    def name(self) -> str:
        return methods.quarter_name(self.quarter)

    @property
    def is_told(self) -> bool:
        """With very few sheets the parts would tell what one person said."""
        return self.result.answered >= methods.FEWEST_SHOWN

    @property
    def lowest(self) -> list[tuple[methods.Score, Promise | None]]:
        return [(score, self.promises.get(score.element.key)) for score in self.result.lowest]


def invitation(number: str, *, viewer: Person) -> Invitation:
    """The viewer's own."""
    rows = Invitation.objects.select_related("case__applicant", "agency", "service")
    return found(rows.filter(case__number=number, case__applicant=viewer).first())


def case_asked_about(event_id: int) -> Case:
    """The case whose applicant was invited, for reactions."""
    rows = Invitation.objects.select_related("case__applicant", "case__edition__service")
    return rows.get(pk=audit.event(event_id).about_id).case


def locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case__applicant", "agency", "service").get(pk=invitation.pk)


def report(code: str, quarter: str) -> Report:
    """What the people said of a unit in a quarter; 404 when nobody was served."""
    agency = found(organisations.agencies().filter(code=code).first())
    invited = Invitation.objects.filter(agency=agency, quarter=quarter)
    population = invited.count()
    found(population or None)
    sheets = Sheet.objects.filter(agency=agency, quarter=quarter).values_list("answers", flat=True)
    promises = Promise.objects.filter(agency=agency, quarter=quarter).select_related("by").order_by("at")
    services = invited.values("service__name").annotate(
        n=Count("pk"), answered=Count("pk", filter=Q(is_answered=True))
    )
    return Report(
        agency,
        quarter,
        methods.result(sheets, population),
        {promise.element: promise for promise in promises},
        list(services.order_by("-n", "service__name")),
    )


def reports() -> list[Report]:
    """The newest quarter of each unit that was asked about, by name."""
    pairs = Invitation.objects.order_by("agency__name", "-quarter").distinct("agency__name")
    return [report(code, quarter) for code, quarter in pairs.values_list("agency__code", "quarter")]


def quarters(agency: Agency) -> list[str]:
    """The quarters of a unit, newest first."""
    rows = Invitation.objects.filter(agency=agency).order_by("-quarter").values_list("quarter", flat=True)
    return list(rows.distinct())


def report_for_print(code: str, quarter: str, *, viewer: Person) -> Report:
    told = report(code, quarter)
    return found(told if rules.may_print(viewer, told.agency) else None)


def paper(report: Report) -> bytes:
    """The report of a unit and quarter as PDF/A, for the ministry's file. Not a letter: it has no number."""
    told = report.result
    content = {
        "unit": report.agency.name,
        "quarter": report.name,
        "drawn_on": methods.date_short(timezone.localdate()),
        "population": told.population,
        "answered": told.answered,
        "incomplete": told.incomplete,
        "required": told.required,
        "is_sufficient": told.is_sufficient,
        "ikm": methods.decimal(told.ikm) if told.ikm is not None else "–",
        "letter": told.letter or "–",
        "label": told.label or "–",
        "scores": [
            {
                "name": score.element.name,
                "key": score.element.key.upper(),
                "counts": score.counts,
                "nrr": methods.decimal(score.nrr),
            }
            for score in (told.scores if report.is_told else ())
        ],
        "lowest": [
            {"name": score.element.name, "promise": promise.text if promise else ""}
            for score, promise in (report.lowest if report.is_told else ())
        ],
        "services": [[row["service__name"], row["n"], row["answered"]] for row in report.services],
    }
    sample = Sheet.objects.filter(agency=report.agency, quarter=report.quarter, is_sample=True).exists()
    return pdf.draw(PAPER, content, example=sample)
