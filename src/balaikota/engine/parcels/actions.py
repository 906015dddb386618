"""Every write on what is fetched or sent: one verb, one transaction, one event."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases.models import Case
from balaikota.engine.parcels import queries, rules
from balaikota.engine.parcels.contract import goods_of
from balaikota.engine.parcels.models import Parcel, Place, Relation
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


@transaction.atomic
def lay_ready(case: Case, kind: str, name: str, *, by: Person) -> Parcel:
    """A card or paper of this case lies at the counter of its desk's office from now on. Once per case."""
    office = case.desk.agency
    parcel, is_new = Parcel.objects.get_or_create(
        case=case, defaults={"kind": kind, "name": name, "office": office}
    )
    if is_new:
        audit.record("parcels.ready", case, by=by, subject=case.applicant, office=office.code, what=kind)
    return parcel


@transaction.atomic
def hand_over(parcel: Parcel, receiver: Mapping[str, Any], *, by: Person) -> None:
    """Across the counter: from now on its owner has it, or whoever fetched it for them."""
    parcel = _at_my_counter(parcel, by)
    require(rules.is_here(parcel), _("Barang ini sedang dikirim atau sudah diserahkan."), status=409)
    _received(parcel, receiver, by)


def _received(parcel: Parcel, receiver: Mapping[str, Any], by: Person) -> None:
    relation = Relation(receiver.get("relation") or Relation.OWNER)
    name = " ".join(str(receiver.get("name") or "").split())
    is_named = bool(name) or relation == Relation.OWNER
    require(is_named, _("Tulis nama orang yang menerimanya."), status=422)
    parcel.place, parcel.received_at, parcel.handed_by = Place.RECEIVED, timezone.now(), by
    parcel.relation, parcel.received_by = relation, name or parcel.case.applicant.name
    parcel.save(update_fields=["place", "received_at", "handed_by", "relation", "received_by"])
    goods_of(parcel.kind).on_received(parcel.case, by=by)
    case = parcel.case
    audit.record("parcels.received", case, by=by, subject=case.applicant, relation=relation.value)


@transaction.atomic
def ask_to_send(parcel: Parcel, *, address: str, by: Person) -> None:
    """Its owner would rather have it brought, and says where to."""
    parcel = queries.locked(parcel)
    require(rules.may_ask_to_send(by, parcel), _("Kartu ini sedang dikirim atau sudah diterima."), status=409)
    _require_sendable(parcel)
    parcel.address, parcel.asked_at = address, timezone.now()
    parcel.save(update_fields=["address", "asked_at"])
    audit.record("parcels.delivery_asked", parcel.case, by=by, subject=by)


def _require_sendable(parcel: Parcel) -> None:
    why_not = goods_of(parcel.kind).why_not_sent(parcel.case)
    require(not why_not, why_not, status=409)


@transaction.atomic
def send(parcel: Parcel, *, address: str, courier: str, resi: str, by: Person) -> None:
    """Give it to a courier; its owner reads the number by which to follow it."""
    parcel = _at_my_counter(parcel, by)
    require(rules.is_here(parcel), _("Barang ini sudah dikirim atau diserahkan."), status=409)
    _require_sendable(parcel)
    parcel.place, parcel.sent_at = Place.SENT, timezone.now()
    parcel.address, parcel.courier, parcel.resi = address, courier, resi
    parcel.save(update_fields=["place", "sent_at", "address", "courier", "resi"])
    case = parcel.case
    audit.record("parcels.sent", case, by=by, subject=case.applicant, courier=courier)


@transaction.atomic
def note_delivered(parcel: Parcel, receiver: Mapping[str, Any], *, by: Person) -> None:
    """The courier says who took it."""
    parcel = _at_my_counter(parcel, by)
    require(rules.is_under_way(parcel), _("Barang ini tidak sedang dikirim."), status=409)
    _received(parcel, receiver, by)


@transaction.atomic
def note_returned(parcel: Parcel, *, why: str, by: Person) -> None:
    """It came back and lies at the counter again, as old as it was; its owner is told."""
    parcel = _at_my_counter(parcel, by)
    require(rules.is_under_way(parcel), _("Barang ini tidak sedang dikirim."), status=409)
    parcel.place, parcel.returned_at, parcel.returned_why = Place.READY, timezone.now(), why
    parcel.save(update_fields=["place", "returned_at", "returned_why"])
    audit.record("parcels.returned", parcel.case, by=by, subject=parcel.case.applicant)


def _at_my_counter(parcel: Parcel, by: Person) -> Parcel:
    parcel = queries.locked(parcel)
    require(rules.may_give_out(by, parcel), _("Barang ini diurus petugas loket kantornya."))
    return parcel
