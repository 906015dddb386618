"""The chain of events."""

import pytest
from django.contrib.auth import get_user_model
from django.db import ProgrammingError, connection

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.audit import queries
from balaikota.foundation.audit.models import Event

pytestmark = pytest.mark.django_db


def committed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


@pytest.fixture
def events() -> list[Event]:
    sari = get_user_model().objects.create(name="Sari")
    made = [audit.record("people.joined", sari, by=sari, subject=sari, turn=turn) for turn in range(3)]
    committed()
    return made


def test_every_event_is_linked_in_order(events: list[Event]) -> None:
    assert [event.link.event_id for event in events] == sorted(event.pk for event in events)
    assert queries.faults() == []


def test_an_event_cannot_be_changed_through_the_application(events: list[Event]) -> None:
    with pytest.raises(ProgrammingError, match="append-only"):
        Event.objects.filter(pk=events[1].pk).update(purpose="tidak ada")


@pytest.mark.parametrize(
    "behind_its_back",
    [
        "update audit_event set purpose = 'lain' where id = {id}",
        "update audit_event set at = at + interval '1 second' where id = {id}",
        "update audit_event set by_id = null where id = {id}",
        "delete from audit_link where event_id = {id}",
        "update audit_link set digest = sha256(digest) where event_id = {id}",
    ],
)
def test_a_change_behind_the_citys_back_is_found(events: list[Event], behind_its_back: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(behind_its_back.format(id=events[1].pk))
        cursor.execute("set local session_replication_role = origin")
    assert queries.faults() != []
