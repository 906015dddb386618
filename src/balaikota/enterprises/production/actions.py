"""Keeping recipes, batches, counts of stock and improvements."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.production import queries
from balaikota.enterprises.production.models import Batch, Improvement, Recipe, StockCheck
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register import rules as who
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


def _of_an_owner(ware: Ware, by: Person) -> None:
    require(businesses.owns(by, ware.enterprise), _("Produksi dicatat oleh pemilik usahanya."))


def _not_later(on: date) -> None:
    require(on <= timezone.localdate(), _("Tanggalnya hari ini atau sebelumnya."), status=422)


@transaction.atomic
def write_recipe(ware: Ware, said: dict[str, Any], *, by: Person) -> Recipe:
    """What a batch takes and gives from now on, and the price the owner sets."""
    _of_an_owner(ware, by)
    recipe = Recipe.objects.create(ware=ware, by=by, **said)
    audit.record("production.reckoned", recipe, by=by)
    return recipe


@transaction.atomic
def make(ware: Ware, said: dict[str, Any], *, key: uuid.UUID | None = None, by: Person) -> Batch:
    """One batch came out. The same form sent twice is written once."""
    _of_an_owner(ware, by)
    known = queries.by_key(key) if key else None
    if known is not None:
        return known
    _not_later(said["on"])
    batch = Batch.objects.create(ware=ware, key=key or uuid.uuid4(), by=by, **said)
    audit.record("production.made", batch, by=by)
    return batch


@transaction.atomic
def strike(batch: Batch, *, by: Person) -> None:
    """A batch written by mistake no longer counts; it stays in the records."""
    _of_an_owner(batch.ware, by)
    batch.struck_at = timezone.now()
    batch.save(update_fields=["struck_at"])
    audit.record("production.struck", batch, by=by)


@transaction.atomic
def count(ware: Ware, counted: Decimal, on: date, *, by: Person) -> StockCheck:
    _of_an_owner(ware, by)
    _not_later(on)
    check = StockCheck.objects.create(ware=ware, counted=counted, on=on, by=by)
    audit.record("production.counted", check, by=by)
    return check


@transaction.atomic
def improve(ware: Ware, said: dict[str, Any], *, by: Person) -> Improvement:
    """From this day it is made otherwise; the batches will show what that did."""
    _of_an_owner(ware, by)
    _not_later(said["on"])
    row = Improvement.objects.create(ware=ware, by=by, **said)
    audit.record("production.improved", row, by=by, measure=row.measure)
    return row


@dataclass(frozen=True)
class Measured:
    """The same thing measured before and after, in one unit."""

    measure: str
    what: str
    unit: str
    before: Decimal
    before_on: date
    after: Decimal
    on: date


@transaction.atomic
def measure(enterprise: Enterprise, told: Measured, *, by: Person) -> Improvement:
    """An officer notes a measured change. A change for the worse is kept as well, and shows nothing."""
    may = who.is_officer(by) and not businesses.owns(by, enterprise)
    require(may, _("Perbaikan diukur dan dicatat pendamping, dan bukan atas usahanya sendiri."))
    require(told.on > told.before_on, _("Pengukuran kedua harus sesudah yang pertama."), status=422)
    require(
        told.before > 0 and told.after >= 0, _("Isi kedua hasil ukur dengan angka di atas nol."), status=422
    )
    _not_later(told.on)
    row = Improvement.objects.create(enterprise=enterprise, is_coached=True, by=by, **vars(told))
    audit.record("production.measured", enterprise, by=by, measure=told.measure)
    return row
