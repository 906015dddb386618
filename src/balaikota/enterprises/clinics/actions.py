"""Opening a clinic, sitting down in it, noting who came."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.clinics import queries, rules
from balaikota.enterprises.clinics.models import Clinic, Seat
from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


@transaction.atomic
def open_clinic(told: dict[str, Any], *, by: Person, is_sample: bool = False) -> Clinic:
    """A coach announces a clinic."""
    require(rules.may_open(by), _("Klinik dibuka pendamping."))
    coach: Any = coaching.coach_of(by)
    require(coach is not None, _("Isi dahulu bidang dan kecamatan Anda di halaman pendamping."), status=409)
    require(told["at"] > timezone.now(), _("Pilih waktu yang belum lewat."), status=422)
    clinic = Clinic.objects.create(**told, coach=coach, is_sample=is_sample)
    audit.record("clinics.opened", clinic, by=by, seats=clinic.seats)
    return clinic


@transaction.atomic
def book(clinic: Clinic, enterprise: Enterprise, *, by: Person) -> Seat:
    """An owner takes a seat, while there are any."""
    clinic = queries.locked(clinic)
    require(register.owns(by, enterprise), _("Tempat diambil pemilik usaha."))
    require(rules.is_open(clinic, timezone.now()), _("Klinik ini sudah lewat."), status=409)
    require(
        queries.seats(clinic).count() < clinic.seats,
        _("Semua tempat sudah terisi. Pilih klinik lain."),
        status=409,
    )
    seat, is_new = Seat.objects.get_or_create(clinic=clinic, enterprise=enterprise)
    if is_new:
        audit.record("clinics.booked", seat, by=by)
    return seat


@transaction.atomic
def give_back(clinic: Clinic, enterprise: Enterprise, *, by: Person) -> None:
    """The owner cannot come; somebody else may."""
    clinic = queries.locked(clinic)
    require(register.owns(by, enterprise), _("Tempat ini milik usaha lain."))
    require(rules.is_open(clinic, timezone.now()), _("Klinik ini sudah lewat."), status=409)
    if queries.seats(clinic).filter(enterprise=enterprise).delete()[0]:
        audit.record("clinics.given_back", clinic, by=by)


@transaction.atomic
def hold(clinic: Clinic, notes: str, came: Collection[int], *, by: Person) -> None:
    """It took place: what was done, and who came. Having come proves nothing on the ladder."""
    clinic = queries.locked(clinic)
    require(rules.may_hold(by, clinic), _("Klinik dicatat pendampingnya."))
    require(clinic.held_at is None, _("Klinik ini sudah dicatat."), status=409)
    require(len(notes.strip()) >= 10, _("Tuliskan apa yang dikerjakan, sedikitnya satu kalimat."), status=422)
    for seat in queries.seats(clinic):
        seat.came = seat.pk in came
        seat.save(update_fields=["came"])
    clinic.notes, clinic.held_at = notes.strip(), timezone.now()
    clinic.save(update_fields=["notes", "held_at"])
    audit.record("clinics.held", clinic, by=by, came=len(came))
