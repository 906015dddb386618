"""Reading materials, and how far everybody is."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from balaikota.kit.errors import found
from balaikota.training.classes import queries as classes
from balaikota.training.classes import rules as class_rules
from balaikota.training.classes.models import Cohort, Seat
from balaikota.training.materials.models import Done, Material

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer


@dataclass(frozen=True)
class Row:
    """A material, and whether the viewer has been through it."""

    material: Material
    is_done: bool


def of_cohort(cohort: Cohort) -> list[Material]:
    rows = Material.objects.filter(cohort=cohort, withdrawn_at=None).select_related("file", "cohort")
    return list(rows.annotate(count=Count("done")).order_by("added_at"))


def material(material_id: uuid.UUID) -> Material:
    rows = Material.objects.select_related("cohort__version__course", "file")
    return found(rows.filter(pk=material_id, withdrawn_at=None).first())


def has_seat(person: "Person", cohort: Cohort) -> bool:
    enrolment = classes.enrolment_of(person, cohort)
    return enrolment is not None and enrolment.seat == Seat.ENROLLED


def readable(material_id: uuid.UUID, *, viewer: "Person") -> Material:
    """For participants and the organiser; to everybody else it is not there."""
    row = material(material_id)
    return found(row if may_read(viewer, row.cohort) else None)


def may_read(person: "Person", cohort: Cohort) -> bool:
    return class_rules.may_organise(person) or has_seat(person, cohort)


def own_class(number: str, *, viewer: "Person") -> Cohort:
    cohort = classes.cohort(number, viewer=viewer)
    return found(cohort if may_read(viewer, cohort) else None)


def has_done(person: "Person", material: Material) -> bool:
    return Done.objects.filter(material=material, person=person).exists()


def rows(cohort: Cohort, person: "Person") -> list[Row]:
    done = set(
        Done.objects.filter(material__cohort=cohort, person=person).values_list("material_id", flat=True)
    )
    return [Row(each, each.pk in done) for each in of_cohort(cohort)]


def progress(cohort: Cohort) -> list[tuple[str, int]]:
    """Every participant by name, with how many they have been through."""
    kept = Done.objects.filter(material__cohort=cohort, material__withdrawn_at=None)
    counted = dict(kept.values_list("person").annotate(Count("pk")))
    return [(row.person.name, counted.get(row.person_id, 0)) for row in classes.participants(cohort)]


def offers(cohort: Cohort, person: "Person") -> "list[Offer]":
    """For the page of the class."""
    mine = rows(cohort, person)
    if not mine:
        return []
    told = {"done": sum(row.is_done for row in mine), "all": len(mine)}
    return [
        (
            _("Bahan belajar"),
            reverse("materials:mine", args=[cohort.number]),
            _("%(done)d dari %(all)d") % told,
        )
    ]


def may_open_file(person: "Person", material_id: str) -> bool:
    """What was taken away opens for the organiser alone."""
    if class_rules.may_organise(person):
        return True
    row = Material.objects.filter(pk=material_id, withdrawn_at=None).select_related("cohort").first()
    return row is not None and has_seat(person, row.cohort)
