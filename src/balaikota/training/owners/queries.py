"""Whom a viewer may send, what stands in a business's record, and what became of its sales."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.enterprises.clinics.contract import Coming
from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.coaching.contract import Attended
from balaikota.enterprises.programmes import queries as programmes
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as duties
from balaikota.enterprises.register.models import Enterprise
from balaikota.kit.errors import found
from balaikota.kit.worktime import day_of
from balaikota.training.attendance import queries as attendance
from balaikota.training.certificates import queries as certificates
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort, Enrolment, Seat, Stage
from balaikota.training.owners import methods
from balaikota.training.owners.models import Outcome

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer

#: At most so many businesses of programmes are offered on one page.
MOST = 200


def clinic(number: str, *, viewer: "Person") -> Cohort:
    """A class for owners; one for civil servants has no such page."""
    cohort = classes.cohort(number, viewer=viewer)
    return found(cohort if cohort.is_for_owners else None)


# --- whom one may send ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """An owner who may come for a business."""

    enterprise: Enterprise
    person: "Person"

    @property
    def key(self) -> str:
        return f"{self.enterprise.pk}:{self.person.pk}"


@dataclass(frozen=True)
class Sending:
    """What a viewer sees on the page of a clinic: who may still come, and who stands there already."""

    own: list[Choice]
    others: list[Choice]
    sent: list[Enrolment]


def sending(cohort: Cohort, viewer: "Person") -> Sending:
    """Their own businesses with themselves; to coaches and programmes, those they look after with their owners."""
    mine = {each.pk: each for each in register.owned_by(viewer)[:MOST]}
    cared = {each.pk: each for each in _cared_for(viewer) if each.pk not in mine}
    here = {row.enterprise_id: row for row in classes.enrolments(cohort, *classes.STANDING)}
    people = register.people_of_each(cared)
    is_here = any(row.person_id == viewer.pk for row in here.values())
    own = [Choice(each, viewer) for each in mine.values() if each.pk not in here and not is_here]
    others = [
        Choice(each, person) for each in cared.values() if each.pk not in here for person in people.get(each.pk, [])
    ]  # fmt: skip
    return Sending(own, others, [row for pk, row in here.items() if pk in mine or pk in cared])


def _cared_for(viewer: "Person") -> list[Enterprise]:
    """Whom they coach today; to who runs programmes, whoever was taken into one too."""
    coached = coaching.coached_by(viewer) if duties.is_coach(viewer) else []
    taken = programmes.members(MOST) if duties.is_manager(viewer) else []
    return [*coached, *taken]


# --- the record of a business ---------------------------------------------------------------------


def attended(enterprise: Enterprise) -> list[Attended]:
    """Clinics in which somebody was there for this business. Nothing is read from it but that."""
    rows = [row for row in classes.enrolments_for(enterprise) if row.seat == Seat.ENROLLED][:10]
    there, papers = attendance.presence_of(rows), certificates.papers_of(rows)
    return [
        Attended(
            day_of(row.finishes_at), str(row.cohort), row.cohort.get_absolute_url(), row.person.name,
            _note(there[row.pk].percent, papers.get(row.pk, "")),
        )
        for row in rows if there[row.pk].minutes
    ]  # fmt: skip


def _note(percent: float, number: str) -> str:
    told = _("hadir %(percent)d%%") % {"percent": round(percent)}
    return f"{told}; {number}" if number else told


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """On the page of a business: clinics it is or was in, and those one may still come to."""
    rows = classes.enrolments_for(enterprise)[:5]
    still = [row for row in rows if row.seat in classes.STANDING]
    in_them = {row.cohort_id for row in still}
    to_come = [each for each in classes.open_clinics() if each.pk not in in_them]
    if not rows and not to_come:
        return None
    return {"rows": rows, "open": to_come[:3]}


def coming() -> list[Coming]:
    """For the list of all clinics."""
    return [
        Coming(
            each.begins_at, str(each), reverse("owners:clinic", args=[each.number]), each.place, each.taken,
            each.quota,
        )
        for each in classes.open_clinics()
    ]  # fmt: skip


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: their business's own figures, and whether they share them."""
    if not cohort.is_for_owners or cohort.stage not in (Stage.RUNNING, Stage.FINISHED):
        return []
    return [
        (_("Penjualan usaha Anda sebelum dan sesudah"), reverse("owners:clinic", args=[cohort.number]), "")
    ]


# --- before and after -----------------------------------------------------------------------------


def outcome(cohort: Cohort) -> Outcome | None:
    return Outcome.objects.filter(cohort=cohort).first()


def to_reckon(today: date) -> list[Cohort]:
    """Classes for owners that ended so long ago that the months after them can be closed, and were not reckoned yet."""
    made = set(Outcome.objects.values_list("cohort_id", flat=True))
    return [
        each for each in classes.finished_clinics()
        if each.pk not in made and methods.due_on(day_of(each.finishes_at)) <= today
    ]  # fmt: skip


@dataclass(frozen=True)
class Reckoned:
    """Who came, who agreed, and what the books of those told."""

    came: int
    shared: int
    changes: list[methods.Change]


def reckoned(cohort: Cohort) -> Reckoned:
    """By the books of those who agreed and of nobody else."""
    rows = classes.participants(cohort)
    shared = [row.enterprise_id for row in rows if row.figures_shared_at and row.enterprise_id]
    return Reckoned(len(rows), len(shared), _changes(shared, *_sides(cohort)))


def _sides(cohort: Cohort) -> tuple[list[str], list[str]]:
    began, ended = classes.began_on(cohort), classes.ended_on(cohort)
    return methods.sides(began, ended) if began and ended else ([], [])


def _changes(businesses: list[UUID], before: list[str], after: list[str]) -> list[methods.Change]:
    sold = register.sales_by_book(businesses, [*before, *after])
    told = (methods.change(months, before, after) for months in sold.values())
    return [each for each in told if each is not None]


def results(cohort: Cohort) -> dict[str, Any] | None:
    """For the evaluation of a class for owners: the outcome, or the day it is reckoned."""
    ended = classes.ended_on(cohort)
    if not cohort.is_for_owners or ended is None:
        return None
    before, after = _sides(cohort)
    return {
        "outcome": outcome(cohort), "due_on": methods.due_on(ended), "before": before, "after": after,
        "least": methods.LEAST,
    }  # fmt: skip


@dataclass(frozen=True)
class Own:
    """What an owner sees of their own business: nobody else is shown this."""

    enrolment: Enrolment
    change: methods.Change | None
    before: list[str]
    after: list[str]
    may_share: bool
    is_reckoned: bool


def own(cohort: Cohort, viewer: "Person") -> Own | None:
    """While they still own it."""
    row = classes.enrolment_of(viewer, cohort)
    if row is None or row.enterprise is None or row.seat == Seat.WITHDRAWN:
        return None
    (before, after), may = _sides(cohort), class_rules.may_share(viewer, row)
    if not before or not register.owns(viewer, row.enterprise):
        return None
    changes = _changes([row.enterprise.pk], before, after) if may else []
    return Own(row, changes[0] if changes else None, before, after, may, outcome(cohort) is not None)
