"""How long one is signed in, on which devices, and what must be shown once more."""

import re
import time
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from allauth.account import app_settings as allauth
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from tests.cast import PASSWORD, run_jobs

from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import actions, queries
from balaikota.foundation.people.api import LASTS
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
NEW = "soto medan udang galah"


@pytest.fixture(autouse=True)
def _rested() -> None:
    cache.clear()


def sign_in(person: Person, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/masuk/", {"login": person.email, "password": PASSWORD})
    return client


def later(client: Client, **changed: int) -> None:
    """As if that many seconds had gone by: `seen` since the last page, `until` since signing in."""
    session = client.session
    lasts = dict(session[LASTS])
    for name, seconds in changed.items():
        lasts[name] -= seconds
    session[LASTS] = lasts
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/akun/sesi/").status_code == 200


def code_in_the_last_letter() -> str:
    run_jobs()
    return re.search(r"^    (\S+)$", mail.outbox[-1].body, re.M)[1]


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"


# --- how long -------------------------------------------------------------------------------------


def test_an_idle_session_is_over(sari: Person, wulan: Person) -> None:
    resident, officer = sign_in(sari), sign_in(wulan)
    for client in (resident, officer):
        later(client, seen=3_600)
    assert is_in(resident), "a resident fills in long forms"
    assert not is_in(officer)
    later(resident, seen=7_200)
    answer = resident.get("/akun/sesi/")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/akun/sesi/")
    assert "masuklah lagi" in resident.get(answer["Location"]).content.decode()


def test_who_does_something_stays(sari: Person) -> None:
    client = sign_in(sari)
    for _hour in range(3):
        later(client, seen=3_600)
        assert is_in(client)


def test_a_part_that_fetches_itself_is_no_sign_of_life(sari: Person) -> None:
    client = sign_in(sari)
    later(client, seen=3_600)
    before = client.session[LASTS]["seen"]
    client.get("/akun/sesi/", headers={"HX-Request": "true"})
    assert client.session[LASTS]["seen"] == before
    client.get("/akun/sesi/", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert client.session[LASTS]["seen"] > before


def test_a_session_is_over_after_a_working_day_however_busy(sari: Person) -> None:
    client = sign_in(sari)
    assert client.session[LASTS]["until"] <= time.time() + 12 * 3600
    later(client, until=12 * 3600)
    assert not is_in(client)


def test_within_five_minutes_nothing_is_written(sari: Person, django_assert_num_queries: Any) -> None:
    client = sign_in(sari)
    before = client.session[LASTS]
    later(client, seen=200)
    client.get("/akun/sesi/")
    assert client.session[LASTS]["seen"] == before["seen"] - 200


def test_an_old_key_opens_nothing_after_signing_out(sari: Person) -> None:
    client, thief = sign_in(sari), Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)
    client.post("/keluar/")
    assert not is_in(thief)


def test_signing_out_empties_the_browsers_cache(sari: Person) -> None:
    client = sign_in(sari)
    assert "Clear-Site-Data" not in client.get("/keluar/")
    assert client.post("/keluar/")["Clear-Site-Data"] == '"cache"'


def test_a_closed_account_is_signed_out_everywhere(sari: Person) -> None:
    client = sign_in(sari)
    Person.objects.filter(pk=sari.pk).update(is_active=False)
    assert not is_in(client)


# --- the machine ----------------------------------------------------------------------------------


def test_the_machine_signs_one_or_everybody_out(sari: Person, budi: Person) -> None:
    hers, his = sign_in(sari), sign_in(budi)
    call_command("sign_out", "--who", sari.email, "--because", "ponsel hilang di angkot", stdout=_Silent())
    assert (is_in(hers), is_in(his)) == (False, True)
    event = Event.objects.get(name="people.sessions_ended")
    assert (event.subject, event.purpose, event.detail) == (sari, "ponsel hilang di angkot", {"count": 1})
    sign_in(sari, hers)
    call_command("sign_out", "--all", "--because", "pembobolan server", stdout=_Silent())
    assert (is_in(hers), is_in(his)) == (False, False)
    with pytest.raises(CommandError, match="Tidak ada"):
        call_command("sign_out", "--who", "lain@contoh.id", "--because", "salah alamat")


def test_a_lost_factor_comes_off_with_a_reason_and_the_person_is_told(wulan: Person) -> None:
    TOTP.activate(wulan, generate_totp_secret())
    asked = ["sign_out", "--who", wulan.email, "--lost-factor", "--because"]
    with pytest.raises(CommandError, match="KTP-el"):
        call_command(*asked, " ")
    call_command(*asked, "Ratna mencocokkan KTP-el, 29 November", stdout=_Silent())
    assert not Authenticator.objects.filter(user=wulan).exists()
    assert Event.objects.filter(name="people.factors_taken_off", subject=wulan).count() == 1
    run_jobs()
    assert "Pengaman kedua" in mail.outbox[-1].subject
    client = sign_in(wulan)
    assert client.get("/warga/")["Location"] == "/akun/pengaman/", "a new one is set up before anything opens"


class _Silent:
    def write(self, text: str) -> None:
        pass


# --- what must be shown once more -----------------------------------------------------------------


def long_ago(client: Client) -> None:
    session = client.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 600} for record in session["account_authentication_methods"]
    ]
    session.save()


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/akun/email/", {"email": "baru@contoh.id", "action_add": ""}),
        ("/akun/telepon/", {"phone": "081234567891"}),
        ("/akun/sesi/", {}),
    ],
)
def test_contacts_and_devices_change_only_after_showing_once_more_who_one_is(
    sari: Person, address: str, given: dict[str, str]
) -> None:
    client = sign_in(sari)
    long_ago(client)
    assert client.get(address).status_code == 200, "looking is free"
    answer = client.post(address, given)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/akun/pastikan/")
    assert not Event.objects.filter(name="people.phone_changed").exists()


