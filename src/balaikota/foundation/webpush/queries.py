"""Reading browsers and the key."""

import uuid

from django.db.models import QuerySet

from balaikota.foundation.people.models import Person
from balaikota.foundation.webpush.methods import Keys
from balaikota.foundation.webpush.models import Subscription, VapidKey
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index

#: Browsers of one person; the oldest is ended when one more asks.
MOST = 10


def keys() -> Keys | None:
    """The city's pair, when a browser has asked before."""
    row = VapidKey.objects.first()
    return Keys(row.public, row.private) if row else None


def index_of(endpoint: str) -> str:
    return blind_index("webpush", endpoint)


def standing(person: Person) -> QuerySet[Subscription]:
    """The browsers that are told, newest first."""
    return Subscription.objects.filter(person=person, ended_at=None).order_by("-made_at")


def subscription(id: uuid.UUID, *, viewer: Person) -> Subscription:
    return found(standing(viewer).filter(pk=id).first())


def by_endpoint(endpoint: str) -> Subscription | None:
    """Whoever's browser has this address now, locked."""
    rows = Subscription.objects.select_for_update(no_key=True)
    return rows.filter(index=index_of(endpoint), ended_at=None).first()


def locked(subscription: Subscription) -> Subscription:
    return Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
