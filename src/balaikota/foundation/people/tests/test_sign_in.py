"""Signing up and in: by e-mail or phone, confirmed by a code, never telling who exists."""

import logging
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.cast import PASSWORD, run_jobs

from balaikota.foundation.audit.models import Event
from balaikota.foundation.people import actions, queries
from balaikota.foundation.people.models import Assurance, Person

pytestmark = pytest.mark.django_db
NIK = "1271215703859992"


@pytest.fixture(autouse=True)
def _rested() -> None:
    """Nobody has used up their attempts yet."""
    cache.clear()


def code_in_the_last_letter() -> str:
    run_jobs()
    return re.search(r"^    (\S+)$", mail.outbox[-1].body, re.M)[1]


def sign_up(client: Client, contact: str, name: str = "Melati Putri") -> Any:
    return client.post("/daftar/", {"name": name, "contact": contact, "password1": PASSWORD})


def sign_in(client: Client, contact: str, password: str = PASSWORD) -> Any:
    return client.post("/masuk/", {"login": contact, "password": password})


def plain(response: Any) -> str:
    """The page without what differs between any two pages."""
    return re.sub(
        r"[a-z]+-?[a-z]*@[a-z.]+|\+?62?0?8[0-9]+|value=\"[A-Za-z0-9]{64}\"", "…", response.content.decode()
    )


def test_one_signs_up_with_an_email_and_the_code_confirms_the_contact(client: Client) -> None:
    assert sign_up(client, "Melati@Contoh.id").headers["Location"] == "/daftar/email/"
    melati = queries.by_contact("melati@contoh.id")
    assert melati.assurance == Assurance.UNCONFIRMED
    assert client.get("/akun/").status_code == 302, "not signed in before the code"
    done = client.post("/daftar/email/", {"code": code_in_the_last_letter()})
    assert done.headers["Location"] == "/permohonan/"
    assert Person.objects.get(pk=melati.pk).assurance == Assurance.CONTACT
    assert client.get("/akun/").status_code == 200
    story = list(Event.objects.filter(subject=melati).values_list("name", flat=True).order_by("id"))
    assert story == ["people.registered", "people.contact_confirmed", "people.signed_in"]


def test_one_signs_up_with_a_phone_and_the_code_confirms_it(client: Client) -> None:
    assert sign_up(client, "0812-3456-7890").headers["Location"] == "/daftar/telepon/"
    run_jobs()
    code = re.search(r"Kota: (\S+)\.", mail.outbox[-1].body)[1]
    assert client.post("/daftar/telepon/", {"code": code}).headers["Location"] == "/permohonan/"
    melati = queries.by_contact("+62 812 3456 7890")
    assert melati.assurance == Assurance.CONTACT
    assert melati.phone_confirmed_at
    client.logout()
    assert sign_in(client, "0812 3456 7890").headers["Location"] == "/permohonan/"


def test_a_city_without_sms_says_so_instead_of_taking_a_phone(client: Client, settings: Any) -> None:
    settings.DEMO = False
    response = sign_up(client, "081234567890")
    assert "belum dapat mengirim SMS" in response.content.decode()
    assert queries.by_contact("081234567890") is None


@pytest.mark.parametrize("contact", ["", "bukan", "a@b", "12345"])
def test_a_contact_that_cannot_be_one_is_explained(client: Client, contact: str) -> None:
    response = sign_up(client, contact)
    assert response.status_code == 200
    assert 'id="ringkasan-kesalahan"' in response.content.decode()


