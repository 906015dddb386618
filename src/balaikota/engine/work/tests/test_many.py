"""Many files at a time, and a minute to change one's mind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.work import actions, jobs, queries
from balaikota.engine.work.models import BulkAction, Note, Result, Verb
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations.models import Post
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def nuraini(wulan: Person) -> Person:
    """Wulan's colleague at the same post."""
    person = people.register("Nuraini Batubara", email="nuraini@contoh.invalid", is_sample=True)
    organisations.appoint(person, Post.objects.get(code="verifikator-capil"), from_on=cast.APPOINTED)
    return person


def copies(case: Case, number: int) -> list[Case]:
    """More files like this one."""
    fields = {field.attname: getattr(case, field.attname) for field in Case._meta.concrete_fields}
    made = []
    for serial in range(number):
        copy = Case(**fields | {"id": None, "draft_id": None, "number": f"AKT-2026-2{serial:04d}"})
        copy.id = Case._meta.get_field("id").default()
        copy.save(force_insert=True)
        made.append(copy)
    return made


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def minute_over(action: BulkAction) -> None:
    BulkAction.objects.filter(pk=action.pk).update(final_at=timezone.now() - timedelta(seconds=1))
    action.refresh_from_db()


def results(action: BulkAction) -> dict[str, str]:
    return {item.case.number: item.result for item in queries.items(action)}


def test_claiming_many_goes_on_past_the_one_that_cannot_be_claimed(
    kasus: Case, wulan: Person, nuraini: Person
) -> None:
    held, *free = copies(kasus, 3)
    cases.claim(held, by=nuraini)
    action = actions.act_on_many([again(held), *free], Verb.CLAIM, by=wulan)
    assert results(action) == {held.number: "failed", free[0].number: "done", free[1].number: "done"}
    assert "Rekan Anda" in queries.items(action)[0].why
    assert again(held).holder == nuraini
    assert again(free[0]).holder == wulan


def test_claims_undone_within_the_minute_lie_on_the_desk_again(kasus: Case, wulan: Person) -> None:
    action = actions.act_on_many([kasus], Verb.CLAIM, by=wulan)
    actions.undo(action, by=wulan)
    assert again(kasus).holder is None
    assert results(action) == {kasus.number: "undone"}
    assert cast.story_of(kasus)[-2:] == ["cases.claimed", "cases.given_back"]


def test_a_step_is_passed_on_only_when_the_minute_is_over(kasus: Case, wulan: Person, anwar: Person) -> None:
    action = actions.act_on_many([kasus], Verb.PASS_STEP, note="Lengkap.", by=wulan)
    jobs.finish_bulk_actions(0)
    assert (again(kasus).step, again(kasus).holder, results(action)[kasus.number]) == (
        kasus.step,
        wulan,
        "held",
    )
    minute_over(action)
    jobs.finish_bulk_actions(0)
    jobs.finish_bulk_actions(0)
    assert again(kasus).step != kasus.step
    assert results(action)[kasus.number] == Result.DONE
    assert [done.note for done in again(kasus).steps_done.all()] == ["Lengkap."]
    with pytest.raises(Refusal, match="Satu menit"):
        actions.undo(action, by=wulan)


def test_passing_on_undone_never_happened(kasus: Case, wulan: Person) -> None:
    action = actions.act_on_many([kasus], Verb.PASS_STEP, by=wulan)
    actions.undo(action, by=wulan)
    minute_over(action)
    jobs.finish_bulk_actions(0)
    assert (again(kasus).step, again(kasus).holder) == (kasus.step, None)
    assert not again(kasus).steps_done.exists()


def test_a_held_file_that_was_withdrawn_meanwhile_says_so(kasus: Case, sari: Person, wulan: Person) -> None:
    action = actions.act_on_many([kasus], Verb.PASS_STEP, by=wulan)
    cases.withdraw(again(kasus), by=sari)
    minute_over(action)
    jobs.finish_bulk_actions(0)
    (item,) = queries.items(action)
    assert (item.result, item.why) == ("failed", "Permohonan ini sudah selesai.")


def test_a_file_handed_over_carries_its_note_and_only_a_capable_colleague_takes_it(
    kasus: Case, wulan: Person, nuraini: Person, anwar: Person, sari: Person, client: Client
) -> None:
    with pytest.raises(Refusal, match="Anwar"):
        actions.hand_over(kasus, to=anwar, by=wulan)
    actions.hand_over(kasus, to=nuraini, note="Tolong cek surat bidannya.", by=wulan)
    assert again(kasus).holder == nuraini
    client.force_login(nuraini)
    assert "Tolong cek surat bidannya." in client.get(kasus.get_absolute_url()).content.decode()
    client.force_login(sari)
    assert "Tolong cek" not in client.get(kasus.get_absolute_url()).content.decode()


