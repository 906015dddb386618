"""Clinics to come, and who sits in one."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from balaikota.enterprises.clinics import rules
from balaikota.enterprises.clinics.models import Clinic, Seat
from balaikota.enterprises.coaching.contract import Attended
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.worktime import day_of


def clinics() -> QuerySet[Clinic]:
    return Clinic.objects.select_related("coach__person").annotate(booked=Count("taken"))


def coming() -> QuerySet[Clinic]:
    return clinics().filter(held_at=None, at__gt=timezone.now()).order_by("at")


def past() -> QuerySet[Clinic]:
    return clinics().filter(at__lte=timezone.now()).order_by("-at")


def attended(enterprise: Enterprise) -> list[Attended]:
    """Clinics to which the business came; which of its owners, nobody wrote down."""
    rows = (
        Seat.objects.filter(enterprise=enterprise, came=True).select_related("clinic").order_by("-clinic__at")
    )
    return [
        Attended(day_of(row.clinic.at), row.clinic.title, row.clinic.get_absolute_url(), note=row.clinic.place)
        for row in rows[:10]
    ]  # fmt: skip


def clinic(pk: int) -> Clinic:
    return found(clinics().filter(pk=pk).first())


def locked(clinic: Clinic) -> Clinic:
    rows = Clinic.objects.select_for_update(no_key=True, of=("self",)).select_related("coach__person")
    return rows.get(pk=clinic.pk)


def seats(clinic: Clinic) -> QuerySet[Seat]:
    return Seat.objects.filter(clinic=clinic).select_related("enterprise").order_by("booked_at", "pk")


def page_of(clinic: Clinic, viewer: Person | None) -> dict[str, Any]:
    """Names of businesses are for who holds it; an owner sees their own."""
    holds = viewer is not None and rules.may_hold(viewer, clinic)
    owned = list(register.owned_by(viewer)[:20]) if viewer else []
    mine = list(seats(clinic).filter(enterprise__in=owned))
    seated = {seat.enterprise_id for seat in mine}
    return {
        "clinic": clinic, "holds": holds, "seats": seats(clinic) if holds else [], "mine": mine,
        "free": clinic.seats - seats(clinic).count(), "is_open": rules.is_open(clinic, timezone.now()),
        "businesses": [each for each in owned if each.pk not in seated],
    }  # fmt: skip
