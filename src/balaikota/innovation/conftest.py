"""A city with a desk of innovation, and somebody who reviews there."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.innovation.evidence.actions import Said
from balaikota.innovation.life.methods import CRITERIA, Proposal


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
