"""What happens to a partner's case is told to its server: signed, once, patiently, and again when asked."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests import cast
from tests.recorded import System

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.models import Consent, Partner
from balaikota.engine.webhooks import actions, jobs, methods
from balaikota.engine.webhooks.models import Delivery, Kind, State, Subscription
from balaikota.engine.webhooks.tests.conftest import OK, a_case, kinds
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


# --- what is said ---------------------------------------------------------------------------------


def test_the_signature_is_the_one_of_the_specification() -> None:
    """The reference vector of Standard Webhooks (its libraries' tests)."""
    made = methods.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        '{"test": 2432232314}',
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_can_check_who_wrote(partner: Partner, sari: Person, secret: str, server: System) -> None:
    server.plays(OK)
    case = a_case(partner, sari)
    cast.run_jobs()
    (asked,) = server.asked
    id_, at, signed = (asked.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{id_}.{at}.".encode() + asked.body, hashlib.sha256).digest()
    assert signed == "v1," + base64.b64encode(mac).decode()
    assert abs(int(at) - timezone.now().timestamp()) < 60
    told = json.loads(asked.body)
    assert set(told) == {"type", "timestamp", "data"}
    assert told["data"]["number"] == case.number
    assert told["data"]["link"].endswith(f"/api/v1/permohonan/{case.number}")


def test_nothing_about_a_person_leaves(partner: Partner, sari: Person, secret: str, server: System) -> None:
    case = a_case(partner, sari)
    cases.pass_step(case, note="Sari sudah dihubungi", by=cast.wulan())
    cases.decide(Case.objects.get(), "refused", reason="Sari belum melunasi.", by=cast.anwar())
    cast.run_jobs()
    assert kinds(server) == ["case.submitted", "case.step_passed", "case.decided"]
    sent = b"".join(asked.body for asked in server.asked).decode()
    for private in ("Sari", "melunasi", "Durian", str(sari.pk), sari.nik, "refused"):
        assert private not in sent


def test_only_what_was_asked_for_is_told(partner: Partner, sari: Person, server: System) -> None:
    actions.subscribe(partner, server.url, [Kind.WITHDRAWN], by=cast.hasan())
    cases.withdraw(a_case(partner, sari), by=sari)
    cast.run_jobs()
    assert kinds(server) == ["case.withdrawn"]


def test_what_sari_does_herself_is_told_to_nobody(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    cast.a_case("izin-uji", sari)
    cast.run_jobs()
    assert server.asked == []


def test_when_sari_takes_her_consent_back_the_server_hears_no_more(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    case = a_case(partner, sari)
    partners.take_back(Consent.objects.get(), by=sari)
    cases.pass_step(case, by=cast.wulan())
    cast.run_jobs()
    assert "case.step_passed" not in kinds(server)


def test_jobs_that_run_twice_tell_once(partner: Partner, sari: Person, secret: str, server: System) -> None:
    a_case(partner, sari)
    cast.run_jobs()
    row = Delivery.objects.get()
    actions.tell(row.event_id)
    jobs._send(row)
    jobs.send_what_waits(0)
    assert (Delivery.objects.count(), len(server.asked)) == (1, 1)


# --- again ----------------------------------------------------------------------------------------


def test_a_replay_carries_the_same_id_and_body_so_that_it_can_be_dropped(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    a_case(partner, sari)
    cast.run_jobs()
    actions.replay(Delivery.objects.get(), by=cast.hasan())
    cast.run_jobs()
    first, second = server.asked
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert Delivery.objects.get().state == State.DELIVERED


def test_a_span_of_time_is_replayed_and_nothing_outside_it(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    case = a_case(partner, sari)
    cases.pass_step(case, by=cast.wulan())
    cast.run_jobs()
    old = Delivery.objects.order_by("made_at").first()
    assert old is not None
    Delivery.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=3))
    now = timezone.now()
    assert actions.replay_span(partner, now - timedelta(days=1), now, by=cast.hasan()) == 1
    assert actions.replay_span(partner, now - timedelta(days=9), now, by=cast.hasan()) == 1, (
        "one waits already"
    )
    cast.run_jobs()
    assert len(server.asked) == 4
    with pytest.raises(Refusal, match="sebelum waktu akhir"):
        actions.replay_span(partner, now, now, by=cast.hasan())


def test_nothing_is_replayed_to_who_no_longer_listens(
    partner: Partner, sari: Person, secret: str, server: System
) -> None:
    a_case(partner, sari)
    cast.run_jobs()
    actions.unsubscribe(Subscription.objects.get(), by=cast.hasan())
    with pytest.raises(Refusal, match="sudah diakhiri"):
        actions.replay(Delivery.objects.get(), by=cast.hasan())


# --- who arranges it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["ftp://mitra.example/", "https://a:b@mitra.example/", "mitra.example", "https://"]
)
def test_an_address_that_is_none_is_refused(partner: Partner, url: str) -> None:
    with pytest.raises(Refusal, match="https://"):
        actions.subscribe(partner, url, Kind.values, by=cast.hasan())


def test_outside_the_demo_city_only_https_is_taken(partner: Partner, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(Refusal, match="https://"):
        actions.subscribe(partner, "http://mitra.example/kabar", Kind.values, by=cast.hasan())


@pytest.mark.parametrize("who", [cast.sari, cast.wulan, cast.ratna, cast.mega, cast.intan])
def test_only_the_operator_sees_or_arranges_partners(
    partner: Partner, secret: str, client: Client, who: Any
) -> None:
    client.force_login(who())
    for path in (
        "/mitra/",
        "/mitra/aplikasi-kecamatan/",
        "/mitra/aplikasi-kecamatan/langganan/",
        "/kabar-mitra/",
    ):
        assert client.get(path).status_code == 404
    for path in ("token/", "langganan/baru/", "kirim-ulang/", "hentikan/"):
        assert client.post(f"/mitra/aplikasi-kecamatan/{path}", {}).status_code == 404
    with pytest.raises(Refusal):
        actions.subscribe(partner, "https://mitra.example/", Kind.values, by=who())


def test_the_secret_is_shown_once_and_kept_sealed(partner: Partner, client: Client, server: System) -> None:
    client.force_login(cast.hasan())
    address = f"/mitra/{partner.slug}/langganan/"
    shown = client.post(f"{address}baru/", {"url": server.url, "kinds": [Kind.DECIDED]})
    secret = Subscription.objects.get().secret
    assert secret in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert secret not in client.get(address).content.decode()
    assert secret.encode() not in bytes(Subscription.objects.values_list("secret", flat=True)[0])


@pytest.mark.parametrize(
    "typed",
    [{"url": "https://mitra.example/kabar"}, {"url": "https://a:b@mitra.example/", "kinds": [Kind.DECIDED]}],
)
def test_what_is_wrong_is_said_beside_what_was_typed(partner: Partner, client: Client, typed: Any) -> None:
    client.force_login(cast.hasan())
    answer = client.post(f"/mitra/{partner.slug}/langganan/baru/", typed)
    assert answer.status_code == 422
    assert f'value="{typed["url"]}"' in answer.content.decode()


def test_the_log_costs_the_same_however_long_it_is(
    partner: Partner,
    sari: Person,
    secret: str,
    server: System,
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    case = a_case(partner, sari)
    cast.run_jobs()
    row = Delivery.objects.get()
    for number in range(60):
        event = _another_event(case)
        Delivery.objects.create(
            subscription=row.subscription, event=event, kind=row.kind, number=row.number, body=row.body,
            made_at=datetime(2026, 11, 1, 0, number % 60, tzinfo=timezone.get_current_timezone()),
        )  # fmt: skip
    client.force_login(cast.hasan())
    with django_assert_max_num_queries(14):
        page = client.get("/kabar-mitra/")
    onward = page.context["next_url"]
    assert len(page.context["deliveries"]) == 50
    assert len(client.get(f"/kabar-mitra/{onward}").context["deliveries"]) == 11
    assert client.get("/kabar-mitra/?sebelum=bukan-id&keadaan=aneh").status_code == 200


def _another_event(case: Case) -> Any:
    from balaikota.foundation.audit import actions as audit

    return audit.record("webhooks.tried", case, by=None)
