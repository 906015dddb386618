"""Every read of businesses that leaves the room."""

import uuid
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from balaikota.enterprises.register import rules
from balaikota.enterprises.register.models import Condition, Enterprise, Owner, Sales, Stage
from balaikota.kit.errors import found

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def _owned(person: "Person") -> Q:
    return Q(Exists(Owner.objects.filter(enterprise=OuterRef("pk"), person=person, until_on=None)))


def standing() -> QuerySet[Enterprise]:
    """Every business that is not another's double."""
    return Enterprise.objects.filter(merged_into=None)


def visible_to(viewer: "Person") -> QuerySet[Enterprise]:
    """One's own; to officers of the register, all. Views have no other way to reach one."""
    rows = Enterprise.objects.select_related("kbli", "kelurahan__parent", "merged_into")
    return rows if rules.is_officer(viewer) else rows.filter(_owned(viewer))


def enterprise(number: str, *, viewer: "Person") -> Enterprise:
    return found(visible_to(viewer).filter(number=number).first())


def owned_by(person: "Person") -> QuerySet[Enterprise]:
    """The businesses this person owns today, oldest first."""
    rows = standing().filter(_owned(person)).select_related("kbli", "kelurahan__parent")
    return rows.order_by("registered_at", "number")


def own(number: str, *, viewer: "Person") -> Enterprise:
    """One of the viewer's own businesses; anybody else's is a 404, to officers too."""
    return found(owned_by(viewer).filter(number=number).first())


def owns(person: "Person", enterprise: Enterprise) -> bool:
    return enterprise.owners.filter(person=person, until_on=None).exists()


def people_of(enterprise: Enterprise) -> "list[Person]":
    """The owners the city is certain of: those who are told things."""
    rows = enterprise.owners.filter(until_on=None, person__isnull=False).select_related("person")
    return [row.person for row in rows.order_by("id") if row.person]


def locked(enterprise: Enterprise) -> Enterprise:
    return Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)


def by_id(pk: uuid.UUID | str) -> Enterprise | None:
    return Enterprise.objects.filter(pk=pk).first()


def latest_condition(enterprise: Enterprise) -> Condition | None:
    return Condition.objects.filter(enterprise=enterprise).order_by("-on", "-pk").first()


def sales(enterprise: Enterprise) -> QuerySet[Sales]:
    """What it sold, newest period first."""
    return Sales.objects.filter(enterprise=enterprise).order_by("-period", "source")


def last_months() -> list[tuple[Enterprise, str]]:
    """Running businesses that sold something in some month, each with the last month it did (`2026-10`)."""
    sold = Max("sales__period", filter=Q(sales__period__contains="-", sales__amount__gt=0))
    rows = standing().filter(stage=Stage.RUNNING).annotate(last_month=sold).exclude(last_month=None)
    return [(row, row.last_month) for row in rows]
