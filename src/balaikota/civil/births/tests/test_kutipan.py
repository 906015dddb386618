"""The kutipan as a paper: drawn, signed, and saying what the register says."""

import shutil
import subprocess

import pytest
from tests import cast

from balaikota.civil.births.tests.family import F204, NO_PROOF
from balaikota.civil.births.tests.test_register import granted
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.documents.models import State
from balaikota.foundation.files import queries as files
from balaikota.foundation.people.models import Person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
    ),
]


def words_of(case: Case) -> str:
    """What the issued paper says, on one line."""
    cast.run_jobs(forgiving=True)
    (letter,) = documents.letters_about(case)
    assert letter.state == State.ISSUED
    drawn = ["pdftotext", "-layout", str(files.path(letter.file)), "-"]
    return " ".join(subprocess.run(drawn, capture_output=True, check=True, text=True).stdout.split())


def test_the_certificate_names_child_and_parents_in_two_languages(sari: Person) -> None:
    case = granted(sari)
    words = words_of(case)
    assert "Melati Putri" in words
    assert "Dimas Pranata" in words
    assert sari.name in words
    assert "name of father" in words


def test_the_certificate_of_a_mothers_child_has_no_father_line(services: None) -> None:
    words = words_of(granted(cast.tono(), pelapor_hubungan="keluarga_lain", kk_suami_istri=False, **NO_PROOF))
    assert "nama ayah" not in words
    assert "Dicatat sebagai anak seorang ibu" in words


def test_the_certificate_of_f204_carries_the_note(sari: Person) -> None:
    assert "belum tercatat" in words_of(granted(sari, **F204))
