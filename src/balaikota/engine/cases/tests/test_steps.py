"""Steps as data: other desks, two of three, at the same time, whose eyes, leave, and the ladder."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.cast import a_case, a_service, story_of

from balaikota.engine.cases import actions, queries
from balaikota.engine.cases.models import Case, Outcome, SideStep, StepDone
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db

VERIFY = """[[steps]]
name = "verifikasi"
label = "Pemeriksaan berkas"
duty = "verify"
"""
FIELD = """
[[steps]]
name = "lapangan"
label = "Pemeriksaan lapangan"
duty = "verify"
desk = "diskominfo"
hours = 8
"""


def a_walk(steps: str) -> str:
    """The service of this room with other steps before its decision."""
    cast.the_desk("diskominfo")
    return a_service(SERVICE.replace(VERIFY, steps).replace("sejak = 2026-11-20", "sejak = 2026-11-18"))


def officer(who: str, name: str, duties: list[str], desk: str = "dukcapil") -> Person:
    serial = 9990 + len(who) % 10
    person = cast._someone(who, name, "1991-01-12", "Medan", "laki-laki", f"127101120191{serial}")
    code = f"{who}-{desk}"
    post = cast.Post.objects.filter(code=code).first() or organisations.create_post(
        cast.the_desk(desk), code, f"Petugas {name}", duties
    )
    return cast._appointed(person, post)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def rudi(db: None) -> Person:
    return officer("rudi", "Rudi Ginting", ["verify"], "diskominfo")


# --- beside ---------------------------------------------------------------------------------------


def test_two_desks_work_at_the_same_time_and_the_next_step_waits_for_both(
    sari: Person, wulan: Person, anwar: Person, rudi: Person
) -> None:
    case = a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari)
    assert (again(case).step, again(case).duty) == ("verifikasi", "verify")
    actions.pass_step(case, by=wulan)
    assert (again(case).step, again(case).duty) == ("verifikasi", "")
    with pytest.raises(Refusal, match="pemeriksaan lain"):
        actions.decide(again(case), Outcome.GRANTED, by=anwar)
    actions.do_side_step(again(case), "lapangan", "passed", by=rudi)
    assert (again(case).step, again(case).duty) == ("putusan", "decide")
    actions.decide(again(case), Outcome.GRANTED, by=anwar)
    assert story_of(case)[1:] == ["cases.step_passed", "cases.side_step_done", "cases.decided"]


def test_the_order_of_the_two_does_not_matter(sari: Person, wulan: Person, rudi: Person) -> None:
    case = a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari)
    actions.do_side_step(case, "lapangan", "passed", by=rudi)
    assert again(case).step == "verifikasi"
    actions.pass_step(again(case), by=wulan)
    assert again(case).step == "putusan"


def test_a_step_beside_the_decision_is_done_before_it(sari: Person, anwar: Person, rudi: Person) -> None:
    case = a_case(a_walk(FIELD + 'beside = "putusan"\n'), sari)
    with pytest.raises(Refusal, match="belum dapat"):
        actions.decide(case, Outcome.GRANTED, by=anwar)
    actions.do_side_step(case, "lapangan", "passed", by=rudi)
    actions.decide(again(case), Outcome.GRANTED, by=anwar)
    assert again(case).outcome == Outcome.GRANTED


def test_a_main_step_at_another_desk_is_done_there(
    sari: Person, wulan: Person, anwar: Person, rudi: Person, budi: Person
) -> None:
    case = a_case(a_walk(FIELD + "\n" + VERIFY), sari)
    for stranger in (wulan, budi, sari):
        with pytest.raises(Refusal):
            actions.do_side_step(again(case), "lapangan", "passed", by=stranger)
    with pytest.raises(Refusal):
        actions.pass_step(again(case), by=wulan)
    assert [row["step"] for row in queries.side_steps_for(rudi)] == ["lapangan"]
    assert queries.side_steps_for(wulan) == []
    actions.do_side_step(again(case), "lapangan", "passed", by=rudi)
    assert (again(case).step, queries.side_steps_for(rudi)) == ("verifikasi", [])
    with pytest.raises(Refusal):
        actions.do_side_step(again(case), "lapangan", "passed", by=rudi)


def test_an_objection_needs_its_reason_and_is_read_by_who_decides(
    client: Client, sari: Person, wulan: Person, anwar: Person, rudi: Person
) -> None:
    case = a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari)
    with pytest.raises(Refusal, match="alasan"):
        actions.do_side_step(case, "lapangan", "objected", by=rudi)
    actions.do_side_step(case, "lapangan", "objected", note="Rumah kosong.", by=rudi)
    actions.pass_step(again(case), by=wulan)
    client.force_login(anwar)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Rumah kosong." in page
    assert "tidak setuju" in page
    client.force_login(sari)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Rumah kosong." not in page
    assert "Pemeriksaan lapangan" in page


def test_the_other_desk_opens_and_does_its_step_in_the_browser(
    client: Client, sari: Person, rudi: Person, mega: Person
) -> None:
    case = a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari)
    client.force_login(mega)
    assert client.get(case.get_absolute_url()).status_code == 404
    client.force_login(rudi)
    page = client.get(case.get_absolute_url())
    assert page.status_code == 200
    assert "Simpan hasil" in page.content.decode()
    place = f"{case.get_absolute_url()}langkah/lapangan/"
    assert client.post(place, {"verdict": "objected"}).status_code == 422
    assert client.post(place, {"verdict": "passed"}).status_code == 303
    assert SideStep.objects.get().done_at is not None
    assert client.post(place, {"verdict": "passed"}).status_code == 403


def test_nothing_is_done_beside_while_the_applicant_must_act(
    sari: Person, wulan: Person, rudi: Person
) -> None:
    case = a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari)
    actions.ask_correction(case, {"keperluan": "Sebut sekolahnya."}, by=wulan)
    with pytest.raises(Refusal):
        actions.do_side_step(again(case), "lapangan", "passed", by=rudi)
    assert queries.side_steps_for(rudi) == []


def test_a_withdrawn_application_leaves_the_other_desk(sari: Person, rudi: Person) -> None:
    case = a_case(a_walk(VERIFY + FIELD + 'beside = "verifikasi"\n'), sari)
    actions.withdraw(case, by=sari)
    assert queries.side_steps_for(rudi) == []
    with pytest.raises(Refusal):
        actions.do_side_step(again(case), "lapangan", "passed", by=rudi)


# --- two of three ---------------------------------------------------------------------------------

PANEL = VERIFY + "votes = 2\n"


@pytest.fixture
def three(wulan: Person) -> list[Person]:
    return [wulan, officer("togar", "Togar Sinaga", ["verify"]), officer("mutiara", "Mutiara", ["verify"])]


def test_two_of_three_agree_and_the_disagreement_is_kept(sari: Person, three: list[Person]) -> None:
    case = a_case(a_walk(PANEL), sari)
    actions.pass_step(case, by=three[0])
    assert again(case).step == "verifikasi"
    with pytest.raises(Refusal, match="sudah memberi pendapat"):
        actions.pass_step(again(case), by=three[0])
    with pytest.raises(Refusal, match="alasan"):
        actions.object_to_step(again(case), note=" ", by=three[1])
    actions.object_to_step(again(case), note="Foto kabur.", by=three[1])
    assert again(case).step == "verifikasi"
    actions.pass_step(again(case), by=three[2])
    assert again(case).step == "putusan"
    assert StepDone.objects.get(verdict="objected").note == "Foto kabur."
    assert story_of(case)[1:] == ["cases.voted", "cases.voted", "cases.step_passed"]


def test_where_one_is_enough_nobody_objects(sari: Person, wulan: Person, slug: str) -> None:
    with pytest.raises(Refusal):
        actions.object_to_step(a_case(slug, sari), note="Tidak.", by=wulan)


def test_two_of_three_decide(sari: Person, wulan: Person, anwar: Person) -> None:
    text = SERVICE.replace(
        'label = "Putusan"\nduty = "decide"', 'label = "Putusan"\nduty = "decide"\nvotes = 2'
    )
    case = a_case(a_service(text), sari)
    judges = [anwar, officer("togar", "Togar Sinaga", ["decide"]), officer("mutiara", "Mutiara", ["decide"])]
    actions.pass_step(case, by=wulan)
    actions.decide(again(case), Outcome.GRANTED, by=judges[0])
    with pytest.raises(Refusal, match="alasan"):
        actions.decide(again(case), Outcome.REFUSED, by=judges[1])
    actions.decide(again(case), Outcome.REFUSED, reason="Alamat di luar kota.", by=judges[1])
    assert again(case).is_open
    actions.decide(again(case), Outcome.GRANTED, by=judges[2])
    assert again(case).outcome == Outcome.GRANTED
    assert StepDone.objects.get(verdict="refused").note == "Alamat di luar kota."


def test_a_grant_may_need_its_reason_too(sari: Person, wulan: Person, anwar: Person) -> None:
    text = SERVICE.replace('duty = "decide"\n', 'duty = "decide"\nreasons = ["granted"]\n', 1)
    case = a_case(a_service(text), sari)
    actions.pass_step(case, by=wulan)
    with pytest.raises(Refusal, match="alasan"):
        actions.decide(again(case), Outcome.GRANTED, by=anwar)
    actions.decide(again(case), Outcome.GRANTED, reason="Lengkap.", by=anwar)
    assert again(case).outcome == Outcome.GRANTED


# --- whose eyes -----------------------------------------------------------------------------------


def test_not_by_names_the_steps_whose_finisher_is_kept_out(sari: Person, wulan: Person) -> None:
    second = VERIFY.replace("verifikasi", "kedua")
    post = organisations.create_post(cast.the_desk(), "rangkap", "Rangkap jabatan", ["decide"])
    organisations.appoint(wulan, post, from_on=cast.APPOINTED)
    case = a_case(a_walk(VERIFY + "\n" + second + "not_by = []\n"), sari)
    actions.pass_step(case, by=wulan)
    actions.pass_step(again(case), by=wulan)
    assert again(case).step == "putusan"
    with pytest.raises(Refusal, match="mata kedua"):
        actions.decide(again(case), Outcome.GRANTED, by=wulan)


def test_during_leave_the_substitute_works_and_the_claim_of_who_is_away_holds_nothing(
    sari: Person, wulan: Person, slug: str
) -> None:
    case = a_case(slug, sari)
    actions.claim(case, by=wulan)
    deputy = officer("deputi", "Deputi Manik", ["audit"], "inspektorat")
    with pytest.raises(Refusal, match="Jabatan"):
        actions.pass_step(again(case), by=deputy)
    today = timezone.localdate()
    post = wulan.tenures.get().post
    leave = organisations.appoint(
        deputy, post, from_on=today, until_on=today + timedelta(days=3), is_substitute=True
    )
    actions.pass_step(again(case), by=Person.objects.get(pk=deputy.pk))
    assert again(case).step == "putusan"
    other = a_case(slug, sari)
    organisations.end_tenure(leave, on=today, by=None)
    type(leave).objects.filter(pk=leave.pk).update(
        from_on=today - timedelta(3), until_on=today - timedelta(1)
    )
    with pytest.raises(Refusal, match="Jabatan"):
        actions.pass_step(other, by=Person.objects.get(pk=deputy.pk))
    actions.pass_step(other, by=wulan)


def test_a_file_with_wrong_steps_says_what_is_wrong() -> None:
    from balaikota.engine.questions.contract import ServiceFileError, parse

    faulty = """votes = 0
hours = 0
not_by = ["x"]
beside = "y"
reasons = ["maybe"]
escalate = [[5, "shout"], [5, "remind"]]
"""
    with pytest.raises(ServiceFileError) as error:
        parse(SERVICE.replace(VERIFY, VERIFY + faulty))
    said = "\n".join(error.value.faults)
    for word in ("votes", "hours", "not_by", "beside", "reasons", "shout", "makin besar"):
        assert word in said
    with pytest.raises(ServiceFileError, match="meja layanan itu sendiri"):
        parse(SERVICE.replace('duty = "decide"', 'duty = "decide"\ndesk = "setda"', 1))
    cast.the_desk()
    with pytest.raises(ServiceFileError, match="belum ada di kota"):
        a_service(SERVICE.replace(VERIFY, VERIFY + 'desk = "tidak-ada"\n'))
