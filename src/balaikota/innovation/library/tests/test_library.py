"""What worked travels: to another office, and to another city."""

import json

import pytest
from tests import cast

from balaikota.foundation.notifications.models import Message
from balaikota.innovation.library import actions, methods, queries
from balaikota.innovation.life import queries as known
from balaikota.innovation.life.models import Innovation
from balaikota.innovation.measuring.methods import repeated
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def test_another_office_takes_it_over_and_the_original_team_is_told(client, tried, sari):
    yusuf = cast.yusuf()
    client.force_login(yusuf)
    page = f"/inovasi/{tried.number}/ambil/"
    assert client.get(page).status_code == 200
    said = {"agency": "dinas-pu", "trial_from": "2026-12", "trial_until": "2027-12"}
    assert client.post(page, said | {"trial_from": "Desember"}).status_code == 422
    assert client.post(page, said).status_code == 303
    taken = Innovation.objects.get(parent=tried)
    assert (taken.stage, taken.agency.code) == ("proposed", "dinas-pu")
    cast.run_jobs()
    assert Message.objects.filter(to=sari, subject="Inovasi Anda diambil alih").exists()
    assert known.plan_offered(taken)["wanted"] == tried.plan.wanted


def test_a_resident_takes_nothing_over(tried, budi):
    with pytest.raises(Refusal):
        actions.take_over(tried, tried.agency, trial_from="2026-12", trial_until="2027-12", by=budi)


def test_nobody_takes_it_over_for_an_office_where_they_do_not_work(tried, laila):
    with pytest.raises(Refusal, match="tempat Anda bekerja"):
        actions.take_over(tried, tried.agency, trial_from="2026-12", trial_until="2027-12", by=laila)


def test_an_open_file_comes_in_as_it_went_out(tried, laila):
    sent = queries.open_file(tried).encode()
    brought = actions.bring_in(sent, by=laila)
    assert (brought.title, brought.problem) == (tried.title, tried.problem)
    assert brought.from_elsewhere
    assert brought in queries.shelf("loket")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"format": "balaikota-inovasi/1"}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_is_no_such_file_is_refused_in_words(content, laila):
    with pytest.raises(Refusal) as refusal:
        actions.bring_in(content, by=laila)
    assert refusal.value.status == 422
    assert refusal.value.sentence.endswith(".")


def test_a_file_with_a_strange_affair_is_refused(tried, laila):
    told = json.loads(queries.open_file(tried))
    told["innovation"]["urusan"] = "<script>"
    with pytest.raises(Refusal, match="tidak dikenal"):
        actions.bring_in(json.dumps(told).encode(), by=laila)
    assert told["format"] == methods.FORMAT


def test_effects_of_several_places_are_read_together():
    """Three places that agree: the mean is theirs, and no difference is left between them."""
    mean, low, high, apart = repeated([(-4.0, 0.5), (-4.2, 0.6), (-3.8, 0.4)])
    assert low < mean < high
    assert mean == pytest.approx(-3.95, abs=0.05)
    assert apart == 0
