"""Reading needs: a unit's, a person's own, the city's, and what suggests a subject."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import contract as home
from balaikota.kit.errors import found
from balaikota.training.ledger import queries as ledger
from balaikota.training.ledger.queries import Standing
from balaikota.training.needs import contract, methods, rules
from balaikota.training.needs.contract import Answer
from balaikota.training.needs.methods import Group, Suggestion
from balaikota.training.needs.models import Need
from balaikota.training.projects import contract as told
from balaikota.training.servants import queries as servants

if TYPE_CHECKING:
    from balaikota.foundation.organisations.models import Agency, Post
    from balaikota.foundation.people.models import Person


def _standing() -> QuerySet[Need]:
    return Need.objects.filter(withdrawn_at=None).select_related("unit", "post", "person", "course")


def of_year(year: int) -> list[Need]:
    """Every need that stands, in the order of its unit and subject. For rooms that plan."""
    return list(_standing().filter(year=year).order_by("unit__name", "key", "made_at"))


def chosen(ids: Iterable[Any], year: int) -> list[Need]:
    """Those of these that stand in this year; whatever else was posted is left out."""
    known = {str(need.pk): need for need in of_year(year)}
    return [known[key] for key in dict.fromkeys(map(str, ids)) if key in known]


def need(need_id: uuid.UUID, *, viewer: "Person") -> Need:
    """For whoever leads its unit; to everybody else it is not there."""
    led = servants.units_led_by(viewer)
    return found(_standing().filter(pk=need_id, unit__in=led).first())


def locked(row: Need) -> Need:
    rows = Need.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("unit", "post", "person", "course").get(pk=row.pk)


def answer(row: Need) -> Answer | None:
    return contract.answers([row.pk]).get(row.pk)


def of_person(person: "Person") -> "list[Row]":
    """What is recorded of this person, the newest first."""
    return _rows(list(_standing().filter(person=person).order_by("-year", "-made_at")), {})


# --- a unit ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Target:
    """Whom a need may be recorded for: a unit, one of its posts, or one of its people."""

    code: str
    unit: "Agency"
    post: "Post | None" = None
    person: "Person | None" = None
    lacks: Any = 0


def targets(viewer: "Person") -> list[Target]:
    """In the units this person leads: each unit, then its posts, then its people with the JP they lack this year."""
    led = servants.units_led_by(viewer)
    posts = list(organisations.posts().filter(desk__agency__in=led)) if led else []
    made = []
    for unit in led:
        staff = ledger.standings(servants.staff_of(unit))
        made += [
            Target(f"unit:{unit.pk}", unit),
            *(Target(f"post:{row.pk}", unit, post=row) for row in posts if row.desk.agency_id == unit.pk),
            *(
                Target(f"person:{row.person.pk}", unit, person=row.person, lacks=row.year.lacks)
                for row in staff
            ),
        ]
    return made


@dataclass(frozen=True)
class Row:
    """A need with where its person's year stands, and the line of a plan that answers it."""

    need: Need
    standing: Standing | None
    answer: Answer | None
    is_open: bool = False


def _rows(needs: list[Need], standings: dict[Any, Standing]) -> list[Row]:
    answers, year = contract.answers([need.pk for need in needs]), timezone.localdate().year
    return [
        Row(
            need, standings.get(need.person_id), answers.get(need.pk),
            rules.may_change(need, [need.unit], answers.get(need.pk), year),
        )
        for need in needs
    ]  # fmt: skip


@dataclass(frozen=True)
class UnitPage:
    """A unit: its needs, and where each of its people stands, those who lack most first."""

    agency: "Agency"
    rows: list[Row]
    staff: list[tuple[Standing, int]]
    short: int


def unit_pages(viewer: "Person", year: int) -> list[UnitPage]:
    """The units this person leads; to everybody else the page is not there. JP are those of this calendar year."""
    units = ledger.units(viewer)
    needs = list(_standing().filter(year=year, unit__in=[each.agency for each in units]).order_by("-made_at"))
    where = {row.person.pk: row for unit in units for row in unit.rows}
    rows = _rows(needs, where)
    count: dict[Any, int] = {}
    for row in needs:
        count[row.person_id] = count.get(row.person_id, 0) + 1
    return [
        UnitPage(
            unit.agency, [row for row in rows if row.need.unit_id == unit.agency.pk],
            [(row, count.get(row.person.pk, 0)) for row in unit.rows], unit.short,
        )
        for unit in units
    ]  # fmt: skip


# --- the city -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnitLine:
    """A unit in the analysis: its needs, and who of its people lacks JP."""

    unit: ledger.Unit
    group: Group | None


def analysis(viewer: "Person", year: int) -> dict[str, Any]:
    """Every need by subject and by unit, for the organiser; each unit also without a need."""
    found(viewer if rules.may_analyse(viewer) else None)
    needs = of_year(year)
    answers = contract.answers([need.pk for need in needs])
    groups = methods.by_unit(needs)
    return {
        "subjects": [
            (group, [Row(need, None, answers.get(need.pk)) for need in group.needs])
            for group in methods.by_subject(needs)
        ],
        "units": [UnitLine(unit, groups.get(unit.agency.pk)) for unit in ledger.all_units()],
        "open": sum(need.pk not in answers for need in needs),
        "total": len(needs),
    }


# --- suggestions ----------------------------------------------------------------------------------


def suggestions() -> list[Suggestion]:
    """Of the leading industries and of the innovations under way; none while no room tells of them."""
    return methods.suggestions(told.sectors(), told.underway())


def suggestion(code: str) -> Suggestion | None:
    return next((each for each in suggestions() if each.code == code), None)


def pack(person: "Person") -> home.Pack:
    """What their unit wrote down that this person should learn, for taking home."""
    rows = Need.objects.filter(person=person).order_by("pk")
    names = ("year", "unit__name", "subject", "now", "wanted", "urgency", "why", "made_at", "withdrawn_at")
    yield from home.written("kebutuhan-pelatihan.json", rows.values(*names))
