"""Telling of a permit, checking it, deciding what a product needs, and reminding."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.permits import methods, queries, rules
from balaikota.enterprises.permits.models import Permit, Reminder, State, Verdict
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register import rules as who
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


@dataclass(frozen=True)
class Told:
    """A permit as its paper says. `number` has been read by `methods.number`."""

    kind: str
    number: str
    ware: Ware | None = None
    issued_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def tell(enterprise: Enterprise, told: Told, *, by: Person) -> Permit:
    """The owner, or an officer who saw the paper, says that the business has a permit. Said again, it is the same."""
    enterprise = businesses.locked(enterprise)
    may = who.may_change(by, enterprise, owns=businesses.owns(by, enterprise))
    require(may, _("Izin dicatat oleh pemilik usaha atau petugas."))
    known = queries.same(enterprise, told.ware, told.kind, told.number)
    if known is not None and known.state != State.REFUSED:
        return known
    permit = known or Permit(enterprise=enterprise, ware=told.ware, kind=told.kind, number=told.number)
    permit.issued_on, permit.expires_on = told.issued_on, told.expires_on
    permit.state, permit.reason, permit.told_by = State.CLAIMED, "", by
    permit.checked_at, permit.checked_by = None, None
    permit.save()
    audit.record("permits.told", permit, by=by, kind=permit.kind)
    return permit


@transaction.atomic
def check(permit: Permit, *, is_right: bool, reason: str, by: Person) -> None:
    """An officer has seen the paper: it is as told, or it is not, and why."""
    permit = queries.locked(permit)
    owns = businesses.owns(by, permit.enterprise)
    require(
        rules.may_check(is_officer=who.is_officer(by), owns=owns),
        _("Izin diperiksa oleh petugas, bukan pemiliknya."),
    )
    require(is_right or bool(reason.strip()), _("Tuliskan apa yang tidak cocok."), status=422)
    permit.state = State.CONFIRMED if is_right else State.REFUSED
    permit.reason, permit.checked_at, permit.checked_by = reason[:200], timezone.now(), by
    permit.save(update_fields=["state", "reason", "checked_at", "checked_by"])
    audit.record("permits.checked", permit, by=by, kind=permit.kind, state=permit.state)


@transaction.atomic
def classify(ware: Ware, permit_class: str, *, by: Person) -> None:
    """Say what sort of product it is; the rules advise from that."""
    require(permit_class in methods.classes(), _("Pilih jenis produk dari daftar."), status=422)
    register.classify(ware, permit_class, by=by)


@transaction.atomic
def decide(ware: Ware, kind: str, *, is_needed: bool, reason: str, by: Person) -> None:
    """An officer decides, whatever the rules advise, and says why. The last word stands."""
    owns = businesses.owns(by, ware.enterprise)
    require(
        rules.may_check(is_officer=who.is_officer(by), owns=owns),
        _("Kebutuhan izin diputuskan oleh petugas."),
    )
    require(bool(reason.strip()), _("Tuliskan alasan keputusan ini."), status=422)
    require(kind in methods.kinds(), _("Pilih izin dari daftar."), status=422)
    said = {"is_needed": is_needed, "reason": reason[:200], "at": timezone.now(), "by": by}
    verdict, _made = Verdict.objects.update_or_create(ware=ware, kind=kind, defaults=said)
    audit.record("permits.decided", verdict, by=by, kind=kind, is_needed=is_needed)


@transaction.atomic
def remind(permit: Permit, days: int) -> None:
    """Note that owners are told, once for each of these days; telling them follows in a job."""
    reminder, is_new = Reminder.objects.get_or_create(permit=permit, days=days)
    if is_new:
        audit.record("permits.ending", permit, by=None, days=days, reminder=reminder.pk)
