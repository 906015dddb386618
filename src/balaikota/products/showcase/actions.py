"""Arranging fairs."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.products.showcase import rules
from balaikota.products.showcase.models import Fair, Stall


@transaction.atomic
def announce(name: str, place: str, on: date, until_on: date, *, by: Person, is_sample: bool = False) -> Fair:
    """A fair takes place; its sellers are chosen next."""
    require(rules.may_arrange(by), _("Bazar diatur oleh petugas UMKM."))
    require(on <= until_on, _("Hari terakhirnya sesudah hari pertama."), status=422)
    fair = Fair.objects.create(name=name, place=place, on=on, until_on=until_on, by=by, is_sample=is_sample)
    audit.record("showcase.announced", fair, by=by)
    return fair


@transaction.atomic
def seat(fair: Fair, enterprise: Enterprise, spot: str, *, by: Person) -> Stall:
    """This seller comes; said again, the number of the stall is changed."""
    require(rules.may_arrange(by), _("Bazar diatur oleh petugas UMKM."))
    stall, _is_new = Stall.objects.update_or_create(fair=fair, enterprise=enterprise, defaults={"spot": spot})
    audit.record("showcase.seated", fair, by=by, enterprise=enterprise.number, spot=spot)
    return stall


@transaction.atomic
def unseat(fair: Fair, enterprise: Enterprise, *, by: Person) -> None:
    require(rules.may_arrange(by), _("Bazar diatur oleh petugas UMKM."))
    gone, _rows = Stall.objects.filter(fair=fair, enterprise=enterprise).delete()
    if gone:
        audit.record("showcase.unseated", fair, by=by, enterprise=enterprise.number)