def test_what_a_colleague_moved_since_is_left_alone(kasus: Case, wulan: Person, nuraini: Person) -> None:
    action = actions.act_on_many([kasus], Verb.HAND_OVER, to=nuraini, by=wulan)
    cases.release(again(kasus), by=nuraini)
    actions.undo(action, by=wulan)
    (item,) = queries.items(action)
    assert item.result == "done"
    assert "berpindah tangan" in item.why
    assert again(kasus).holder is None


def test_only_its_own_officer_undoes_a_bulk_action(
    client: Client, kasus: Case, wulan: Person, nuraini: Person
) -> None:
    action = actions.act_on_many([kasus], Verb.CLAIM, by=wulan)
    client.force_login(nuraini)
    assert client.post(f"{action.get_absolute_url()}urungkan/").status_code == 404
    with pytest.raises(Refusal):
        actions.undo(action, by=nuraini)


def test_an_internal_note_stays_inside(kasus: Case, wulan: Person, sari: Person, budi: Person) -> None:
    actions.write_note(kasus, "Pemohon menelepon, akan datang besok.", by=wulan)
    for stranger in (sari, budi):
        with pytest.raises(Refusal):
            actions.write_note(kasus, "Saya juga menulis.", by=stranger)
    events = audit.story(kasus).filter(name="work.noted")
    assert not events.exists(), "the story of a case is what its applicant reads"


def test_a_note_that_is_sent_twice_is_kept_once(kasus: Case, wulan: Person, nuraini: Person) -> None:
    said = [actions.write_note(kasus, "Pemohon menelepon.", by=wulan) for _try in range(2)]
    assert said[0] == said[1]
    actions.write_note(kasus, "Pemohon menelepon.", by=nuraini)
    actions.write_note(kasus, "Pemohon menelepon.", by=wulan)
    assert Note.objects.filter(case=kasus).count() == 3


def test_a_sieve_is_kept_under_its_name_and_belongs_to_one_officer(
    client: Client, open_city: None, wulan: Person, nuraini: Person
) -> None:
    client.force_login(wulan)
    said = {"name": "Akta terlambat", "keadaan": "terlambat", "layanan": "akta-kelahiran"}
    client.post("/meja/saringan/", said)
    html = client.get("/meja/").content.decode()
    assert "?keadaan=terlambat&amp;layanan=akta-kelahiran" in html
    assert "Akta terlambat" in html
    (row,) = queries.saved_filters(wulan)
    client.force_login(nuraini)
    assert "Akta terlambat" not in client.get("/meja/").content.decode()
    assert client.post(f"/meja/saringan/{row.pk}/hapus/").status_code == 404


def test_each_paper_gets_its_verdict(client: Client, kasus: Case, wulan: Person, sari: Person) -> None:
    paper, *_others = queries.papers(kasus)
    address = f"{kasus.get_absolute_url()}berkas/{paper['file'].pk}/nilai/"
    client.force_login(wulan)
    assert client.post(address, {"worth": "illegible"}).status_code == 303
    html = client.get(kasus.get_absolute_url()).content.decode()
    assert "tidak terbaca" in html
    assert 'aria-pressed="true"' in html
    client.force_login(sari)
    assert client.post(address, {"worth": "accepted"}).status_code == 404


def test_an_officer_clears_eighty_files(
    client: Client, kasus: Case, wulan: Person, django_assert_max_num_queries
) -> None:
    """Four pages of twenty, ticked whole and passed on; the desk costs the same with one file as with eighty."""
    copies(kasus, 79)
    client.force_login(wulan)
    cleared = 0
    while numbers := [row["number"] for row in queries.work_list(wulan).rows][:20]:
        with django_assert_max_num_queries(36):
            client.get("/meja/")
        with django_assert_max_num_queries(40 * len(numbers)):
            answer = client.post("/meja/serentak/", {"verb": "pass_step", "berkas": numbers})
        assert answer.status_code == 303
        action = BulkAction.objects.latest("at")
        assert set(results(action).values()) == {"held"}
        minute_over(action)
        jobs.finish_bulk_actions(0)
        assert set(results(action).values()) == {"done"}
        cleared += len(numbers)
    assert cleared == 80
    assert "Bisa dikerjakan" in client.get("/meja/").content.decode()
