"""Rooms that do not know each other meet at the front door: a project becomes an innovation, and its effect comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.evidence.actions import Said
from balaikota.innovation.life import actions as life
from balaikota.innovation.life import queries as innovations
from balaikota.innovation.life.methods import CRITERIA, Proposal
from balaikota.innovation.life.models import Innovation, Stage
from balaikota.kit.errors import Refusal
from balaikota.portal import actions, queries
from balaikota.training.projects import contract
from balaikota.training.projects.methods import Proposal as Written

WRITTEN = Written(
    "Antar dokumen", "Warga menunggu di loket berjam-jam.", "Dokumen diantar sesudah terbit.", "Waktu tunggu turun.",
    "Warga tidak perlu kembali.", "2026-01", "2027-06", 1_000_000,
)  # fmt: skip
COMPLETE = Proposal(
    "Antar dokumen", "pelayanan_publik", "dukcapil", "asn", "Warga menunggu di loket berjam-jam.",
    "Dokumen diantar ke rumah sesudah terbit.", "Waktu tunggu turun.", "Warga tidak perlu kembali.",
    "2026-01", "2027-06", criteria=dict.fromkeys(CRITERIA, "Sudah dijelaskan dalam usulan."),
)  # fmt: skip


@pytest.fixture
def draft(anwar: Person) -> Innovation:
    number = actions.sketch_innovation(WRITTEN, cast.the_desk().agency, anwar)
    return innovations.everything().get(number=number)


def test_a_draft_belongs_to_its_writer_and_is_seen_by_nobody_else(
    draft: Innovation, anwar: Person, ratna: Person
) -> None:
    assert (draft.stage, draft.proposer, draft.budget) == (Stage.DRAFT, anwar, 1_000_000)
    assert queries.followed([draft.number])[draft.number].sentence == ""
    assert innovations.innovation(draft.number, viewer=anwar) == draft
    for viewer in (ratna, None):  # not even the head of the agency
        with pytest.raises(Exception, match=r"^$"):
            innovations.innovation(draft.number, viewer=viewer)
    assert draft not in innovations.to_judge()


def test_it_is_proposed_once_its_criteria_are_explained(draft: Innovation, anwar: Person) -> None:
    from dataclasses import replace

    with pytest.raises(Refusal, match="Kelima kriteria"):
        life.mend(draft, replace(COMPLETE, criteria={}), by=anwar)
    life.mend(draft, COMPLETE, by=anwar)
    assert draft in innovations.to_judge()


def test_the_measured_effect_comes_back_to_the_training(draft: Innovation, anwar: Person) -> None:
    cast.a_kelurahan()
    life.mend(draft, COMPLETE, by=anwar)
    life.find_fit(draft, cast.the_desk().agency, decree="SK 1/2026", by=cast.laila())
    review = timezone.localdate() + timedelta(days=30)
    plan = Said("Antar dokumen", "case_days", "lower", 3, {"kota": "2026-01"}, "2027-06", review)
    life.write_plan(draft, plan, by=anwar)
    life.lock_plan(draft, by=anwar)
    life.begin_trial(draft, by=anwar)
    (suggested,) = contract.underway()
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert (suggested.number, suggested.title, suggested.since) == (draft.number, "Antar dokumen", today)
    assert suggested.agency == cast.the_desk().agency.name
    evidence.measure(innovations.locked(draft).plan)
    told = contract.followed([draft.number])[draft.number]
    assert told.verdict
    assert told.sentence
    assert told.url == draft.get_absolute_url()


def test_a_city_without_figures_names_no_sectors(db: None) -> None:
    assert queries.sectors() == []
