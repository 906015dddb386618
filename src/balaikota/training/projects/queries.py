"""Reading action projects: the participant's own, the markers' list, and what became of them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.statistics import queries as statistics
from balaikota.kit.errors import found
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.projects import contract, methods, rules
from balaikota.training.projects.contract import Followed, Sector
from balaikota.training.projects.models import Marking, Project, Stage
from balaikota.training.rubrics import methods as rubrics

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.foundation.statistics.models import Reading
    from balaikota.training.classes.contract import Offer


def _whole() -> QuerySet[Project]:
    return Project.objects.select_related(
        "enrolment__cohort__version__course", "enrolment__person", "enrolment__unit"
    )


def of_cohort(cohort: Cohort) -> list[Project]:
    """Every project of a class, by the participant's name."""
    return list(_whole().filter(enrolment__cohort=cohort).order_by("enrolment__person__name"))


def of_person(person: "Person") -> list[Project]:
    """A person's projects, the newest first."""
    return list(_whole().filter(enrolment__person=person).order_by("-begun_at"))


def about(sector: str) -> list[Project]:
    """The judged projects that stand on this industry."""
    return list(_whole().filter(sector__code=sector, stage=Stage.JUDGED))


def of_enrolment(enrolment: Enrolment) -> Project | None:
    return _whole().filter(enrolment=enrolment).first()


def own_seat(number: str, *, viewer: "Person") -> Enrolment:
    """The viewer's seat in a class that asks for a project; to everybody else the page is not there."""
    cohort = classes.cohort(number, viewer=viewer)
    seat = classes.enrolment_of(viewer, cohort)
    is_theirs = seat is not None and rules.is_seated(seat) and rules.has_projects(cohort)
    return found(seat if is_theirs else None)


def own(number: str, *, viewer: "Person") -> Project:
    return found(of_enrolment(own_seat(number, viewer=viewer)))


def locked(project: Project) -> Project:
    return _whole().select_for_update(no_key=True, of=("self",)).get(pk=project.pk)


def to_mark(project_id: uuid.UUID, *, viewer: "Person") -> Project:
    """A project as its markers read it: not while it is being written."""
    row = found(_whole().filter(pk=project_id).first())
    reads = row.turn > 0 and classes.leads(viewer, row.enrolment.cohort)
    return found(row if reads else None)


def of_event(event_id: int) -> Project:
    return _whole().get(pk=audit.event(event_id).about_id)


# --- what it stands on ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A published figure with its newest reading."""

    reading: "Reading"
    is_chosen: bool


def readings(codes: "Collection[str]") -> "list[Reading]":
    """The newest reading of each of these figures; unknown codes are left out."""
    return [row for row in statistics.newest() if row.figure.code in codes]


def choices(project: Project, ticked: "Collection[str]") -> list[Choice]:
    """Every figure the city has published something for, with those that are ticked now, else those that were taken."""
    taken = ticked or {row.figure.code for row in taken_figures(project)}
    newest = sorted(statistics.newest(), key=lambda row: row.figure.name)
    return [Choice(row, row.figure.code in taken) for row in newest]


def taken_figures(project: Project) -> "list[Reading]":
    return list(project.figures.select_related("figure").order_by("figure__name"))


@dataclass(frozen=True)
class Taken:
    """A figure as it was when it was taken, what was published for it since, and the periods before it."""

    reading: "Reading"
    newer: "Reading | None"
    before: "list[Reading]"


def taken(project: Project) -> list[Taken]:
    told = []
    for row in taken_figures(project):
        series = list(statistics.series(row.figure.code))
        newest = series[-1] if series else row
        told.append(
            Taken(
                row,
                newest if newest.pk != row.pk else None,
                [each for each in series if each.period < row.period][-5:],
            )
        )
    return told


def sector(code: str) -> Sector | None:
    return next((each for each in contract.sectors() if each.code == code), None)


# --- marks ----------------------------------------------------------------------------------------


def markings(project: Project) -> list[Marking]:
    """Of the present turn, in the order they came."""
    rows = Marking.objects.filter(project=project, turn=project.turn).select_related("by")
    return list(rows.order_by("at"))


@dataclass(frozen=True)
class Found:
    """A marking read against its rubric: each criterion with the words of the level that was found."""

    marking: Marking
    rows: list[tuple[str, int, str]]


def read_markings(project: Project) -> list[Found]:
    rubric = project.enrolment.cohort.version.rubric
    return [
        Found(
            row,
            [
                (each["criterion"], each["weight"], each["levels"][level])
                for each, level in zip(rubric, row.levels, strict=False)
            ],
        )
        for row in markings(project)
    ]


def feedback(project: Project, *, viewer: "Person") -> list[Found]:
    """What this viewer may read now: everything once it was judged, before that only what they wrote themselves."""
    rows = read_markings(project)
    return rows if project.stage == Stage.JUDGED else [row for row in rows if row.marking.by_id == viewer.pk]


# --- pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A part of the proposal with what was typed and what it lacks."""

    part: methods.Part
    said: str
    fault: str


def asked(project: Project, faults: dict[str, str], typed: dict[str, str] | None = None) -> list[Asked]:
    said = project.parts | (typed or {})
    return [Asked(part, said.get(part.name, ""), faults.get(part.name, "")) for part in methods.PARTS]


def page_of(project: Project, *, viewer: "Person") -> dict[str, Any]:
    """What a participant and their markers see of a project alike."""
    followed = contract.followed([project.innovation] if project.innovation else [])
    return {
        "project": project,
        "cohort": project.enrolment.cohort,
        "taken": taken(project),
        "sector": _sector_kept(project),
        "rubric": project.enrolment.cohort.version.rubric,
        "found": feedback(project, viewer=viewer),
        "followed": followed.get(project.innovation),
    }


def _sector_kept(project: Project) -> dict[str, Any]:
    """The chosen industry, its figures as numbers again."""
    numbers = {
        name: Decimal(project.sector[name]) for name in ("share", "quotient") if name in project.sector
    }
    return {**project.sector, **numbers}


@dataclass(frozen=True)
class Row:
    """A participant with their project, how many marked it, and what became of it."""

    enrolment: Enrolment
    project: Project | None
    marked: int
    is_far: bool
    followed: Followed | None


def rows(cohort: Cohort) -> list[Row]:
    """Everybody who takes part, those without a project too."""
    projects = {row.enrolment_id: row for row in of_cohort(cohort)}
    marks: dict[uuid.UUID, list[Any]] = {}
    for each in Marking.objects.filter(project__enrolment__cohort=cohort, turn=F("project__turn")):
        marks.setdefault(each.project_id, []).append(each.mark)
    followed = contract.followed([row.innovation for row in projects.values() if row.innovation])
    told = []
    for seat in classes.participants(cohort):
        row = projects.get(seat.pk)
        given = marks.get(row.pk, []) if row else []
        told.append(
            Row(seat, row, len(given), rubrics.are_far(given), followed.get(row.innovation) if row else None)
        )
    return told


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: their action project."""
    if not rules.has_projects(cohort):
        return []
    seat = classes.enrolment_of(person, cohort)
    row = of_enrolment(seat) if seat else None
    note = str(row.get_stage_display()) if row else _("belum dimulai")
    return [(_("Proyek aksi"), reverse("projects:project", args=[cohort.number]), note)]
