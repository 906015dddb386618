"""From proposal to adoption, and who may not."""

import pytest
from tests import cast

from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.evidence.models import Measurement
from balaikota.innovation.life import actions, methods, queries
from balaikota.innovation.life.models import Innovation, Stage
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(proposal, sari) -> Innovation:
    return actions.propose(proposal, by=sari)


@pytest.fixture
def tried(proposed, said, sari, laila, disdukcapil) -> Innovation:
    actions.find_fit(proposed, disdukcapil, decree="SK 1/2026", by=laila)
    actions.write_plan(proposed, said, by=sari)
    actions.lock_plan(proposed, by=sari)
    actions.begin_trial(proposed, by=sari)
    return Innovation.objects.get(pk=proposed.pk)


def test_an_innovation_is_proposed_found_fit_tried_measured_and_adopted(tried, sari, laila):
    actions.ask_for_measurement(tried, by=sari)
    cast.run_jobs()
    seen = queries.finding(tried)
    assert seen is not None
    assert seen.verdict == "early"
    actions.adopt(tried, "Perwal 5/2026", reason="Warga meminta, dan biayanya hampir tidak ada.", by=laila)
    adopted = Innovation.objects.get(pk=tried.pk)
    assert (adopted.stage, adopted.regulation) == (Stage.ADOPTED, "Perwal 5/2026")
    assert cast.story_of(adopted) == [
        "life.proposed",
        "life.fit",
        "life.planned",
        "life.trial",
        "life.adopted",
    ]


def test_a_proposal_that_is_sent_twice_is_one(proposal, proposed, sari, laila):
    assert actions.propose(proposal, by=sari) == proposed
    assert actions.propose(proposal, by=laila) != proposed
    assert Innovation.objects.count() == 2


def test_a_proposal_without_a_criterion_is_refused(proposal, sari):
    from dataclasses import replace

    bare = replace(proposal, criteria=proposal.criteria | {"replikasi": ""})
    with pytest.raises(Refusal, match="Kelima kriteria"):
        actions.propose(bare, by=sari)


def test_nobody_judges_what_they_proposed_themselves(proposal, laila, disdukcapil):
    own = actions.propose(proposal, by=laila)
    with pytest.raises(Refusal, match="tidak boleh menilai"):
        actions.find_fit(own, disdukcapil, decree="SK 1/2026", by=laila)


def test_a_trial_does_not_begin_before_its_plan_is_locked(proposed, said, sari, laila, disdukcapil):
    actions.find_fit(proposed, disdukcapil, decree="SK 1/2026", by=laila)
    actions.write_plan(proposed, said, by=sari)
    with pytest.raises(Refusal, match="dikunci"):
        actions.begin_trial(proposed, by=sari)


def test_a_locked_plan_is_not_replaced(tried, said, sari):
    with pytest.raises(Refusal, match="tidak dapat diganti"):
        actions.write_plan(tried, said, by=sari)


def test_nothing_is_adopted_that_was_not_measured(tried, laila):
    with pytest.raises(Refusal, match="diukur"):
        actions.adopt(tried, "Perwal 5/2026", by=laila)


def test_what_is_not_shown_is_adopted_only_with_a_reason(tried, laila):
    evidence.measure(tried.plan)
    with pytest.raises(Refusal, match="tidak terbukti"):
        actions.adopt(tried, "Perwal 5/2026", by=laila)


def test_a_stranger_runs_nothing(tried, budi):
    with pytest.raises(Refusal, match="Hanya pengusul"):
        actions.ask_for_measurement(tried, by=budi)
    assert Measurement.objects.count() == 0


def test_who_sends_back_says_what_is_missing_and_the_proposer_mends_it(proposed, proposal, sari, laila):
    actions.send_back(proposed, "Jelaskan biayanya lebih rinci.", by=laila)
    actions.mend(proposed, proposal, by=sari)
    assert [row.number for row in queries.to_judge()] == [proposed.number]


def test_it_ends_with_what_was_learned(tried, sari):
    actions.stop(tried, "Kurirnya terlalu mahal untuk wilayah ini.", by=sari)
    assert Innovation.objects.get(pk=tried.pk).stage == Stage.STOPPED


@pytest.mark.parametrize("stage", [each.value for each in Stage])
def test_every_stage_knows_what_may_follow_and_the_next_step(stage):
    assert set(methods.FOLLOWS[stage]) <= {each.value for each in Stage}
    assert str(methods.next_step(stage, has_plan=False, is_locked=False, verdict=""))


# --- pages ----------------------------------------------------------------------------------------


def test_a_proposal_is_for_those_concerned_until_it_is_found_fit(
    client, proposed, sari, budi, laila, disdukcapil
):
    page = proposed.get_absolute_url()
    assert client.get(page).status_code == 404
    client.force_login(budi)
    assert client.get(page).status_code == 404
    client.force_login(sari)
    assert "Menunggu pemeriksaan" in client.get(page).content.decode()
    actions.find_fit(proposed, disdukcapil, decree="SK 1/2026", by=laila)
    client.logout()
    assert client.get(page).status_code == 200


def test_a_wrong_month_comes_back_with_everything_typed(client, sari):
    client.force_login(sari)
    answer = client.post("/inovasi/usul/kirim/", {"title": "Antar dokumen ke rumah", "trial_from": "April"})
    assert answer.status_code == 422
    assert "misalnya 2026-04" in answer.content.decode()
    assert "Antar dokumen ke rumah" in answer.content.decode()


def test_the_pages_of_everybody_open(client, tried):
    for path in ("/inovasi/", "/inovasi/portofolio/", tried.get_absolute_url(), tried.plan.get_absolute_url(),
                 "/inovasi/pustaka/", "/inovasi/indeks/", "/inovasi/bukti/cara/", "/inovasi/ide/",
                 f"/inovasi/{tried.number}/keluarga/", f"/inovasi/{tried.number}/berkas.json"):  # fmt: skip
        assert client.get(path).status_code == 200, path


def test_the_desk_is_for_reviewers(client, proposed, laila, wulan):
    client.force_login(wulan)
    assert client.get("/meja/inovasi/").status_code == 404
    client.force_login(laila)
    assert proposed.title in client.get("/meja/inovasi/").content.decode()
    assert "Nyatakan layak" in client.get(proposed.get_absolute_url()).content.decode()
