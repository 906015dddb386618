"""The signed paper, judged by tools we did not write."""

import io
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests import preflight

from balaikota.foundation.documents import actions, methods
from balaikota.foundation.documents.gateway import UNCERTIFIED, LocalCertificates
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.files import queries as files
from balaikota.kit import pdf

pytestmark = pytest.mark.django_db

ALetter = Callable[..., Letter]


@pytest.fixture
def issued(a_letter: ALetter) -> bytes:
    return files.read_bytes(actions.issue(a_letter(is_sample=True)).file)


def judged(signed: bytes) -> Any:
    root = LocalCertificates(settings.SIGNING_FOLDER).root().public_bytes(Encoding.DER)
    trusting = ValidationContext(trust_roots=[asn1.Certificate.load(root)], allow_fetching=False)
    [signature] = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    return validate_pdf_signature(signature, trusting)


def test_pyhankos_validator_finds_the_signature_whole_and_trusted(issued: bytes) -> None:
    status = judged(issued)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.pkcs7_signature_mechanism == "sha256_ecdsa"


def test_one_changed_byte_breaks_the_signature(issued: bytes) -> None:
    at = issued.index(b"/Title")
    altered = issued[:at] + b"/Titel" + issued[at + 6 :]
    assert not judged(altered).bottom_line


def test_what_is_added_after_signing_is_seen(issued: bytes) -> None:
    assert judged(issued + b"\n% tambahan").coverage.name != "ENTIRE_FILE"


def test_the_certificate_says_plainly_that_nobody_certified_it(issued: bytes) -> None:
    subject = judged(issued).signing_cert.subject.native
    assert subject["common_name"] == UNCERTIFIED == "SERTIFIKAT LOKAL – TIDAK TERSERTIFIKASI"
    assert subject["organization_name"] == "Dinas Kependudukan dan Pencatatan Sipil"


def test_keys_are_made_once_and_readable_by_the_city_alone(a_letter: ALetter) -> None:
    certificates = []
    for _ in range(2):
        content = files.read_bytes(actions.issue(a_letter()).file)
        certificates.append(judged(content).signing_cert.serial_number)
    assert len(set(certificates)) == 1
    folder = Path(settings.SIGNING_FOLDER)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*.pem")} == {0o600}


@pytest.mark.skipif(bool(preflight.MISSING), reason=preflight.MISSING)
def test_pdfbox_finds_the_paper_a_valid_pdf_a_before_and_after_signing(
    a_letter: ALetter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[bytes] = []
    draw = pdf.draw

    def drawing(*given: Any, **named: Any) -> bytes:
        drawn.append(draw(*given, **named))
        return drawn[-1]

    monkeypatch.setattr(actions.pdf, "draw", drawing)
    signed = files.read_bytes(actions.issue(a_letter(is_sample=True)).file)
    for content in (drawn[0], signed):
        assert "is a valid PDF/A-1b file" in preflight.judge(content, tmp_path)


def test_the_paper_is_tagged_titled_and_in_indonesian(issued: bytes) -> None:
    with pikepdf.open(io.BytesIO(issued)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang).startswith("id")
        assert "/StructTreeRoot" in paper.Root
        assert paper.Root.ViewerPreferences.DisplayDocTitle
        metadata = bytes(paper.Root.Metadata.read_bytes()).decode()
    for claim in ("<pdfaid:part>1<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in metadata
    assert "Sari" not in metadata


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_text_a_person_typed_is_never_markup(issued: bytes, tmp_path: Path) -> None:
    paper = tmp_path / "surat.pdf"
    paper.write_bytes(issued)
    command = ["pdftotext", "-raw", str(paper), "-"]
    words = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert """*Sari* #panic("x") $x$ @rujukan <b>tinggal</b> di sini.""" in words
    assert "DATACONTOH" in words.replace(" ", "")
    assert "belum tersertifikasi PSrE" in words


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("Zk3v9XcQ1aBcDeFgHiJkLw", "Zk3v9XcQ1aBcDeFgHiJkLw"),
        (" http://kota.example/verifikasi/Zk3v9XcQ1aBcDeFgHiJkLw/ ", "Zk3v9XcQ1aBcDeFgHiJkLw"),
        ("AKTA/0001/DISDUKCAPIL/2026", None),
        ("", None),
    ],
)
def test_a_code_is_found_in_what_was_typed_or_pasted(typed: str, token: str | None) -> None:
    assert methods.token_in(typed) == token
