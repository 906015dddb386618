"""At the desk: checked by one, decided by another, with the clock stopped while the applicant acts."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.cast import a_case, run_jobs, saris_family, story_of

from balaikota.engine.cases import actions, contract, queries, rules
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case, Correction, Outcome
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.people import actions as people
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def case(slug: str, sari: Person, wulan: Person, anwar: Person) -> Case:
    return a_case(slug, sari, sejak=timezone.localdate().isoformat())


@pytest.fixture
def checked(case: Case, wulan: Person) -> Case:
    actions.pass_step(case, note="Berkas cocok", by=wulan)
    return again(case)


def test_an_application_walks_from_desk_to_outcome(case: Case, wulan: Person, anwar: Person) -> None:
    actions.claim(case, by=wulan)
    actions.pass_step(case, by=wulan)
    actions.claim(again(case), by=anwar)
    actions.decide(again(case), Outcome.GRANTED, by=anwar)
    told = ["cases.submitted", "cases.claimed", "cases.step_passed", "cases.claimed", "cases.decided"]
    assert story_of(case) == told
    assert again(case).outcome == Outcome.GRANTED


def test_who_checked_cannot_decide(checked: Case, wulan: Person) -> None:
    post = organisations.create_post(cast.the_desk(), "rangkap", "Rangkap jabatan", ["decide"])
    organisations.appoint(wulan, post, from_on=cast.APPOINTED)
    with pytest.raises(Refusal, match="mata kedua"):
        actions.decide(checked, Outcome.GRANTED, by=wulan)


def test_nobody_decides_before_the_check(case: Case, anwar: Person) -> None:
    with pytest.raises(Refusal, match="Jabatan"):
        actions.decide(case, Outcome.GRANTED, by=anwar)


def test_a_verifier_does_not_decide(checked: Case, anwar: Person, wulan: Person) -> None:
    other = cast._someone("rudi", "Rudi Ginting", "1991-01-12", "Medan", "laki-laki", "1271011201919991")
    post = organisations.create_post(cast.the_desk(), "verifikator-dua", "Verifikator", ["verify"])
    organisations.appoint(other, post, from_on=cast.APPOINTED)
    with pytest.raises(Refusal, match="Jabatan"):
        actions.decide(checked, Outcome.GRANTED, by=other)


def test_a_neighbour_cannot_work_on_it(case: Case, budi: Person) -> None:
    for attempt in (actions.claim, actions.pass_step):
        with pytest.raises(Refusal):
            attempt(case, by=budi)


def test_an_officer_cannot_work_on_their_own_application(slug: str, wulan: Person) -> None:
    with pytest.raises(Refusal, match="pemohon"):
        actions.pass_step(a_case(slug, wulan), by=wulan)


def test_an_officer_cannot_work_on_their_familys_application(slug: str, sari: Person, wulan: Person) -> None:
    kk = saris_family()
    people.join_household(
        kk,
        wulan,
        shdk=Shdk.FAMILI_LAIN,
        status_kawin=StatusKawin.BELUM_KAWIN,
        from_on=cast.APPOINTED,
        by=None,
    )
    with pytest.raises(Refusal, match="keluarganya"):
        actions.claim(a_case(slug, sari), by=wulan)


def test_an_officer_named_in_the_answers_leaves_the_case_to_a_colleague(case: Case, wulan: Person) -> None:
    case.answers |= {"keperluan": "anak", "saksi1_nik": wulan.nik}
    case.save()
    with pytest.raises(Refusal, match="keluarganya"):
        actions.claim(case, by=wulan)


def test_a_case_is_not_stuck_with_an_officer_who_left(case: Case, wulan: Person, client: Client) -> None:
    other = cast._someone("rudi", "Rudi Ginting", "1991-01-12", "Medan", "laki-laki", "1271011201919991")
    post = organisations.create_post(cast.the_desk(), "verifikator-dua", "Verifikator", ["verify"])
    organisations.appoint(other, post, from_on=cast.APPOINTED)
    actions.claim(case, by=wulan)
    organisations.end_tenure(wulan.tenures.get(), on=timezone.localdate() - timedelta(days=1), by=None)
    client.force_login(other)
    assert "Ambil permohonan ini" in client.get(case.get_absolute_url()).content.decode()
    actions.claim(again(case), by=other)
    actions.pass_step(again(case), by=other)
    assert again(case).step == "putusan"


def test_a_tenure_that_ended_gives_nothing(case: Case, wulan: Person) -> None:
    organisations.end_tenure(wulan.tenures.get(), on=timezone.localdate() - timedelta(days=1), by=None)
    with pytest.raises(Refusal, match="Jabatan"):
        actions.claim(case, by=Person.objects.get(pk=wulan.pk))


def test_a_claimed_case_is_left_alone_by_colleagues(case: Case, wulan: Person, slug: str) -> None:
    other = cast._someone("rudi", "Rudi Ginting", "1991-01-12", "Medan", "laki-laki", "1271011201919991")
    post = organisations.create_post(cast.the_desk(), "verifikator-dua", "Verifikator", ["verify"])
    organisations.appoint(other, post, from_on=cast.APPOINTED)
    actions.claim(case, by=wulan)
    with pytest.raises(Refusal, match="Rekan Anda"):
        actions.pass_step(case, by=other)
    actions.release(again(case), by=wulan)
    actions.pass_step(again(case), by=other)
    assert again(case).step == "putusan"


def test_a_refusal_needs_its_reason(checked: Case, anwar: Person) -> None:
    with pytest.raises(Refusal, match="alasan"):
        actions.decide(checked, Outcome.REFUSED, reason="  ", by=anwar)
    actions.decide(checked, Outcome.REFUSED, reason="Alamat di luar kota.", by=anwar)
    assert again(checked).reason == "Alamat di luar kota."


def test_a_decided_case_is_not_decided_again(checked: Case, anwar: Person, ratna: Person) -> None:
    actions.decide(checked, Outcome.GRANTED, by=anwar)
    with pytest.raises(Refusal, match="sudah selesai"):
        actions.decide(checked, Outcome.REFUSED, reason="berubah pikiran", by=ratna)
    assert again(checked).outcome == Outcome.GRANTED


def test_an_old_matter_is_decided_by_the_head(
    slug: str, sari: Person, wulan: Person, anwar: Person, ratna: Person
) -> None:
    case = a_case(slug, sari, sejak="2025-01-05")
    actions.pass_step(case, by=wulan)
    with pytest.raises(Refusal):
        actions.decide(again(case), Outcome.GRANTED, by=anwar)
    actions.decide(again(case), Outcome.GRANTED, by=ratna)
    assert again(case).outcome == Outcome.GRANTED


def test_granting_does_the_services_work_or_nothing(checked: Case, anwar: Person) -> None:
    class Failing(Handler):
        def on_granted(self, case: Case, *, by: Person) -> None:
            raise RuntimeError("register tertutup")

    handles("surat-domisili")(Failing)
    try:
        with pytest.raises(RuntimeError):
            actions.decide(checked, Outcome.GRANTED, by=anwar)
    finally:
        contract._handlers.pop("surat-domisili")
    assert again(checked).is_open
    assert "cases.decided" not in story_of(checked)


def test_the_applicant_takes_the_application_back(case: Case, sari: Person, budi: Person) -> None:
    with pytest.raises(Refusal):
        actions.withdraw(case, by=budi)
    actions.withdraw(case, by=sari)
    assert again(case).outcome == Outcome.WITHDRAWN
    with pytest.raises(Refusal):
        actions.withdraw(again(case), by=sari)


def test_a_linked_case_is_opened_once(case: Case, sari: Person, anwar: Person, slug: str) -> None:
    made = {
        actions.open_linked(slug, parent=case, answers={"keperluan": "KK baru"}, by=anwar).number
        for _ in range(3)
    }
    assert len(made) == 1
    child = queries.linked(case).get()
    assert (child.applicant, child.parent) == (sari, case)
    run_jobs()
    assert Message.objects.filter(to=sari, subject__contains="kami bukakan").count() == 1


# --- corrections ----------------------------------------------------------------------------------


def test_a_correction_stops_the_clock_and_tells_the_applicant(
    case: Case, sari: Person, wulan: Person
) -> None:
    actions.ask_correction(case, {"keperluan": "Sebut nama sekolahnya."}, by=wulan)
    run_jobs()
    assert again(case).waits_for_applicant
    told = Message.objects.get(to=sari, subject__contains="perlu diperbaiki")
    assert "Keperluan" in told.body
    with pytest.raises(Refusal):
        actions.pass_step(again(case), by=wulan)


def test_only_what_was_asked_is_repaired(case: Case, sari: Person, wulan: Person) -> None:
    actions.ask_correction(case, {"keperluan": "Sebut nama sekolahnya."}, by=wulan)
    with pytest.raises(Refusal, match="Hanya isian"):
        actions.repair(again(case), {"sejak": "2026-11-01"}, by=sari)
    actions.repair(again(case), {"keperluan": "Mendaftar SD Negeri 1"}, by=sari)
    kept = Correction.objects.get()
    assert (kept.before, kept.after) == ("Mendaftar sekolah", "Mendaftar SD Negeri 1")
    assert again(case).answers["keperluan"] == "Mendaftar SD Negeri 1"
    assert not again(case).waits_for_applicant


def test_a_repair_that_leaves_it_empty_is_no_repair(case: Case, sari: Person, wulan: Person) -> None:
    actions.ask_correction(case, {"keperluan": "Sebut nama sekolahnya."}, by=wulan)
    with pytest.raises(Refusal, match="belum lengkap"):
        actions.repair(again(case), {"keperluan": ""}, by=sari)
    assert again(case).waits_for_applicant


def test_a_repair_may_answer_what_it_opens(case: Case, sari: Person, wulan: Person) -> None:
    actions.ask_correction(case, {"jenis": "Di foto tampak kos."}, by=wulan)
    actions.repair(again(case), {"jenis": "kos", "pemilik": "Pak Ucok"}, by=sari)
    assert again(case).answers["pemilik"] == "Pak Ucok"


def test_a_neighbour_repairs_nothing(case: Case, budi: Person, wulan: Person) -> None:
    actions.ask_correction(case, {"keperluan": "Sebut nama sekolahnya."}, by=wulan)
    with pytest.raises(Refusal):
        actions.repair(again(case), {"keperluan": "apa saja"}, by=budi)


def test_every_asked_question_needs_its_reason(case: Case, wulan: Person) -> None:
    for items in ({}, {"keperluan": " "}, {"tidak_ada": "x"}):
        with pytest.raises(Refusal):
            actions.ask_correction(case, items, by=wulan)


def test_the_due_time_moves_by_the_working_hours_waited(
    slug: str, sari: Person, wulan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(moment: str) -> None:
        now = datetime.fromisoformat(moment).replace(tzinfo=WIB)
        monkeypatch.setattr(timezone, "now", lambda: now)

    at("2026-11-19 10:00")  # a Thursday
    case = a_case(slug, sari, sejak="2026-11-18")
    assert timezone.localtime(case.due_at, WIB).strftime("%a %H:%M") == "Mon 10:00"
    at("2026-11-20 12:00")
    actions.ask_correction(case, {"keperluan": "Sebut nama sekolahnya."}, by=wulan)
    at("2026-11-23 12:00")  # Monday noon: a weekend and 24 working hours later
    actions.repair(again(case), {"keperluan": "Mendaftar SD"}, by=sari)
    assert timezone.localtime(again(case).due_at, WIB).strftime("%a %H:%M") == "Tue 10:00"


# --- seeing ---------------------------------------------------------------------------------------


def test_who_may_open_a_case(
    case: Case, sari: Person, budi: Person, wulan: Person, anwar: Person, mega: Person, hasan: Person
) -> None:
    seen = {who.name: queries.visible_to(who).exists() for who in (sari, wulan, anwar, budi, mega, hasan)}
    assert list(seen.values()) == [True, True, True, False, False, False]


def test_tracking_needs_number_and_secret(case: Case) -> None:
    secret = queries.secret_of(case)
    assert queries.tracked(case.number.lower(), f"{secret[:5].lower()}-{secret[5:]}") == case
    assert queries.tracked(case.number, "SALAH") is None
    assert queries.tracked("DOM-2026-99999", secret) is None


def test_why_not_names_the_reason(
    checked: Case, sari: Person, wulan: Person, budi: Person, anwar: Person
) -> None:
    assert [rules.why_not(who, checked) for who in (sari, wulan, budi, anwar)] == [
        "close",
        "four_eyes",
        "duty",
        "",
    ]
