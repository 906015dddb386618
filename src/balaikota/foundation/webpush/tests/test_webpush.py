"""A browser that asked is told a title; whoever carries it reads nothing, and leads the city hall nowhere."""

import base64
import json
from collections.abc import Iterator

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from py_vapid import Vapid02
from tests.cast import run_jobs
from tests.recorded import Played, System, a_system

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.notifications import contract
from balaikota.foundation.notifications.models import Delivery, DeliveryState
from balaikota.foundation.people.models import Person
from balaikota.foundation.webpush import actions, methods, queries
from balaikota.foundation.webpush.models import Ending, Subscription, VapidKey
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


class Phone:
    """A browser's side: its keys, and how it reads what it is sent."""

    def __init__(self, endpoint: str) -> None:
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.way = {"endpoint": endpoint, "p256dh": plain(point), "auth": plain(self.auth)}

    def reads(self, body: bytes) -> dict[str, str]:
        opened = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return dict(json.loads(opened))


def plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
def service(settings: object) -> Iterator[System]:
    settings.WEBPUSH_INSIDE = True
    with a_system() as system:
        system.plays(Played(status=201))
        yield system


@pytest.fixture
def phone(service: System, sari: Person) -> Phone:
    phone = Phone(f"{service.url}/kirim/abc")
    actions.subscribe(phone.way, agent=CHROME, by=sari)
    return phone


def tell(person: Person) -> Delivery:
    event = audit.record("webpush.tried", person, by=person, subject=person)
    run_jobs()
    return Delivery.objects.get(message__event=event, channel="webpush")


def test_the_phone_reads_the_title_and_where_to_go(service: System, phone: Phone, sari: Person) -> None:
    delivery = tell(sari)
    (asked,) = service.asked
    assert phone.reads(asked.body) == {
        "title": "Pemberitahuan percobaan",
        "url": "/akun/perangkat/",
        "tag": f"pesan-{delivery.message_id}",
    }
    assert delivery.state == DeliveryState.SENT
    assert b"percobaan" not in asked.body  # whoever carries it cannot read it


def test_the_city_hall_says_who_it_is(service: System, phone: Phone, sari: Person) -> None:
    tell(sari)
    headers = {name.lower(): value for name, value in service.asked[0].headers.items()}
    assert Vapid02.verify(headers["authorization"])
    key = headers["authorization"].rpartition(",k=")[2]
    assert key == VapidKey.objects.get().public
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "86400")


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_told_no_longer(
    service: System, phone: Phone, sari: Person, status: int
) -> None:
    service.plays(Played(status=status))
    assert tell(sari).state == DeliveryState.SENT  # nothing is left to try
    gone = Subscription.objects.get()
    assert (gone.ending, gone.way) == (Ending.GONE, {})
    assert not queries.standing(sari).exists()


@pytest.mark.parametrize(
    ("status", "state"), [(500, "waiting"), (429, "waiting"), (400, "failed"), (301, "waiting")]
)
def test_what_was_not_taken_is_tried_again_when_that_helps(
    service: System, phone: Phone, sari: Person, status: int, state: str
) -> None:
    service.plays(Played(status=status))
    event = audit.record("webpush.tried", sari, by=sari, subject=sari)
    run_jobs(forgiving=True)
    delivery = Delivery.objects.get(message__event=event, channel="webpush")
    assert (delivery.state, delivery.last_error) == (state, f"http_{status}")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/x",
        "https://user:pw@push.example/x",
        "ftp://push.example",
        "",
        "https://",
        "https://[::1]/x",
        "https://push.example/x",
        "https://10.1.2.3/x",
        "https://fcm.googleapis.com.penipu.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://penipu.example/fcm.googleapis.com",
    ],
)
def test_an_address_that_is_no_push_service_is_refused(sari: Person, endpoint: str) -> None:
    with pytest.raises(Refusal) as refused:
        actions.subscribe(Phone(endpoint).way, agent=CHROME, by=sari)
    assert refused.value.status == 422


