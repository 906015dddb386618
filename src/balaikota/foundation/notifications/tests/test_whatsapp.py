"""WhatsApp: only for who asked, once, without telling Meta what happened; what nobody knows is held for a person."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System, a_system, pairs

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.notifications import actions, contract, gateway, jobs, queries
from balaikota.foundation.notifications.models import Delivery, DeliveryState, Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.outbound import NotTaken, Unsure

RECORDED = pairs(Path(__file__).with_name("whatsapp.toml"))
TAKEN = RECORDED["taken"].answer
LINK = "https://kota.example/permohonan/AKT-2026-00001/"
HELD, FAILED, SENT, WAITING = (DeliveryState(each) for each in ("held", "failed", "sent", "waiting"))


@pytest.fixture
def meta() -> Iterator[System]:
    with a_system() as system:
        yield system


@pytest.fixture
def whatsapp(meta: System, settings: Settings, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "kabar.txt").write_text(
        "Akta kelahiran Melati terbit\n\nAmbil suratnya di halaman permohonan.\n"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = f"{meta.url}/v23.0/1055/messages", "rahasia-meta"
    meta.plays(TAKEN)
    contract.register(jobs.WhatsApp())
    yield
    contract._channels.pop("whatsapp")


@pytest.fixture
def sari(whatsapp: None, db: None) -> Person:
    person = cast.sari()
    person.phone, person.phone_confirmed_at = "+6281234567890", timezone.now()
    person.save()
    actions.opt_in("whatsapp", by=person)
    return person


def tell(sari: Person) -> Delivery:
    event = audit.record("people.told", sari, by=sari, subject=sari)
    actions.send(sari, letter="kabar.txt", event_id=event.pk, url="/permohonan/AKT-2026-00001/")
    return Delivery.objects.get(channel="whatsapp")


def after(sari: Person) -> Delivery:
    row = tell(sari)
    cast.run_jobs(forgiving=True)
    row.refresh_from_db()
    return row


# --- the gateway ----------------------------------------------------------------------------------


def said_to(meta: System, *answers: Played) -> None:
    meta.plays(*answers)
    seconds = 0.5 if answers[0].fault in ("silence", "drip") else 20  # only what never ends is cut short
    url = f"{meta.url}/v23.0/1055/messages"
    account = gateway.Account(url, "rahasia-meta", "kabar_permohonan", seconds)
    gateway.tell(account, "+6281234567890", LINK)


def test_what_is_sent_is_a_template_with_a_link_as_the_documentation_shows(meta: System) -> None:
    said_to(meta, TAKEN)
    (asked,) = meta.asked
    assert asked.path == "/v23.0/1055/messages"
    assert asked.headers["Authorization"] == "Bearer rahasia-meta"
    body = json.loads(asked.body)
    assert {name: body[name] for name in RECORDED["taken"].asked} == RECORDED["taken"].asked
    assert body["to"] == "6281234567890"
    assert body["template"] == {
        "name": "kabar_permohonan",
        "language": {"code": "id"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": LINK}]}],
    }


@pytest.mark.parametrize(
    ("answer", "why", "is_final"),
    [
        (RECORDED["busy"].answer, "code_130429", False),
        (RECORDED["down"].answer, "code_131016", False),
        (RECORDED["token_ended"].answer, "code_190", False),
        (RECORDED["no_such_number"].answer, "code_131026", True),
        (Played(429, b"slow down"), "http_429", False),
        (Played(403, b"<html>"), "http_403", False),
    ],
)
def test_what_was_not_taken_is_known_from_the_answer(
    meta: System, answer: Played, why: str, is_final: bool
) -> None:
    with pytest.raises(NotTaken) as caught:
        said_to(meta, answer)
    assert (caught.value.why, caught.value.is_final) == (why, is_final)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (RECORDED["something_went_wrong"].answer, "code_131000"),
        (Played(500, b"oops"), "http_500"),
        (Played(502, b""), "http_502"),
        (Played(302, b"", {"Location": "http://127.0.0.1/"}), "http_302"),
        (Played(200, b"<html>login</html>"), "wrong_answer"),
        (Played(200, b"[]"), "wrong_answer"),
        (Played(200, b'{"messages": []}'), "wrong_answer"),
        (Played(200, b'{"messages": [{"id": 7}]}'), "wrong_answer"),
        (Played(200, b'{"error": {"code": true}}'), "wrong_answer"),
        (Played(200, b"\xff\xfe"), "wrong_answer"),
        (Played(fault="silence"), "timeout"),
        (Played(fault="drip"), "timeout"),
        (Played(fault="cut"), "broken_off"),
        (Played(fault="long"), "broken_off"),
    ],
)
def test_what_nobody_knows_is_called_so(meta: System, answer: Played, why: str) -> None:
    with pytest.raises(Unsure) as caught:
        said_to(meta, answer)
    assert caught.value.why == why
    assert len(meta.asked) == 1


def test_a_meta_that_is_not_there_took_nothing() -> None:
    with pytest.raises(NotTaken):
        gateway.tell(gateway.Account("http://127.0.0.1:9/", "", "x", seconds=0.5), "+62811", LINK)


def test_a_telephone_number_does_not_leave_in_the_open() -> None:
    with pytest.raises(NotTaken) as caught:
        gateway.tell(gateway.Account("http://graph.example/", "", "x"), "+62811", LINK)
    assert caught.value.why == "unsafe_address"


def test_no_pair_claims_to_have_been_heard_from_a_real_account() -> None:
    assert {pair.verified for pair in RECORDED.values()} == {False}
    assert all(pair.source.startswith("https://developers.facebook.com/") for pair in RECORDED.values())


# --- the outbox -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_sari_is_told_and_meta_does_not_learn_what(sari: Person, meta: System) -> None:
    assert after(sari).state == SENT
    (asked,) = meta.asked
    for private in (b"Melati", b"Akta", sari.name.encode(), b"Sari"):
        assert private not in asked.body
    assert b"/permohonan/AKT-2026-00001/" in asked.body
    assert "81234567890" not in str(list(Event.objects.values()))


@pytest.mark.django_db
def test_off_or_unasked_nothing_is_sent(whatsapp: None, meta: System) -> None:
    budi = cast.budi()
    event = audit.record("people.told", budi, by=budi, subject=budi)
    actions.send(budi, letter="kabar.txt", event_id=event.pk)
    assert not Delivery.objects.filter(channel="whatsapp").exists()
    with pytest.raises(Refusal, match="dikonfirmasi"):
        actions.opt_in("whatsapp", by=budi)


@pytest.mark.django_db
def test_a_job_that_runs_again_does_not_send_again(sari: Person, meta: System) -> None:
    after(sari)
    queued = Event.objects.get(name="notifications.queued").pk
    jobs.deliver(queued)
    assert len(meta.asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [Played(fault="cut"), Played(500, b""), Played(200, b"[]")])
def test_an_unknown_outcome_is_held_and_not_sent_again(sari: Person, meta: System, answer: Played) -> None:
    meta.plays(answer, TAKEN)
    assert after(sari).state == HELD
    jobs.deliver(Event.objects.get(name="notifications.queued").pk)
    assert len(meta.asked) == 1
    assert Message.objects.get().subject == "Akta kelahiran Melati terbit", (
        "in the inbox it stands all the same"
    )
    assert Delivery.objects.get(channel="email").state == SENT


@pytest.mark.django_db
def test_a_worker_that_died_in_the_middle_leaves_it_held(sari: Person, meta: System) -> None:
    row = tell(sari)
    assert actions.begin(row)
    cast.run_jobs()
    row.refresh_from_db()
    assert (row.state, row.last_error) == (HELD, "interrupted")
    assert meta.asked == []


@pytest.mark.django_db
def test_what_was_not_taken_is_tried_again_and_then_sent_once(sari: Person, meta: System) -> None:
    meta.plays(RECORDED["busy"].answer, TAKEN)
    row = after(sari)
    assert (row.state, row.last_error, row.begun_at) == (WAITING, "code_130429", None)
    jobs.deliver(Event.objects.get(name="notifications.queued").pk)
    row.refresh_from_db()
    assert (row.state, len(meta.asked)) == (SENT, 2)


@pytest.mark.django_db
def test_a_number_without_whatsapp_is_given_up_at_once(sari: Person, meta: System) -> None:
    meta.plays(RECORDED["no_such_number"].answer)
    row = after(sari)
    assert (row.state, row.attempts) == (FAILED, 1)


@pytest.mark.django_db
def test_the_operator_sends_again_or_settles_and_nobody_else(
    sari: Person, meta: System, client: Client, django_assert_max_num_queries: Any
) -> None:
    meta.plays(Played(fault="cut"), TAKEN)
    row = after(sari)
    client.force_login(sari)
    assert client.get("/kotak-keluar/").status_code == 404
    assert client.post(f"/kotak-keluar/{row.pk}/lagi/").status_code == 404
    client.force_login(cast.hasan())
    with django_assert_max_num_queries(10):
        page = client.get("/kotak-keluar/").content.decode()
    assert "broken_off" in page
    for private in (sari.name, "81234567890", "Melati"):
        assert private not in page
    assert client.post(f"/kotak-keluar/{row.pk}/lagi/").status_code == 303
    cast.run_jobs()
    row.refresh_from_db()
    assert (row.state, len(meta.asked)) == (SENT, 2)
    assert client.post(f"/kotak-keluar/{row.pk}/lagi/").status_code == 409


@pytest.mark.django_db
def test_a_message_that_was_seen_elsewhere_is_settled(sari: Person, meta: System) -> None:
    meta.plays(Played(500, b""))
    row = after(sari)
    with pytest.raises(Refusal):
        actions.settle(row, by=sari)
    actions.settle(row, by=cast.hasan())
    assert queries.stuck(cast.hasan()) == []
    assert len(meta.asked) == 1


@pytest.mark.django_db
def test_sari_chooses_in_her_inbox(sari: Person, client: Client) -> None:
    client.force_login(sari)
    assert "Berhenti lewat WhatsApp" in client.get("/kotak-masuk/").content.decode()
    client.post("/kotak-masuk/whatsapp/tidak/")
    page = client.get("/kotak-masuk/").content.decode()
    assert "dikirim ke WhatsApp (Meta)" in page
    client.post("/kotak-masuk/whatsapp/ya/")
    assert queries.wants(sari, "whatsapp")


@pytest.mark.django_db
def test_the_operator_hears_of_the_first_held_message_and_of_his_own_none(sari: Person, meta: System) -> None:
    hasan = cast.hasan()
    hasan.phone, hasan.phone_confirmed_at = "+6281234567891", timezone.now()
    hasan.save()
    actions.opt_in("whatsapp", by=hasan)
    meta.plays(Played(500, b""))
    after(sari)
    tell_again = audit.record("people.told", sari, by=sari, subject=sari)
    actions.send(sari, letter="kabar.txt", event_id=tell_again.pk)
    cast.run_jobs()
    assert [message.subject for message in queries.inbox(hasan)] == ["Sebuah kiriman tertahan"]
