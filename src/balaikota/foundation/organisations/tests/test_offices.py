"""A city hall opens with its offices, and the command line gives out the first posts."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests import cast

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import actions, queries
from balaikota.foundation.organisations.models import Duty, Post
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> None:
    cast.a_kelurahan()
    actions.load_offices()


def appoint(**options: str) -> str:
    told = StringIO()
    asked: dict[str, Any] = {
        "post": "kepala-disdukcapil",
        "name": "Rina Tarigan",
        "email": "Rina@example.org",
    }
    call_command("appoint", **(asked | options), stdout=told)
    return told.getvalue()


def test_a_city_hall_opens_with_its_offices_and_with_one_in_every_kecamatan(offices: None) -> None:
    assert queries.desk("dukcapil").agency.code == "disdukcapil"
    assert queries.agency("kec-medan-kota").name == "Kecamatan Medan Kota"
    assert queries.post("kepala-disdukcapil").duties == [Duty.HEAD, Duty.SIGN, Duty.IDENTIFY, Duty.DECIDE]
    assert not queries.is_staffed()


def test_every_duty_is_given_by_some_post(offices: None) -> None:
    assert {duty for post in queries.posts() for duty in post.duties} == set(Duty)


def test_opening_the_offices_again_opens_nothing(offices: None) -> None:
    assert actions.load_offices() == 0


def test_what_the_city_renamed_stays_renamed_and_what_is_missing_comes_back(offices: None) -> None:
    Post.objects.filter(code="kabid-capil").update(title="Kepala Bidang Akta")
    Post.objects.filter(code="auditor").delete()
    assert actions.load_offices() == 1
    assert queries.post("kabid-capil").title == "Kepala Bidang Akta"


def test_without_regions_there_is_no_city_to_open(db: None) -> None:
    with pytest.raises(Refusal, match="load_regions"):
        actions.load_offices()
    with pytest.raises(CommandError, match="load_regions"):
        call_command("load_offices")


def test_the_command_line_registers_a_person_and_gives_them_a_post_from_today(offices: None) -> None:
    told = appoint(decree="SK 800/1/2026")
    rina = Person.objects.get(email="rina@example.org")
    (held,) = queries.tenures_today(rina)
    assert (held.post.code, held.decree) == ("kepala-disdukcapil", "SK 800/1/2026")
    assert [event.name for event in audit.story(held)] == ["organisations.appointed"]
    assert "/lupa-sandi/" in told
    assert "rina@example.org" in told
    assert "faktor kedua" in told


def test_who_has_confirmed_an_account_is_found_and_keeps_their_name(offices: None, budi: Person) -> None:
    people.choose_password(budi, cast.PASSWORD)
    told = appoint(name="Orang Lain", email=str(budi.email).upper())
    assert queries.post_title(Person.objects.get(pk=budi.pk)) == "Kepala Disdukcapil"
    assert "Budi Hasibuan" in told
    assert "/lupa-sandi/" not in told


def test_appointing_twice_gives_one_post_once(offices: None) -> None:
    appoint()
    appoint()
    assert Person.objects.get(email="rina@example.org").tenures.count() == 1


def test_an_account_that_never_answered_its_mail_gets_no_post(offices: None) -> None:
    squatter = Person(name="Bukan Rina")
    people.sign_up(squatter, name="Bukan Rina", email="rina@example.org", phone="", password=cast.PASSWORD)
    with pytest.raises(CommandError, match="belum mengonfirmasi"):
        appoint()
    assert not queries.is_staffed()


@pytest.mark.parametrize("post", ["", "kepala-bulan"])
def test_an_unknown_post_is_refused_with_the_list_of_posts(offices: None, post: str) -> None:
    with pytest.raises(CommandError, match=r"(?s)pengelola-sistem.*Pengelola sistem"):
        appoint(post=post)


@pytest.mark.parametrize(("missing", "said"), [("email", "--email"), ("name", "--name")])
def test_the_command_asks_for_what_it_needs(offices: None, missing: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        appoint(**{missing: ""})


def test_a_city_without_posts_says_how_to_open_them(db: None) -> None:
    with pytest.raises(CommandError, match="load_offices"):
        appoint()


def test_the_first_head_chooses_a_password_by_the_code_in_the_mail(
    offices: None, client: Client, mailoutbox: list[Any]
) -> None:
    appoint()
    client.post("/lupa-sandi/", {"email": "rina@example.org"})
    cast.run_jobs()
    assert [letter.to for letter in mailoutbox] == [["rina@example.org"]]
