"""The operator, and a head in their own agency, give posts and end them in the browser; nobody else finds the page."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests import cast

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import actions, queries
from balaikota.foundation.organisations.models import Duty, Post, Tenure
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
PLACE = "/jabatan/pemeriksa-contoh/"
PUTRI = {"email": "putri@kota.example", "name": "Putri Ayu", "from_on": "2026-01-05"}

OVER: actions.Terms = {"from_on": date(2025, 1, 2), "until_on": date(2025, 6, 30)}


@pytest.fixture
def checker() -> Post:
    agency = actions.open_agency("dinas-contoh", "Dinas Contoh")
    desk = actions.open_desk(agency, "loket-contoh", "Loket contoh")
    return actions.create_post(desk, "pemeriksa-contoh", "Pemeriksa contoh", [Duty.VERIFY])


def a_head(checker: Post) -> Person:
    chief = people.register("Kepala", email="kepala@kota.example")
    actions.appoint(
        chief,
        actions.create_post(checker.desk, "kepala-contoh", "Kepala Dinas Contoh", [Duty.HEAD]),
        from_on=date(2025, 1, 2),
    )
    return chief


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def appointed(post: Post) -> list[Tenure]:
    return list(post.tenures.select_related("person"))


def test_the_operator_gives_a_post_to_somebody_who_has_no_account_yet(client: Client, checker: Post) -> None:
    signed_in(client, cast.hasan())
    answer = client.post(f"{PLACE}angkat/", PUTRI | {"decree": "SK 800/1/2026"})
    assert answer.status_code == 303
    (tenure,) = appointed(checker)
    assert (tenure.person.name, tenure.person.email) == ("Putri Ayu", "putri@kota.example")
    assert (tenure.from_on, tenure.until_on, tenure.decree) == (date(2026, 1, 5), None, "SK 800/1/2026")
    assert not tenure.person.has_usable_password()
    (told,) = get_messages(answer.wsgi_request)
    assert "Lupa sandi" in str(told)
    (event,) = audit.story(tenure).filter(name="organisations.appointed")
    assert event.by == cast.hasan()
    assert queries.holds(Person.objects.get(pk=tenure.person_id), Duty.VERIFY, checker.desk)
    assert "Putri Ayu" in client.get("/jabatan/").content.decode()


def test_a_head_arranges_the_own_agency_and_finds_no_other(client: Client, checker: Post) -> None:
    cast.wulan()
    signed_in(client, a_head(checker))
    shown = client.get("/jabatan/").content.decode()
    assert "Pemeriksa contoh" in shown
    assert "Verifikator pencatatan sipil" not in shown
    assert client.get("/jabatan/verifikator-capil/").status_code == 404
    assert client.post("/jabatan/verifikator-capil/angkat/", PUTRI).status_code == 404
    assert client.post(f"{PLACE}angkat/", PUTRI).status_code == 303


@pytest.mark.parametrize("who", ["sari", "wulan", "mega", "intan"])
def test_for_others_the_page_is_not_there(client: Client, checker: Post, who: str) -> None:
    signed_in(client, getattr(cast, who)())
    assert client.get("/jabatan/").status_code == 404
    assert client.get(PLACE).status_code == 404
    assert client.post(f"{PLACE}angkat/", PUTRI).status_code == 404
    assert not appointed(checker)


def test_a_slip_in_the_address_gives_no_stranger_the_post(client: Client, checker: Post) -> None:
    """The name must be the account's. What was typed stays on the page."""
    stranger = people.register("Orang Lain", email="putri@kota.example")
    answer = signed_in(client, cast.hasan()).post(f"{PLACE}angkat/", PUTRI)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "akun dengan nama lain" in text
    assert "putri@kota.example" in text
    assert stranger.name not in text
    assert not appointed(checker)


