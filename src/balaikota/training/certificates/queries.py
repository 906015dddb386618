"""Reading results and certificates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.training.attendance import queries as attendance
from balaikota.training.certificates.models import Certificate, Result
from balaikota.training.classes import queries as classes
from balaikota.training.classes.models import Cohort, Enrolment
from balaikota.training.servants import rules as servants

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.attendance.queries import Presence
    from balaikota.training.classes.contract import Offer


@dataclass(frozen=True)
class Row:
    """One participant with everything that was decided."""

    enrolment: Enrolment
    presence: "Presence"
    result: Result | None
    certificate: Certificate | None


def results(cohort: Cohort) -> list[Row]:
    """Every participant by name."""
    there = attendance.presence(cohort)
    decided = {
        row.enrolment_id: row for row in Result.objects.filter(enrolment__cohort=cohort, is_current=True)
    }
    rows = Certificate.objects.filter(enrolment__cohort=cohort, stands=True).select_related("letter")
    papers = {row.enrolment_id: row for row in rows}
    return [
        Row(each, there[each.pk], decided.get(each.pk), papers.get(each.pk))
        for each in classes.participants(cohort)
    ]  # fmt: skip


def current_result(enrolment: Enrolment) -> Result | None:
    return Result.objects.filter(enrolment=enrolment, is_current=True).first()


def standing(enrolment: Enrolment) -> Certificate | None:
    return Certificate.objects.filter(enrolment=enrolment, stands=True).select_related("letter").first()


def certificate(certificate_id: uuid.UUID | str) -> Certificate:
    rows = Certificate.objects.select_related(
        "enrolment__cohort__version__course", "enrolment__person", "enrolment__unit", "enrolment__enterprise", "letter"
    )  # fmt: skip
    return found(rows.filter(pk=certificate_id).first())


def all_standing() -> QuerySet[Certificate]:
    """Every certificate that gives JP and stands, for rooms that keep something beside it."""
    rows = Certificate.objects.filter(stands=True, enrolment__enterprise=None)
    return rows.select_related("enrolment__person", "enrolment__cohort__version__course", "result", "letter")


def standing_in(cohort: Cohort) -> int:
    """How many of a class hold a certificate."""
    return Certificate.objects.filter(enrolment__cohort=cohort, stands=True).count()


def earned_in(cohorts: Iterable[Cohort]) -> dict[uuid.UUID, tuple[int, Decimal]]:
    """By class: how many hold a certificate, and the minutes on all of them together; one query."""
    rows = Certificate.objects.filter(enrolment__cohort__in=[each.pk for each in cohorts], stands=True)
    told = rows.values_list("enrolment__cohort").annotate(Count("pk"), Sum("minutes"))
    return {cohort: (number, minutes) for cohort, number, minutes in told}


def locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("enrolment__cohort__version__course", "enrolment__person", "letter").get(
        pk=certificate.pk
    )


HELD = prepared.Planned(
    lambda person: (
        Certificate.objects.filter(enrolment__person=person, stands=True)
        .select_related("letter", "enrolment__cohort__version__course")
        .order_by("-ended_on", "-issued_at")
    ),
    "person",
)


def certificates_of(person: "Person") -> list[Certificate]:
    """Those that stand, the newest first."""
    return HELD(person=person.pk)


def papers_of(enrolments: Iterable[Enrolment]) -> dict[uuid.UUID, str]:
    """The numbers of the papers that stand, by enrolment."""
    rows = Certificate.objects.filter(
        enrolment__in=[row.pk for row in enrolments], stands=True, letter__isnull=False
    )
    return {row.enrolment_id: row.letter.number_text for row in rows.select_related("letter") if row.letter}


def minutes_by_person(people: "Iterable[Person]", year: int) -> dict[uuid.UUID, list[Certificate]]:
    """The certificates of a calendar year that give JP, by person; the year of the last day counts."""
    rows = Certificate.objects.filter(
        enrolment__person__in=[each.pk for each in people], enrolment__enterprise=None,
        stands=True, ended_on__year=year,
    )  # fmt: skip
    rows = rows.select_related("enrolment")
    found_rows: dict[uuid.UUID, list[Certificate]] = {}
    for row in rows:
        found_rows.setdefault(row.enrolment.person_id, []).append(row)
    return found_rows


def may_open(person: "Person", certificate_id: str) -> bool:
    """The guard of the paper, besides its subject: those who organise trainings."""
    return servants.is_organiser(person)


def certificate_of_event(event_id: int) -> Certificate:
    return certificate(audit.event(event_id).about_id)


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For a participant: their certificate, once it is signed."""
    row = Certificate.objects.filter(enrolment__cohort=cohort, enrolment__person=person, stands=True)
    held = row.select_related("letter").first()
    if held is None or held.letter is None or not held.letter.issued_at:
        return []
    return [(_("Sertifikat"), reverse("documents:letter", args=[held.letter.pk]), held.letter.number_text)]