@pytest.mark.parametrize("password", ["pendek", "password123"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = client.post("/daftar/", {"name": "M", "contact": "m@contoh.id", "password1": password})
    assert 'id="id_password1_error"' in response.content.decode()


@pytest.mark.parametrize("contact", ["sari@contoh.balaikota.invalid", "081200000001"])
def test_signing_up_answers_the_same_whether_the_contact_is_taken(sari, contact: str) -> None:
    actions.change_phone(sari, "+6281200000001")
    taken, free = Client(), Client()
    other = "lain@contoh.id" if "@" in contact else "081200000002"
    first, second = sign_up(taken, contact), sign_up(free, other)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    next_page = first.headers["Location"]
    assert plain(taken.get(next_page)) == plain(free.get(next_page))
    assert Person.objects.filter(name="Melati Putri").count() == 1


def test_a_taken_contact_is_answered_as_slowly_as_a_free_one(sari, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    hasher = Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *given: hashed.append("") or hasher(*given))
    sign_up(Client(), sari.email)
    taken = len(hashed)
    sign_up(Client(), "belum-ada@contoh.id")
    assert (taken, len(hashed) - taken) == (1, 1)


def test_who_is_already_known_is_told_so_by_letter_only(client: Client, sari: Person) -> None:
    sign_up(client, sari.email)
    run_jobs()
    assert mail.outbox[-1].to == [sari.email]
    assert "sudah mempunyai akun" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("address", "known", "unknown"),
    [
        ("/lupa-sandi/", {"email": "sari@contoh.balaikota.invalid"}, {"email": "lain@contoh.id"}),
        ("/masuk/kode/", {"contact": "sari@contoh.balaikota.invalid"}, {"contact": "lain@contoh.id"}),
        (
            "/masuk/",
            {"login": "sari@contoh.balaikota.invalid", "password": "keliru sekali"},
            {"login": "lain@contoh.id", "password": "keliru sekali"},
        ),
    ],
)
def test_the_city_answers_the_same_whether_a_person_exists(sari, address, known, unknown) -> None:
    answers = [Client().post(address, given) for given in (known, unknown)]
    assert len({(answer.status_code, answer.headers.get("Location")) for answer in answers}) == 1
    assert plain(answers[0]) == plain(answers[1])


def test_a_forgotten_password_is_replaced_with_a_code(client: Client, sari: Person) -> None:
    client.post("/lupa-sandi/", {"email": sari.email})
    client.post("/lupa-sandi/kode/", {"code": code_in_the_last_letter()})
    new = "soto medan udang galah"
    client.post("/lupa-sandi/baru/", {"password1": new, "password2": new})
    assert Person.objects.get(pk=sari.pk).check_password(new)
    names = Event.objects.filter(subject=sari).values_list("name", flat=True)
    assert {"people.password_chosen", "people.security_changed"} <= set(names)


def test_one_signs_in_with_a_code_alone(client: Client, sari: Person) -> None:
    client.post("/masuk/kode/", {"contact": sari.email})
    response = client.post("/masuk/kode/ketik/", {"code": code_in_the_last_letter()})
    assert response.headers["Location"] == "/permohonan/"


def test_after_five_wrong_passwords_one_must_wait_and_others_need_not(sari: Person) -> None:
    for _ in range(5):
        sign_in(Client(), "081200000009", "keliru sekali")
    assert "Terlalu banyak percobaan" in sign_in(Client(), "081200000009", "keliru").content.decode()
    assert "tidak cocok" in sign_in(Client(), "081200000008", "keliru sekali").content.decode()


def test_a_code_lies_sealed_in_the_queue(client: Client) -> None:
    sign_up(client, "melati@contoh.id")
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(args::text, '') from procrastinate_jobs")
        queued = cursor.fetchone()[0]
    code = code_in_the_last_letter()
    assert code not in queued
    assert "melati" not in queued


def test_signing_out_takes_a_post(client: Client, sari: Person) -> None:
    client.force_login(sari)
    assert client.get("/keluar/").status_code == 200
    assert client.get("/akun/").status_code == 200
    client.post("/keluar/")
    assert client.get("/akun/").status_code == 302


# --- second factor --------------------------------------------------------------------------------


def totp_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


def with_password(client: Client, person: Person) -> Any:
    """Signs in as at the door, not through the demo city's link."""
    return sign_in(client, person.email)


def test_staff_without_a_second_factor_reach_no_page_but_its_set_up(client: Client, wulan: Person) -> None:
    assert with_password(client, wulan).headers["Location"] == "/meja/"
    for address in ("/akun/", "/warga/", f"/warga/{wulan.pk}/"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (303, "/akun/pengaman/")
    page = client.get("/akun/pengaman/")
    assert page.status_code == 200
    assert "Wajib untuk petugas" in page.content.decode()
    assert client.post("/keluar/").status_code == 302


def test_staff_set_up_an_app_and_then_reach_their_pages(client: Client, wulan: Person) -> None:
    with_password(client, wulan)
    assert client.get("/akun/pengaman/aplikasi/").headers["Location"].startswith("/akun/pastikan/")
    client.post("/akun/pastikan/", {"password": PASSWORD})
    page = client.get("/akun/pengaman/aplikasi/")
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    done = client.post("/akun/pengaman/aplikasi/", {"code": totp_code(secret)})
    assert done.headers["Location"] == "/akun/pengaman/cadangan/"
    assert client.get("/akun/pengaman/cadangan/").status_code == 200
    assert client.get("/warga/").status_code == 200
    stored = Authenticator.objects.get(user=wulan, type="totp").data["secret"]
    assert secret not in stored


def test_a_second_factor_is_asked_at_every_sign_in(client: Client, wulan: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(wulan, secret)
    assert with_password(client, wulan).headers["Location"] == "/masuk/pengaman/"
    assert client.get("/warga/").status_code == 302, "not signed in yet"
    assert "tidak cocok" in client.post("/masuk/pengaman/", {"code": "000000"}).content.decode()
    client.post("/masuk/pengaman/", {"code": totp_code(secret)})
    assert client.get("/warga/").status_code == 200


def test_a_resident_needs_no_second_factor(client: Client, sari: Person) -> None:
    with_password(client, sari)
    assert client.get("/akun/").status_code == 200


# --- the demo city's sign-in links ------------------------------------------------------------------


def link(who: str) -> str:
    return "/" + queries.sign_in_link(who).split("/", 3)[3]


def test_a_link_of_the_demo_city_shows_a_button_and_the_button_signs_in(
    client: Client, anwar: Person
) -> None:
    page = client.get(link("anwar"))
    assert page.status_code == 200
    assert client.get("/akun/").status_code == 302, "looking at the link signs nobody in"
    assert client.post(f"{link('anwar')}sekarang/").headers["Location"] == "/meja/"
    assert client.get("/warga/").status_code == 200, "the link counts as second factor in a demo city"
    assert "perangkat ini" in client.get("/akun/sesi/").content.decode()


def test_a_real_city_knows_no_sign_in_links(client: Client, anwar: Person, settings: Any) -> None:
    address = link("anwar")
    client.post(f"{address}sekarang/")
    settings.DEMO = False
    assert Client().get(address).status_code == 404
    assert Client().post(f"{address}sekarang/").status_code == 404
    assert client.get("/warga/").status_code == 303, "a session from before counts no longer"
    with pytest.raises(LookupError):
        queries.sign_in_link("anwar")


def test_a_link_signs_in_sample_people_only_and_only_as_written(client: Client, anwar: Person) -> None:
    real = actions.register("Orang Nyata", email="nyata@contoh.id")
    assert client.get(f"/masuk/sebagai/{queries.sign_in_token(real)}/").status_code == 404
    assert client.get(link("anwar")[:-2] + "x/").status_code == 404
    with pytest.raises(LookupError):
        queries.sign_in_link("siapa")


# --- sessions and secrets -----------------------------------------------------------------------------


def test_one_sees_every_device_and_can_sign_the_others_out(sari: Person) -> None:
    here, there = Client(HTTP_USER_AGENT="Ponsel"), Client(HTTP_USER_AGENT="Warnet")
    with_password(here, sari)
    with_password(there, sari)
    page = here.get("/akun/sesi/").content.decode()
    assert "Ponsel" in page
    assert "Warnet" in page
    here.post("/akun/pastikan/", {"password": PASSWORD})
    here.post("/akun/sesi/")
    assert there.get("/akun/").status_code == 302
    assert here.get("/akun/").status_code == 200


def test_a_planted_nik_is_in_no_log_address_event_or_job(client, sari, anwar, caplog, capsys) -> None:
    caplog.set_level(logging.DEBUG)
    client.force_login(anwar)
    seen = []
    for address, given in [
        ("/warga/cari/", {"nik": NIK, "purpose": "mencocokkan data di loket"}),
        (f"/warga/{sari.pk}/nik/", {"purpose": "mencocokkan data di loket"}),
        (f"/warga/{sari.pk}/nik/", {"purpose": "x"}),
        ("/akun/nik/", {"nik": NIK}),
        ("/akun/nik/", {"nik": NIK[:-1]}),
    ]:
        response = client.post(address, given)
        seen += [response.headers.get("Location", "")]
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(args::text, '') from procrastinate_jobs")
        seen += [str(cursor.fetchone()[0]), str(list(Event.objects.values()))]
    out = capsys.readouterr()
    seen += [out.out, out.err, caplog.text]
    assert all(NIK not in text for text in seen)
