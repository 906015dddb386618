"""Making a plan, choosing where the money comes from, and letting a bank read it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.capital import methods, queries
from balaikota.enterprises.capital.models import Plan, Sharing
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

OWN_MONEY = "sendiri"
SHARED_DAYS = 30


def _of_an_owner(enterprise: Enterprise, by: Person) -> None:
    require(businesses.owns(by, enterprise), _("Rencana modal milik pemilik usahanya."))


@transaction.atomic
def make(enterprise: Enterprise, said: dict[str, Any], *, by: Person) -> Plan:
    _of_an_owner(enterprise, by)
    plan = Plan.objects.create(enterprise=enterprise, by=by, **said)
    audit.record("capital.made", plan, by=by)
    return plan


@transaction.atomic
def change(plan: Plan, said: dict[str, Any], *, by: Person) -> None:
    """What a bank was already shown stays as it was."""
    plan = queries.locked(plan)
    _of_an_owner(plan.enterprise, by)
    for name, value in said.items():
        setattr(plan, name, value)
    plan.changed_at = timezone.now()
    plan.save()
    audit.record("capital.changed", plan, by=by)


@transaction.atomic
def choose(plan: Plan, source: str, *, by: Person) -> None:
    """Where the money is to come from: an offer, or one's own."""
    plan = queries.locked(plan)
    _of_an_owner(plan.enterprise, by)
    require(
        source == OWN_MONEY or source in methods.offers(), _("Pilih sumber dana dari daftar."), status=422
    )
    plan.source = source
    plan.save(update_fields=["source"])
    audit.record("capital.chosen", plan, by=by, source=source)


@transaction.atomic
def receive(plan: Plan, amount: int, on: date, *, by: Person) -> None:
    """The money has come, as the owner says."""
    plan = queries.locked(plan)
    _of_an_owner(plan.enterprise, by)
    require(
        amount > 0 and on <= timezone.localdate(),
        _("Tulis jumlah dan tanggal uang itu diterima."),
        status=422,
    )
    plan.received_amount, plan.received_on = amount, on
    plan.save(update_fields=["received_amount", "received_on"])
    audit.record("capital.received", plan, by=by)


@transaction.atomic
def share(plan: Plan, bank: str, *, by: Person) -> Sharing:
    """Consent: this bank may read the plan as it is today, for thirty days, by a link only the owner can give."""
    plan = queries.locked(plan)
    _of_an_owner(plan.enterprise, by)
    require(bool(bank.strip()), _("Tulis bank atau lembaga mana."), status=422)
    until = timezone.localdate() + timedelta(days=SHARED_DAYS)
    content = queries.proposal(plan)
    sharing = Sharing.objects.create(
        plan=plan, bank=bank.strip()[:120], content=content, until_on=until, by=by
    )
    audit.record("capital.shared", sharing, by=by, subject=by, purpose=_("usulan pembiayaan"))
    return sharing


@transaction.atomic
def withdraw(sharing: Sharing, *, by: Person) -> None:
    """Take the consent back: the link opens nothing from now on. What the bank has already read stays read."""
    sharing = queries.locked_sharing(sharing)
    _of_an_owner(sharing.plan.enterprise, by)
    require(sharing.withdrawn_at is None, _("Izin ini sudah ditarik."), status=409)
    sharing.withdrawn_at = timezone.now()
    sharing.save(update_fields=["withdrawn_at"])
    audit.record("capital.withdrawn", sharing, by=by, subject=by)
