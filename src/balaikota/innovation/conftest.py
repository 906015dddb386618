"""A city with a desk of innovation, and somebody who reviews there."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.evidence.actions import Said
from balaikota.innovation.life import actions as life
from balaikota.innovation.life import queries as innovations
from balaikota.innovation.life.methods import CRITERIA, Proposal
from balaikota.innovation.life.models import Innovation


@pytest.fixture
def laila(db: None) -> Person:
    return cast.laila()


@pytest.fixture
def disdukcapil(db: None) -> Agency:
    return cast.the_desk().agency


@pytest.fixture
def proposal() -> Proposal:
    return Proposal(
        "Antar dokumen", "pelayanan_publik", "dukcapil", "asn", "Warga menunggu di loket berjam-jam.",
        "Dokumen diantar ke rumah sesudah terbit.", "Waktu tunggu turun.", "Warga tidak perlu kembali.",
        "2026-01", "2027-06", criteria=dict.fromkeys(CRITERIA, "Sudah dijelaskan dalam usulan."),
    )  # fmt: skip


@pytest.fixture
def said(db: None) -> Said:
    """A plan for the whole city: days to serve, from January on."""
    cast.a_kelurahan()
    review = timezone.localdate() + timedelta(days=30)
    return Said("Antar dokumen", "case_days", "lower", 3, {"kota": "2026-01"}, "2027-06", review)


@pytest.fixture
def tried(proposal: Proposal, said: Said, sari: Person, laila: Person, disdukcapil: Agency) -> Innovation:
    """Sari's innovation on trial, measured once."""
    row = life.propose(proposal, by=sari)
    life.find_fit(row, disdukcapil, decree="SK 1/2026", by=laila)
    life.write_plan(row, said, by=sari)
    life.lock_plan(row, by=sari)
    life.begin_trial(row, by=sari)
    evidence.measure(innovations.locked(row).plan)
    return innovations.locked(row)
