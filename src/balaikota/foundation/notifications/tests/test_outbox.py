"""Telling people what happened: once, in the app and by e-mail, and visibly when it fails."""

import smtplib
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from tests.cast import run_jobs

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.notifications import actions, contract, queries
from balaikota.foundation.notifications.contract import Channel
from balaikota.foundation.notifications.models import Delivery, DeliveryState, Message
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(tmp_path: Path, settings: object) -> str:
    """A letter of our own, so that this room needs no other."""
    (tmp_path / "kabar.txt").write_text("Kabar untuk {{ to.name }}\n\nNomor {{ number }} sudah diterima.\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return "kabar.txt"


def tell(sari: Person, letter: str) -> Message | None:
    event = audit.record("people.told", sari, by=sari, subject=sari)
    return actions.send(sari, letter=letter, event_id=event.pk, url="/permohonan/", number="AKT-2026-00001")


def test_a_message_is_in_the_inbox_at_once_and_in_the_mail_later(sari: Person, letter: str) -> None:
    message = tell(sari, letter)
    assert message is not None
    assert message.subject == f"Kabar untuk {sari.name}"
    assert [each.body for each in queries.inbox(sari)] == ["Nomor AKT-2026-00001 sudah diterima."]
    assert mail.outbox == []
    run_jobs()
    assert [each.to for each in mail.outbox] == [[sari.email]]
    assert "/permohonan/" in mail.outbox[0].body
    assert Delivery.objects.get().state == DeliveryState.SENT


def test_nobody_is_told_twice_of_one_event(sari: Person, letter: str) -> None:
    event = audit.record("people.told", sari, by=sari, subject=sari)
    sent = [actions.send(sari, letter=letter, event_id=event.pk, number="1") for _ in range(3)]
    run_jobs()
    assert [each is not None for each in sent] == [True, False, False]
    assert (Message.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_job_that_runs_again_does_not_mail_again(sari: Person, letter: str) -> None:
    from balaikota.foundation.notifications.jobs import deliver

    tell(sari, letter)
    run_jobs()
    from balaikota.foundation.audit.models import Event

    deliver(Event.objects.get(name="notifications.queued").pk)
    assert len(mail.outbox) == 1


class Broken(Channel):
    name = "rusak"

    def address_of(self, person: Person) -> str:
        return "di sini"

    def send(self, delivery: Delivery) -> None:
        raise ConnectionError("sari@contoh menolak")


@pytest.fixture
def broken() -> object:
    yield contract.register(Broken())
    contract._channels.pop("rusak")


def test_a_channel_that_fails_is_tried_again_and_holds_up_no_other(
    sari: Person, letter: str, broken: Channel
) -> None:
    tell(sari, letter)
    run_jobs(forgiving=True)
    failed = Delivery.objects.get(channel="rusak")
    assert (failed.state, failed.attempts, failed.last_error) == (DeliveryState.WAITING, 1, "ConnectionError")
    assert len(mail.outbox) == 1


def test_after_eight_tries_it_stays_failed_and_visible(sari: Person, letter: str, broken: Channel) -> None:
    from balaikota.foundation.audit.models import Event
    from balaikota.foundation.notifications.jobs import deliver

    tell(sari, letter)
    event = Event.objects.get(name="notifications.queued").pk
    for _ in range(actions.PATIENCE - 1):
        with pytest.raises(ConnectionError):
            deliver(event)
    deliver(event)
    assert [each.channel for each in queries.failed()] == ["rusak"]
    assert len(mail.outbox) == 1


def test_a_person_without_an_address_still_has_the_message_in_the_app(sari: Person, letter: str) -> None:
    sari.email = None
    sari.save(update_fields=["email"])
    tell(sari, letter)
    assert Delivery.objects.count() == 0
    assert queries.unread_count(sari) == 1


def test_reading_marks_it_read_and_leads_to_the_matter(client: Client, sari: Person, letter: str) -> None:
    message = tell(sari, letter)
    client.force_login(sari)
    assert message.subject in client.get("/kotak-masuk/").content.decode()
    answer = client.post(f"/kotak-masuk/{message.pk}/buka/")
    assert (answer.status_code, answer["Location"]) == (303, "/permohonan/")
    assert queries.unread_count(sari) == 0


def test_a_neighbour_finds_nothing_of_it(client: Client, sari: Person, budi: Person, letter: str) -> None:
    message = tell(sari, letter)
    client.force_login(budi)
    assert message.subject not in client.get("/kotak-masuk/").content.decode()
    assert client.post(f"/kotak-masuk/{message.pk}/buka/").status_code == 404


# --- nobody at the other end ----------------------------------------------------------------------


class Post:
    """A mail server as it fares: how often it was asked, and what it says instead of taking a letter."""

    def __init__(self) -> None:
        self.asked = 0
        self.fault: Exception | None = None

    def send(self, letters: list[object]) -> int:
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        mail.outbox.extend(letters)
        return len(letters)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    from django.core.mail import EmailMessage

    from balaikota.foundation.notifications import jobs

    server = Post()
    monkeypatch.setattr(EmailMessage, "send", lambda letter: server.send([letter]))
    monkeypatch.setattr(jobs, "_closed_until", {})
    return server


def knock() -> None:
    from balaikota.foundation.notifications.jobs import knock_again

    knock_again(0)


def test_a_mail_server_that_is_away_for_a_night_costs_no_letter_its_tries(
    sari: Person, letter: str, post: Post
) -> None:
    post.fault = ConnectionRefusedError()
    tell(sari, letter)
    run_jobs()
    for _ in range(actions.PATIENCE + 2):
        knock()
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.attempts, waiting.last_error) == (DeliveryState.WAITING, 0, "away")
    assert queries.ways_closed() == ["email"]
    post.fault = None
    knock()
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert queries.ways_closed() == []
    assert len(mail.outbox) == 1


def test_one_letter_knocks_at_a_server_that_hangs_and_the_others_wait_behind_it(
    sari: Person, letter: str, post: Post
) -> None:
    """Each that tried would take a place of the worker for twenty seconds, and the city's papers would wait."""
    post.fault = TimeoutError()
    for _ in range(5):
        tell(sari, letter)
    run_jobs()
    assert post.asked == 1
    knock()
    assert post.asked == 2
    post.fault = None
    knock()
    assert (len(mail.outbox), queries.ways_closed()) == (5, [])
    tell(sari, letter)
    run_jobs()
    assert len(mail.outbox) == 6


def test_a_letter_that_is_refused_itself_uses_up_its_tries_also_after_a_closed_way(
    sari: Person, letter: str, post: Post
) -> None:
    post.fault = smtplib.SMTPServerDisconnected()
    tell(sari, letter)
    run_jobs()
    post.fault = smtplib.SMTPRecipientsRefused({})
    for _ in range(actions.PATIENCE):
        knock()
    assert [each.attempts for each in queries.failed()] == [actions.PATIENCE]


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        (smtplib.SMTPConnectError(421, b"later"), 0),
        (smtplib.SMTPSenderRefused(421, b"closing", "x"), 0),
        (smtplib.SMTPAuthenticationError(535, b"no"), 0),
        (smtplib.SMTPDataError(554, b"no"), 1),
        (smtplib.SMTPRecipientsRefused({}), 1),
    ],
)
def test_what_is_said_of_a_letter_counts_and_what_is_said_of_the_server_does_not(
    sari: Person, letter: str, post: Post, fault: Exception, tries: int
) -> None:
    post.fault = fault
    tell(sari, letter)
    run_jobs(forgiving=True)
    assert Delivery.objects.get().attempts == tries
