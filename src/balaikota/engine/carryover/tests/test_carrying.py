"""What becomes of drafts and open cases when a new edition is published."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.carryover import actions, queries
from balaikota.engine.carryover.models import Carry, State, Why
from balaikota.engine.carryover.tests.forms import a_form
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as services
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db

STEPS = ["verifikasi", "putusan"]
FIRST = {"hobi": "text", "lama": "integer", "warna": "choice"}


@pytest.fixture
def slug(db: None) -> str:
    return cast.a_service(a_form(FIRST, STEPS))


def a_draft(slug: str, by: Person, **answers: Any) -> Draft:
    draft = cases.start_draft(services.service(slug), by=by, afresh=True)
    said = {"nama": "Sari", "hobi": "menari", "lama": 40, "warna": "a"} | answers
    cases.save_page(draft, "isi", said, by=by)
    return again(draft)


def a_case(slug: str, by: Person, **answers: Any) -> Case:
    return cast.submitted(a_draft(slug, by, **answers), by=by)


def again(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def publish(questions: dict[str, str], steps: list[str] = STEPS, mark: int = 1, **more: Any) -> None:
    rules = {key: more.pop(key) for key in ("drafts", "cases") if key in more}
    catalogue.publish(a_form(questions, steps, mark, **more), **rules)
    cast.run_jobs()


def test_without_a_choice_drafts_and_cases_finish_on_their_own_edition(slug: str, sari: Person) -> None:
    draft, case = a_draft(slug, sari), a_case(slug, sari)
    publish({"lama": "integer"})
    assert again(draft).edition.number == again(case).edition.number == 1
    assert not Carry.objects.exists()


def test_a_carried_draft_keeps_every_answer_that_still_has_a_question(slug: str, sari: Person) -> None:
    draft = a_draft(slug, sari)
    publish({"lama": "integer", "warna": "choice2", "baru": "text"}, drafts="carry")
    draft, carry = again(draft), Carry.objects.get()
    assert draft.edition.number == 2
    assert draft.answers == {"nama": "Sari", "lama": 40}
    assert {name: one["shown"] for name, one in carry.left_behind.items()} == {"hobi": "menari", "warna": "A"}


def test_an_answer_comes_back_with_its_question(slug: str, sari: Person) -> None:
    draft = a_draft(slug, sari)
    publish({"lama": "integer"}, drafts="carry")
    publish(FIRST, mark=2, drafts="carry")
    assert again(draft).answers == {"nama": "Sari", "hobi": "menari", "lama": 40, "warna": "a"}


def test_the_draft_page_says_what_was_answered_before(slug: str, sari: Person, client: Client) -> None:
    draft = a_draft(slug, sari)
    publish({"lama": "integer"}, drafts="carry")
    client.force_login(sari)
    assert "Dahulu Anda jawab: menari" in client.get(again(draft).get_absolute_url()).content.decode()
    page = client.get(Carry.objects.get().get_absolute_url()).content.decode()
    assert "Tidak ditanyakan lagi. Jawaban Anda tetap disimpan." in page


def test_a_carried_case_keeps_its_number_and_goes_on_at_its_step(slug: str, sari: Person) -> None:
    case = a_case(slug, sari)
    publish({"lama": "integer"}, ["tinjau", "verifikasi", "putusan"], cases="carry")
    moved = again(case)
    assert (moved.number, moved.edition.number, moved.step) == (case.number, 2, "verifikasi")
    assert [step["name"] for step in moved.main_steps] == ["verifikasi", "putusan"]  # nobody goes back
    assert "carryover.carried" in cast.story_of(moved)


def test_a_case_whose_step_is_gone_goes_to_the_first_not_yet_done(
    slug: str, sari: Person, wulan, anwar
) -> None:
    case = a_case(slug, sari)
    publish(FIRST, ["ukur", "putusan"], cases="carry")
    assert again(case).step == "ukur"
    cases.pass_step(again(case), by=wulan)
    publish(FIRST, ["verifikasi", "tinjau", "putusan"], mark=2, cases="carry")
    assert again(case).step == "putusan"
    cases.decide(again(case), "granted", by=anwar)


def test_a_complete_file_never_becomes_incomplete(slug: str, sari: Person) -> None:
    case = a_case(slug, sari)
    publish({**FIRST, "baru": "text"}, cases="carry", required="baru")
    assert again(case).edition.number == 1
    assert Carry.objects.get().why == Why.INCOMPLETE


def test_a_case_that_waits_for_a_repair_is_carried_after_it(slug: str, sari: Person, wulan) -> None:
    case = a_case(slug, sari)
    cases.ask_correction(case, {"hobi": "Tulis lengkap."}, by=wulan)
    publish({"lama": "integer"}, cases="carry")
    assert again(case).edition.number == 1
    cases.repair(again(case), {"hobi": "menari saman"}, by=sari)
    cast.run_jobs()
    assert again(case).edition.number == 2
    assert Carry.objects.get().left_behind["hobi"]["value"] == "menari saman"


def test_the_pages_of_a_case_open_after_a_corrected_question_is_gone(
    slug: str, sari: Person, wulan, client: Client
) -> None:
    case = a_case(slug, sari)
    cases.ask_correction(case, {"hobi": "Tulis lengkap."}, by=wulan)
    cases.repair(again(case), {"hobi": "menari saman"}, by=sari)
    publish({"lama": "integer"}, cases="carry")
    for person in (sari, wulan):
        client.force_login(person)
        assert client.get(case.get_absolute_url()).status_code == 200
        assert client.get(Carry.objects.get().get_absolute_url()).status_code == 200


def test_the_applicant_is_asked_and_the_officer_goes_on(slug: str, sari: Person, wulan, anwar) -> None:
    case = a_case(slug, sari)
    publish({"lama": "integer"}, cases="confirm")
    cases.pass_step(again(case), by=wulan)
    cases.decide(again(case), "granted", by=anwar)
    carry = Carry.objects.get()
    with pytest.raises(Refusal):
        actions.accept(carry, by=sari)
    assert again(case).edition.number == 1


def test_a_click_accepts_and_another_keeps(slug: str, sari: Person, client: Client) -> None:
    draft, other = a_draft(slug, sari), a_draft(slug, sari, hobi="memancing")
    publish({"lama": "integer"}, drafts="confirm")
    client.force_login(sari)
    one, two = Carry.objects.get(draft=draft), Carry.objects.get(draft=other)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "menari" in page
    assert "Pindah ke aturan baru" in page
    client.post(f"{one.get_absolute_url()}terima/")
    client.post(f"{two.get_absolute_url()}tetap/")
    assert (again(draft).edition.number, again(other).edition.number) == (2, 1)
    assert again(other).answers["hobi"] == "memancing"
    assert client.post(f"{one.get_absolute_url()}tetap/").status_code == 409


def test_a_draft_is_sent_after_the_answer_or_when_time_has_run_out(slug: str, sari: Person) -> None:
    draft = a_draft(slug, sari)
    publish({"lama": "integer"}, drafts="confirm")
    with pytest.raises(Refusal):
        cast.submitted(again(draft), by=sari)
    Carry.objects.update(until_at=timezone.now() - timedelta(minutes=1))
    for carry in queries.overdue():
        actions.expire(carry)
    assert cast.submitted(again(draft), by=sari).edition.number == 1
    assert Carry.objects.get().why == Why.EXPIRED


def test_a_neighbour_sees_and_settles_nothing(slug: str, sari: Person, budi: Person, client: Client) -> None:
    a_draft(slug, sari)
    publish({"lama": "integer"}, drafts="confirm")
    carry = Carry.objects.get()
    client.force_login(budi)
    assert client.get(carry.get_absolute_url()).status_code == 404
    assert client.post(f"{carry.get_absolute_url()}terima/").status_code == 404
    with pytest.raises(Refusal):
        actions.accept(carry, by=budi)


def test_a_newer_edition_overtakes_the_question_of_an_older_one(slug: str, sari: Person) -> None:
    draft = a_draft(slug, sari)
    publish({"lama": "integer"}, drafts="confirm")
    publish({"hobi": "text"}, mark=2, drafts="carry")
    assert again(draft).answers == {"nama": "Sari", "hobi": "menari"}
    assert list(Carry.objects.order_by("created_at").values_list("state", "why")) == [
        (State.KEPT, Why.OVERTAKEN),
        (State.CARRIED, ""),
    ]


def test_running_the_job_again_changes_nothing(slug: str, sari: Person) -> None:
    from balaikota.engine.carryover import jobs
    from balaikota.foundation.audit.models import Event

    draft = a_draft(slug, sari)
    publish({"lama": "integer"}, drafts="carry", cases="carry")
    before = (again(draft).answers, Carry.objects.count())
    jobs.carry_over(Event.objects.filter(name="catalogue.published").latest("id").pk)
    assert (again(draft).answers, Carry.objects.count()) == before


def test_a_step_beside_that_is_gone_holds_nobody_up(db: None, sari: Person, wulan, anwar) -> None:
    slug = cast.a_service(a_form(FIRST, STEPS, beside="verifikasi"))
    case = a_case(slug, sari)
    cases.pass_step(case, by=wulan)
    assert again(case).duty == ""  # only the step beside is still being done
    publish(FIRST, STEPS, cases="carry")
    assert again(case).step == "putusan"
    cases.decide(again(case), "granted", by=anwar)


def test_a_closed_service_keeps_the_draft_and_explains(
    slug: str, sari: Person, ratna, client: Client
) -> None:
    draft = a_draft(slug, sari)
    catalogue.close_service(services.service(slug), "Blangko habis sampai Jumat.", by=ratna)
    client.force_login(sari)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Blangko habis sampai Jumat." in page
    assert "Draf Anda tetap tersimpan" in page


@pytest.mark.parametrize("rule", ["finish", "carry", "confirm"])
def test_fifty_drafts_and_fifty_cases_under_each_rule(slug: str, sari: Person, rule: str) -> None:
    drafts = [a_draft(slug, sari, hobi=f"hobi {number}") for number in range(50)]
    open_cases = [a_case(slug, sari, hobi=f"hobi {number}") for number in range(50)]
    publish({"lama": "integer", "warna": "choice2"}, ["tinjau", "putusan"], drafts=rule, cases=rule)
    edition = 2 if rule == "carry" else 1
    for number, thing in [*enumerate(drafts), *enumerate(open_cases)]:
        now, carry = again(thing), queries.of(thing).first()
        assert now.edition.number == edition
        left = carry.left_behind if carry else {}
        assert now.answers.get("hobi") or left["hobi"]["value"] == f"hobi {number}"
        assert now.answers["lama"] == 40
    assert {again(case).number for case in open_cases} == {case.number for case in open_cases}
    assert Carry.objects.filter(state=State.ASKED).count() == (100 if rule == "confirm" else 0)