def test_nobody_appoints_themselves(client: Client, checker: Post) -> None:
    hasan = cast.hasan()
    said = PUTRI | {"email": hasan.email, "name": hasan.name}
    answer = signed_in(client, hasan).post(f"{PLACE}angkat/", said)
    assert answer.status_code == 422
    assert "bukan untuk diri sendiri" in answer.content.decode()
    assert not appointed(checker)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "putri"}, "email"),
        ({"name": " "}, "tidak boleh kosong"),
        ({"from_on": "2026-13-01"}, "tanggal"),
        ({"until_on": "2026-01-04"}, "Hari terakhir tidak boleh sebelum hari pertama."),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_typed_is_lost(
    client: Client, checker: Post, wrong: dict[str, str], sentence: str
) -> None:
    answer = signed_in(client, cast.hasan()).post(f"{PLACE}angkat/", PUTRI | {"decree": "SK 9"} | wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert "SK 9" in text
    assert not appointed(checker)


def test_who_holds_a_post_is_not_given_it_again(client: Client, checker: Post) -> None:
    signed_in(client, cast.hasan()).post(f"{PLACE}angkat/", PUTRI)
    answer = client.post(f"{PLACE}angkat/", PUTRI)
    assert answer.status_code == 422
    assert "sudah memegang jabatan ini" in answer.content.decode()
    assert len(appointed(checker)) == 1


def test_a_tenure_ends_on_the_day_that_is_said(client: Client, checker: Post) -> None:
    signed_in(client, cast.hasan()).post(f"{PLACE}angkat/", PUTRI)
    (tenure,) = appointed(checker)
    early = client.post(f"{PLACE}akhiri/{tenure.pk}/", {"on": "2026-01-01"})
    assert early.status_code == 422
    assert "Hari terakhir tidak boleh sebelum hari pertama." in early.content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.post(f"{PLACE}akhiri/{tenure.pk}/", {"on": yesterday.isoformat()}).status_code == 303
    (tenure,) = appointed(checker)
    assert tenure.until_on == yesterday
    assert not queries.is_staff(Person.objects.get(pk=tenure.person_id))
    assert "berakhir" in client.get(PLACE).content.decode()
    other = actions.create_post(checker.desk, "lain", "Lain", [Duty.VERIFY])
    assert client.post(f"/jabatan/{other.code}/akhiri/{tenure.pk}/", {"on": "2026-02-01"}).status_code == 404


def test_whoever_ends_a_tenure_never_makes_it_longer_nor_gives_it_back(client: Client, checker: Post) -> None:
    """Else an acting head would lengthen the own term, and nobody appoints themselves."""
    chief = a_head(checker)
    acting = chief.tenures.get()
    acting.until_on = timezone.localdate() + timedelta(days=3)
    acting.save()
    place = f"/jabatan/{acting.post.code}/akhiri/{acting.pk}/"
    signed_in(client, chief)
    later = client.post(place, {"on": (acting.until_on + timedelta(days=1)).isoformat()})
    assert later.status_code == 422
    assert "hanya dapat dipersingkat" in later.content.decode()
    acting.refresh_from_db()
    assert acting.until_on == timezone.localdate() + timedelta(days=3)
    assert client.post(place, {"on": timezone.localdate().isoformat()}).status_code == 303

    actions.appoint(people.register("Lama", email="lama@kota.example"), checker, **OVER)
    (over,) = appointed(checker)
    again = client.post(f"{PLACE}akhiri/{over.pk}/", {"on": "2025-02-01"})
    assert again.status_code == 422
    assert "sudah berakhir" in again.content.decode()
    assert appointed(checker) == [over]


def test_the_list_costs_the_same_however_many_posts_there_are(
    client: Client, checker: Post, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        post = actions.create_post(checker.desk, f"p-{number}", f"Jabatan {number}", [Duty.VERIFY])
        actions.appoint(
            people.register(f"Orang {number}", email=f"o{number}@kota.example"),
            post,
            from_on=date(2026, 1, 1),
        )
    signed_in(client, cast.hasan())
    client.get("/jabatan/")
    with django_assert_max_num_queries(12):
        assert client.get("/jabatan/").content.decode().count("Orang ") == 12
