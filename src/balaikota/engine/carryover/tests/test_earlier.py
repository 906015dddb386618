""" "Dahulu Anda jawab": what a person answered before stands at the question itself, and can be taken over."""

from typing import Any

import pytest
from django.test import Client
from tests import cast

from balaikota.engine.carryover.tests.forms import a_form
from balaikota.engine.carryover.tests.test_carrying import FIRST, STEPS, a_case, a_draft, again, publish
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.contract import earlier
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.catalogue import queries as services
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
ASKED = "nama,hobi,lama,warna"


@pytest.fixture
def slug(db: None) -> str:
    return cast.a_service(a_form(FIRST, STEPS))


def an_empty_draft(slug: str, by: Person) -> Draft:
    return cases.start_draft(services.service(slug), by=by, afresh=True)


def page(client: Client, draft: Draft) -> str:
    return str(client.get(f"/permohonan/draf/{draft.pk}/isi/").content.decode())


def save(client: Client, draft: Draft, **posted: Any) -> Any:
    return client.post(f"/permohonan/draf/{draft.pk}/isi/simpan/", {"_asked": ASKED} | posted)


def test_an_empty_blank_says_what_was_answered_before(client: Client, slug: str, sari: Person) -> None:
    case = a_case(slug, sari)
    client.force_login(sari)
    seen = page(client, an_empty_draft(slug, sari))
    assert "Dahulu Anda jawab: menari" in seen
    assert "Dahulu Anda jawab: 40" in seen
    assert case.number in seen


def test_one_button_takes_it_over_without_a_script_and_keeps_what_else_was_typed(
    client: Client, slug: str, sari: Person
) -> None:
    a_case(slug, sari)
    draft = an_empty_draft(slug, sari)
    client.force_login(sari)
    answer = save(client, draft, nama="Sari W", hobi="", lama="12", _take="hobi")
    assert answer.status_code == 200, "the same page again, nothing sent on"
    kept = again(draft).answers
    assert (kept["hobi"], kept["nama"], str(kept["lama"])) == ("menari", "Sari W", "12")
    seen = answer.content.decode()
    assert 'value="menari"' in seen
    assert "Dahulu Anda jawab: menari" not in seen


def test_what_was_typed_is_never_overwritten(client: Client, slug: str, sari: Person) -> None:
    a_case(slug, sari)
    draft = an_empty_draft(slug, sari)
    client.force_login(sari)
    save(client, draft, nama="Sari W", hobi="memancing", _take="hobi")
    assert again(draft).answers["hobi"] == "memancing"


@pytest.mark.parametrize("taken", ["tidak_ada", "nama;", "hobi:1", "__class__"])
def test_a_forged_name_takes_nothing(client: Client, slug: str, sari: Person, taken: str) -> None:
    draft = an_empty_draft(slug, sari)
    client.force_login(sari)
    assert save(client, draft, nama="Sari", _take=taken).status_code == 200
    assert not again(draft).answers.get("hobi")


def test_the_neighbours_answers_are_not_repeated(
    client: Client, slug: str, sari: Person, budi: Person
) -> None:
    a_case(slug, sari, hobi="menari di sungai")
    client.force_login(budi)
    assert "Dahulu Anda jawab" not in page(client, an_empty_draft(slug, budi))


def test_the_newest_answer_counts(slug: str, sari: Person) -> None:
    a_case(slug, sari, hobi="menari")
    newest = a_case(slug, sari, hobi="berkebun")
    told = earlier(an_empty_draft(slug, sari))["hobi"]
    assert (told.value, told.where) == ("berkebun", newest.number)


def test_a_question_asked_otherwise_is_not_filled_by_the_old_answer(slug: str, sari: Person) -> None:
    a_case(slug, sari, warna="a")
    publish(FIRST | {"warna": "choice2", "hobi": "integer"})
    told = earlier(an_empty_draft(slug, sari))
    assert set(told) == {"nama", "lama"}


def test_an_answer_a_new_edition_left_behind_is_shown_and_cannot_be_taken(
    client: Client, slug: str, sari: Person
) -> None:
    draft = a_draft(slug, sari, warna="a")
    publish(FIRST | {"warna": "choice2"}, drafts="carry")
    client.force_login(sari)
    seen = page(client, again(draft))
    assert seen.count("Dahulu Anda jawab: A") == 2, "above the page, and at the question"
    assert 'name="_take" value="warna"' not in seen


def test_uploads_and_numbers_of_people_are_never_repeated(sari: Person) -> None:
    other = cast.a_service(SERVICE)
    cast.a_case(other, sari)
    told = earlier(cases.start_draft(services.service(other), by=sari, afresh=True))
    assert "keperluan" in told
    assert "foto" not in told


def test_an_erased_application_answers_nothing_any_more(slug: str, sari: Person) -> None:
    case = a_case(slug, sari)
    row = Case.objects.get(pk=case.pk)
    row.answers = {}
    row.save(update_fields=["answers"])
    assert earlier(an_empty_draft(slug, sari)) == {}