@pytest.mark.parametrize(
    "endpoint", ["https://fcm.googleapis.com/fcm/send/a", "https://wns2.notify.windows.com/w"]
)
def test_the_push_services_of_browsers_are_known(sari: Person, endpoint: str) -> None:
    assert actions.subscribe(Phone(endpoint).way, agent=CHROME, by=sari).ended_at is None


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254"])
def test_a_private_address_is_never_called(
    sari: Person, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even when the name of a known service leads there."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *asked, **how: [(2, 1, 6, "", (address, 443))])
    actions.subscribe(Phone("https://fcm.googleapis.com/kirim").way, agent=CHROME, by=sari)
    delivery = tell(sari)
    assert (delivery.state, delivery.last_error) == (DeliveryState.FAILED, "private_address")


def test_keys_that_are_none_are_refused(sari: Person) -> None:
    way = Phone("https://fcm.googleapis.com/x").way | {"p256dh": plain(b"\x04" + bytes(64))}
    with pytest.raises(Refusal):
        actions.subscribe(way, agent=CHROME, by=sari)


def test_the_keys_are_made_once_and_lie_sealed(sari: Person) -> None:
    first = actions.open_keys()
    assert actions.open_keys() == first
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select private from webpush_vapidkey")
        (kept,) = cursor.fetchone()
    assert first.private.encode() not in bytes(kept)


def test_the_last_who_turns_on_a_shared_phone_is_told(
    service: System, phone: Phone, sari: Person, budi: Person
) -> None:
    actions.subscribe(phone.way, agent=CHROME, by=budi)
    assert not queries.standing(sari).exists()
    tell(budi)
    assert len(service.asked) == 1


def test_turned_on_twice_it_is_one_browser(phone: Phone, sari: Person) -> None:
    actions.subscribe(phone.way, agent=CHROME, by=sari)
    assert [row.device for row in queries.standing(sari)] == ["Chrome, Android"]


def test_the_page_turns_on_tries_and_turns_off(service: System, client: Client, sari: Person) -> None:
    client.force_login(sari)
    assert "Belum ada perangkat" in client.get("/akun/perangkat/").content.decode()
    key = client.post("/akun/perangkat/kunci/").json()["key"]
    assert len(key) == 87
    phone = Phone(f"{service.url}/kirim/abc")
    answer = client.post("/akun/perangkat/nyalakan/", phone.way, HTTP_USER_AGENT=CHROME)
    assert answer.status_code == 303
    assert client.post("/akun/perangkat/coba/").status_code == 303
    run_jobs()
    assert phone.reads(service.asked[0].body)["title"] == "Pemberitahuan percobaan"
    row = queries.standing(sari).get()
    assert client.post(f"/akun/perangkat/{row.pk}/matikan/").status_code == 303
    assert Subscription.objects.get().ending == Ending.TURNED_OFF


def test_nobody_turns_off_a_neighbours_phone(
    client: Client, phone: Phone, sari: Person, budi: Person
) -> None:
    client.force_login(budi)
    row = queries.standing(sari).get()
    assert client.post(f"/akun/perangkat/{row.pk}/matikan/").status_code == 404


def test_what_was_muted_stays_in_the_inbox_only(service: System, phone: Phone, sari: Person) -> None:
    wanted = {(g.slug, c.name) for g in contract.groups() for c in contract.channels()} - {
        ("data", "webpush")
    }
    notifications.choose(wanted, by=sari)
    event = audit.record("webpush.tried", sari, by=sari, subject=sari)
    run_jobs()
    assert [each.channel for each in Delivery.objects.filter(message__event=event)] == ["email"]
    assert service.asked == []


def test_a_long_title_still_fits_a_push_message() -> None:
    body = methods.message("ž" * 5_000, "/kotak-masuk/", "pesan-1")
    assert len(body) <= methods.MOST
    assert json.loads(body)["title"] == "ž" * 100
