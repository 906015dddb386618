"""Closed cases, and a clock that can be set far ahead."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests import cast

from balaikota.engine.cases.models import Case
from balaikota.engine.cases.tests.conftest import SERVICE
from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.retention import actions, jobs
from balaikota.engine.retention.models import Batch, Due
from balaikota.foundation.organisations.models import Agency

SLUG = "surat-domisili"
LETTER = """
[letter]
title = "Surat Keterangan Domisili"
paragraphs = ["{pemohon} tinggal di {jenis} untuk {keperluan}."]
"""


@pytest.fixture(autouse=True)
def _journal(settings: Any, tmp_path: Path) -> None:
    settings.ERASURES_FOLDER = tmp_path / "erasures"


@pytest.fixture
def services(db: None) -> None:
    cast.the_desk()
    cast.a_kelurahan()
    cast.ratna()
    catalogue.publish(SERVICE + LETTER)


def closed_years_ago(case: Case, years: float) -> Case:
    """The same case, closed long before; the clock of the test stays."""
    at = timezone.now() - timedelta(days=round(365.25 * years))
    Case.objects.filter(pk=case.pk).update(closed_at=at, submitted_at=at - timedelta(days=2))
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def granted(services: None) -> Case:
    """Sari's granted case, its letter signed, its survey sent."""
    case = cast.a_granted_case(SLUG, cast.sari(), keperluan="Mendaftar sekolah Melati")
    cast.run_jobs()
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def old(granted: Case) -> Case:
    return closed_years_ago(granted, 5.5)


def announced(case: Case) -> Due:
    """On the list, its applicant told, its day come."""
    jobs.announce(0)
    cast.run_jobs()
    Due.objects.filter(case=case).update(due_on=timezone.localdate())
    return Due.objects.get(case=case)


def listed(case: Case) -> Batch:
    row = announced(case)
    return actions.prepare(row.agency, by=cast.anwar())


def erased(case: Case) -> Batch:
    """Proposed by Anwar, confirmed by Ratna, carried out and proved."""
    batch = listed(case)
    actions.confirm(batch, by=cast.ratna())
    cast.run_jobs()
    return Batch.objects.get(pk=batch.pk)


def office() -> Agency:
    return cast.the_desk().agency
