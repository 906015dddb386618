"""Turning this browser on and off."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.webpush import methods, queries, rules
from balaikota.foundation.webpush.models import Ending, Subscription, VapidKey
from balaikota.kit.devices import device
from balaikota.kit.errors import found, require


@transaction.atomic
def open_keys() -> methods.Keys:
    """The city's pair of keys, made when it is first wanted; two who ask at once get the same."""
    known = queries.keys()
    if known is None:
        made = methods.new_keys()
        VapidKey.objects.bulk_create(
            [VapidKey(public=made.public, private=made.private)], ignore_conflicts=True
        )
        known = found(queries.keys())
    return known


@transaction.atomic
def subscribe(way: Mapping[str, str], *, agent: str, by: Person) -> Subscription:
    """This browser is told from now on; asked again it changes nothing. Refuses addresses that lead elsewhere."""
    endpoint = way.get("endpoint", "")
    is_usable = rules.is_callable(endpoint) and methods.is_way(way)
    require(
        is_usable, _("Peramban ini tidak memberi alamat yang dapat dipakai. Coba peramban lain."), status=422
    )
    known = queries.by_endpoint(endpoint)
    if known is not None and known.person_id == by.pk:
        return known
    if known is not None:  # a shared phone: whoever turned it on last is told
        _end(known, Ending.REPLACED)
    for old in queries.standing(by)[queries.MOST - 1 :]:
        _end(old, Ending.TURNED_OFF)
    row = Subscription.objects.create(
        person=by,
        index=queries.index_of(endpoint),
        way={name: way[name] for name in ("endpoint", "p256dh", "auth")},
        device=device(agent) or _("peramban lain"),
    )
    audit.record("webpush.subscribed", row, by=by, subject=by, device=row.device)
    return row


@transaction.atomic
def unsubscribe(subscription: Subscription, *, by: Person) -> None:
    """The person wants this browser told no longer."""
    row = queries.locked(subscription)
    if row.ended_at is None:
        _end(row, Ending.TURNED_OFF)
        audit.record("webpush.unsubscribed", row, by=by, subject=by)


@transaction.atomic
def note_gone(subscription: Subscription) -> None:
    """The push service says that this browser takes nothing any more (404 or 410, RFC 8030 section 7.3)."""
    row = queries.locked(subscription)
    if row.ended_at is None:
        _end(row, Ending.GONE)
        audit.record("webpush.gone", row, by=None, subject=row.person)


@transaction.atomic
def try_out(*, by: Person) -> None:
    """Send a message to oneself, to see that it arrives."""
    require(queries.standing(by).exists(), _("Nyalakan dahulu pemberitahuan di satu perangkat."), status=409)
    audit.record("webpush.tried", by, by=by, subject=by)


def _end(row: Subscription, ending: Ending) -> None:
    row.ended_at, row.ending = timezone.now(), ending
    row.way = {}  # an address that is not used is not kept
    row.save(update_fields=["ended_at", "ending", "way"])
