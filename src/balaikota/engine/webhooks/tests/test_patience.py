"""A server that does not take a message is asked again, patiently, and holds up neither the city nor the others."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.models import Partner
from balaikota.engine.webhooks import actions, jobs, methods, queries
from balaikota.engine.webhooks.models import Delivery, Kind, State, Subscription
from balaikota.engine.webhooks.tests.conftest import DOWN, OK, a_case, later
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (DOWN, "http_503"),
        (Played(404), "http_404"),
        (Played(302, headers={"Location": "http://127.0.0.1/"}), "redirect"),
        (Played(fault="cut"), "broken_off"),
        (Played(fault="long"), "broken_off"),
    ],
)
def test_a_server_that_does_not_take_it_is_tried_again_with_the_same_message(
    partner: Partner, sari: Person, secret: str, server: System, answer: Played, why: str
) -> None:
    server.plays(answer, OK)
    a_case(partner, sari)
    cast.run_jobs()
    row = Delivery.objects.get()
    assert (row.state, row.why, row.attempts) == (State.WAITING, why, 1)
    jobs.send_what_waits(0)
    assert len(server.asked) == 1, "not before its time"
    later(row)
    jobs.send_what_waits(0)
    row.refresh_from_db()
    assert (row.state, row.why) == (State.DELIVERED, "")
    assert len({(asked.headers["webhook-id"], asked.body) for asked in server.asked}) == 1


def test_of_a_server_that_is_away_one_message_at_a_time_learns_it(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    """Each may hang for ten seconds: a hundred of them would hold up every letter of the city."""
    server.plays(Played(fault="cut"))
    for number in range(3):
        a_case(partner, sari, f"kunci-{number:04}")
    cast.run_jobs()
    assert len(server.asked) == 1, "what came after it was not tried"
    Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    jobs.send_what_waits(0)
    assert len(server.asked) == 2
    assert Delivery.objects.filter(state=State.WAITING).count() == 3


def test_what_waited_for_a_server_goes_as_soon_as_it_takes_something(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    server.plays(DOWN, DOWN, OK)
    for number in range(3):
        a_case(partner, sari, f"kunci-{number:04}")
    cast.run_jobs()
    jobs.send_what_waits(0)
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1, 1]
    jobs.send_what_waits(0)
    jobs.send_what_waits(0)
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DELIVERED}
    assert len(server.asked) == 5


def test_a_message_that_is_not_taken_is_not_hurried_by_one_that_is(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    server.plays(Played(404), OK)
    a_case(partner, sari)
    cast.run_jobs()
    a_case(partner, sari, "kunci-dua")
    cast.run_jobs()
    refused = Delivery.objects.get(state=State.WAITING)
    assert (refused.why, Delivery.objects.filter(state=State.DELIVERED).count()) == ("http_404", 1)
    assert refused.next_at > timezone.now() + timedelta(minutes=4)


def test_the_first_message_is_not_put_off_by_those_that_follow_it(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    """Else a server that stays away long would be told to the operator the later, the more it misses."""
    server.plays(DOWN)
    for number in range(3):
        a_case(partner, sari, f"kunci-{number:04}")
    cast.run_jobs()
    first = Delivery.objects.get(attempts=1)
    later(first)  # its patience is over; the others have been due since they were made
    Delivery.objects.exclude(pk=first.pk).update(next_at=timezone.now() - timedelta(hours=1))
    jobs.send_what_waits(0)
    first.refresh_from_db()
    assert first.attempts == 2


def test_servers_take_turns(
    partner: Partner, sari: Person, secret: str, server: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays(DOWN)
    actions.subscribe(partner, f"{server.url}/lain", [Kind.WITHDRAWN], by=cast.hasan())
    for number in range(2):
        a_case(partner, sari, f"kunci-{number:04}")
    cases.withdraw(Case.objects.first(), by=sari)
    cast.run_jobs()
    Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    servers = [each.subscription.url.rpartition("/")[2] for each in queries.due(timezone.now())]
    assert set(servers[:2]) == {"kabar", "lain"}
    assert servers[2:] == ["kabar", "kabar"]
    monkeypatch.setattr(queries, "PAGE", 1)
    assert len(queries.due(timezone.now())) == 2, "what waits long at one is not in the way of the other"


@given(st.integers(0, 10_000))
def test_patience_grows_and_has_an_end(attempts: int) -> None:
    assert (
        timedelta(minutes=5)
        <= methods.patience(attempts)
        <= methods.patience(attempts + 1)
        <= timedelta(hours=12)
    )


def test_after_ten_tries_it_is_dead_and_the_operator_hears_of_it_once(
    partner: Partner, sari: Person, secret: str, server: System, client: Client
) -> None:
    server.plays(DOWN)
    case = a_case(partner, sari)
    cast.run_jobs()
    cases.pass_step(case, by=cast.wulan())
    cast.run_jobs()
    for row in Delivery.objects.all():
        for _ in range(methods.TRIES):
            later(row)
            jobs._send(row)
    cast.run_jobs()
    assert set(Delivery.objects.values_list("state", "attempts")) == {(State.DEAD, methods.TRIES)}
    told = [message.subject for message in cast.hasan().messages.all()]
    assert told == ["Kabar ke Aplikasi Kecamatan tidak sampai"]
    client.force_login(cast.hasan())
    page = client.get("/kabar-mitra/?keadaan=dead").content.decode()
    assert "2 kabar tidak sampai" in page
    assert "http_503" in page


def test_a_stopped_partner_and_an_ended_subscription_are_not_called(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    server.plays(DOWN)
    a_case(partner, sari)
    cast.run_jobs()
    row = Delivery.objects.get()
    later(row)
    partners.suspend(partner, by=cast.hasan())
    jobs.send_what_waits(0)
    partners.resume(partner, by=cast.hasan())
    actions.unsubscribe(Subscription.objects.get(), by=cast.hasan())
    jobs.send_what_waits(0)
    jobs._send(row)
    assert len(server.asked) == 1


def test_a_server_in_the_citys_own_network_is_not_called_unless_the_city_says_so(
    partner: Partner, sari: Person, secret: str, server: System, settings: Settings
) -> None:
    settings.WEBHOOKS_INSIDE = False
    a_case(partner, sari)
    cast.run_jobs()
    assert server.asked == []
    assert Delivery.objects.get().why == "private_address"