def test_showing_once_more_who_one_is_renews_the_key(sari: Person) -> None:
    client, thief = sign_in(sari), Client()
    old = client.cookies["sessionid"].value
    thief.cookies["sessionid"] = old
    client.post("/akun/pastikan/", {"password": "keliru sekali"})
    assert client.cookies["sessionid"].value == old
    client.post("/akun/pastikan/", {"password": PASSWORD})
    assert client.cookies["sessionid"].value != old
    assert (is_in(client), is_in(thief)) == (True, False)
    assert "Keluarkan semua perangkat lain" not in client.get("/akun/sesi/").content.decode(), (
        "the same device"
    )


def test_a_new_password_wants_the_old_one_and_ends_the_other_sessions(sari: Person) -> None:
    here, there = sign_in(sari), sign_in(sari)
    asked = {"oldpassword": "keliru sekali", "password1": NEW, "password2": NEW}
    here.post("/akun/sandi/", asked)
    assert Person.objects.get(pk=sari.pk).check_password(PASSWORD)
    here.post("/akun/sandi/", asked | {"oldpassword": PASSWORD})
    assert Person.objects.get(pk=sari.pk).check_password(NEW)
    assert (is_in(here), is_in(there)) == (True, False)
    run_jobs()
    assert mail.outbox[-1].to == [sari.email], "and is told by letter"


def test_a_new_password_does_not_stand_in_for_the_second_factor(client: Client, sari: Person) -> None:
    TOTP.activate(sari, generate_totp_secret())
    client.post("/lupa-sandi/", {"email": sari.email})
    client.post("/lupa-sandi/kode/", {"code": code_in_the_last_letter()})
    client.post("/lupa-sandi/baru/", {"password1": NEW, "password2": NEW})
    assert not is_in(client)
    answer = client.post("/masuk/", {"login": sari.email, "password": NEW})
    assert answer["Location"] == "/masuk/pengaman/"


# --- codes ----------------------------------------------------------------------------------------


def test_codes_are_good_for_ten_minutes_at_most(settings: Any) -> None:
    lives = (
        allauth.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        allauth.PHONE_VERIFICATION_TIMEOUT,
        allauth.LOGIN_BY_CODE_TIMEOUT,
        allauth.PASSWORD_RESET_BY_CODE_TIMEOUT,
    )
    assert max(lives) <= 600
    assert settings.MFA_TOTP_TOLERANCE == 0


def test_a_code_of_the_app_counts_once(sari: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()  # stands still: a slow machine must not meet the next half minute
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now))
    secret = generate_totp_secret()
    TOTP.activate(sari, secret)
    code = code_of(secret)
    first, second = sign_in(sari), sign_in(sari)
    first.post("/masuk/pengaman/", {"code": code})
    second.post("/masuk/pengaman/", {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_code_opens_only_the_session_that_asked_for_it(client: Client, sari: Person) -> None:
    client.post("/masuk/kode/", {"contact": sari.email})
    code = code_in_the_last_letter()
    elsewhere = Client()
    elsewhere.post("/masuk/kode/ketik/", {"code": code})
    assert not is_in(elsewhere)
    client.post("/masuk/kode/ketik/", {"code": code})
    assert is_in(client)


# --- what is written down -------------------------------------------------------------------------


def test_signing_in_is_on_record_with_its_ways_and_a_refusal_is_in_the_log(sari: Person) -> None:
    sign_in(sari)
    assert Event.objects.get(name="people.signed_in", subject=sari).detail == {"how": ["password"]}
    with structlog.testing.capture_logs() as lines:
        Client().post("/masuk/", {"login": sari.email, "password": "keliru sekali"})
        Client().post("/masuk/", {"login": "belum@contoh.id", "password": "keliru sekali"})
    told = [line for line in lines if line["event"] == "sign-in refused"]
    assert [line["at"] for line in told] == ["account_login", "account_login"]
    assert all("password_mismatch" in str(line["faults"]) for line in told)
    assert "keliru" not in str(lines)
    assert sari.email not in str(lines)


def test_a_wrong_code_of_the_app_is_in_the_log(sari: Person) -> None:
    TOTP.activate(sari, generate_totp_secret())
    client = sign_in(sari)
    with structlog.testing.capture_logs() as lines:
        client.post("/masuk/pengaman/", {"code": "000000"})
    assert [line["at"] for line in lines if line["event"] == "sign-in refused"] == ["mfa_authenticate"]


def test_ending_no_session_is_on_record_too(sari: Person) -> None:
    assert actions.end_sessions(sari, because="tidak ada yang masuk") == 0
    assert queries.signed_in() == []
