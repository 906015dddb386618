"""What people upload: kept clean, or refused with a sentence."""

import io
import os
import stat
import time
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from balaikota.foundation.files import actions, methods, queries
from balaikota.foundation.files.actions import UnusableFile
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.files.tests import conftest as a
from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db

Received = Callable[..., StoredFile]
Built = Callable[[], bytes]


def kept(file: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(queries.read_bytes(file)))


# --- pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (lambda: a.picture("JPEG"), "image/jpeg"),
        (lambda: a.picture("PNG"), "image/png"),
        (lambda: a.picture("PNG", mode="RGBA"), "image/png"),
        (lambda: a.picture("PNG", mode="L"), "image/png"),
        (lambda: a.picture("WEBP"), "image/webp"),
        (lambda: a.heic(), "image/jpeg"),
        (lambda: a.picture("JPEG", mode="CMYK"), "image/jpeg"),
        (lambda: a.picture("JPEG", mode="L"), "image/jpeg"),
    ],
)
def test_a_picture_is_kept_by_what_it_is(received: Received, content: Built, content_type: str) -> None:
    file = received(content(), "foto.exe")
    assert file.content_type == content_type
    assert Image.MIME[kept(file).format] == content_type  # type: ignore[index]


def test_a_photo_does_not_tell_where_and_by_whom_it_was_taken(received: Received) -> None:
    file = received(a.picture(exif=a.exif(), comment=b"Budi Hasibuan"), "ktp.jpg")
    content = queries.read_bytes(file)
    assert not kept(file).getexif()
    for told in (b"Exif", b"KameraRahasia", b"Budi"):
        assert told not in content


def test_a_photo_taken_sideways_stands_upright(received: Received) -> None:
    photo = kept(received(a.picture(size=(60, 40), exif=a.exif(orientation=6)), "ktp.jpg"))
    assert photo.size == (40, 60)
    top, bottom = photo.getpixel((20, 5)), photo.getpixel((20, 55))
    assert top[0] > 200  # type: ignore[index]
    assert bottom[2] > 200  # type: ignore[index]


def test_a_heic_named_jpg_is_kept_as_a_true_jpeg(received: Received) -> None:
    file = received(a.heic(), "IMG_0001.JPG")
    assert (file.content_type, file.original_name) == ("image/jpeg", "IMG_0001.JPG")
    assert methods.download_name("IMG_0001.HEIC", file.content_type) == "IMG_0001.jpg"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lambda: a.png_bomb(), "pixels"),
        (lambda: a.text_bomb(), "broken"),
        (lambda: a.picture("JPEG")[:200], "broken"),
        (lambda: b"\xff\xd8\xff\xe0" + b"A" * 4000, "broken"),
        (lambda: a.heic()[:300], "broken"),
        (lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ", "broken"),
    ],
)
def test_picture_bombs_and_broken_pictures_are_refused(
    received: Received, content: Built, fault: str
) -> None:
    assert len(content()) < 1_000_000
    with pytest.raises(UnusableFile) as refusal:
        received(content(), "foto.png")
    assert refusal.value.fault == fault
    assert StoredFile.objects.count() == 0


# --- PDF ------------------------------------------------------------------------------------------


def test_a_pdf_is_kept_with_its_pages_counted(received: Received) -> None:
    file = received(a.a_pdf(3))
    assert (file.content_type, file.pages) == ("application/pdf", 3)
    assert len(pikepdf.open(io.BytesIO(queries.read_bytes(file))).pages) == 3


def test_a_pdf_loses_its_scripts_programs_attachments_and_names(received: Received) -> None:
    armed = a.a_pdf(change=a.armed)
    assert b"cmd.exe" in armed
    content = queries.read_bytes(received(armed))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        plain = io.BytesIO()
        pdf.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert not pdf.attachments
        assert not pdf.docinfo
        assert [str(note.Subtype) for note in pdf.pages[0].Annots] == ["/Link", "/Link"]
    for gone in (b"JavaScript", b"alert", b"Launch", b"cmd.exe", b"penipu", b"EmbeddedFile", b"MZ", b"Budi"):
        assert gone not in plain.getvalue(), gone


def test_a_photo_inside_a_pdf_does_not_tell_where_it_was_taken(received: Received) -> None:
    assert b"KameraRahasia" in a.a_pdf(change=a.photographed)
    content = queries.read_bytes(received(a.a_pdf(change=a.photographed)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        [photo] = pdf.pages[0].images.values()
        assert pikepdf.PdfImage(photo).as_pil_image().size == (60, 40)
    for told in (b"Exif", b"KameraRahasia", b"Budi"):
        assert told not in content


def test_a_pdf_that_needs_no_password_to_open_is_kept_unlocked(received: Received) -> None:
    content = queries.read_bytes(received(a.a_pdf(encryption=pikepdf.Encryption(owner="x", user=""))))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lambda: a.a_pdf(encryption=pikepdf.Encryption(owner="x", user="y")), "password"),
        (lambda: a.a_pdf(201), "pages"),
        (lambda: a.a_pdf(change=a.stream_bomb), "heavy"),
        (lambda: b"%PDF-1.7\nbukan pdf", "broken"),
        (lambda: b"", "empty"),
        (lambda: a.a_zip(), "archive"),
        (lambda: b"<html><script>alert(1)</script>", "type"),
        (lambda: b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "type"),
        (lambda: b"MZ\x90\x00", "type"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    received: Received, content: Built, fault: str
) -> None:
    with pytest.raises(UnusableFile) as refusal:
        received(content(), "akta.pdf")
    assert refusal.value.fault == fault
    assert refusal.value.status == 422
    assert refusal.value.sentence.endswith(".")


def test_a_pdf_whose_own_skeleton_is_a_bomb_is_refused_within_seconds(received: Received) -> None:
    bomb = a.object_stream_bomb()
    assert len(bomb) < 10_000_000
    began = time.monotonic()
    with pytest.raises(UnusableFile) as refusal:
        received(bomb)
    assert refusal.value.fault in ("heavy", "broken")
    assert time.monotonic() - began < 45


def test_a_file_with_two_faces_keeps_only_the_one_we_saw(received: Received) -> None:
    for face in (a.a_pdf(), a.picture("JPEG"), a.picture("PNG")):
        file = received(face + a.a_zip() + b"<script>alert(1)</script>")
        content = queries.read_bytes(file)
        assert not zipfile.is_zipfile(io.BytesIO(content))
        assert b"<script>" not in content


def test_a_file_above_the_limit_is_refused_before_it_is_looked_at(received: Received, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(UnusableFile) as refusal:
        received(a.a_pdf())
    assert refusal.value.fault == "size"


def test_an_upload_spooled_to_disk_by_django_is_kept_too(owner: Person) -> None:
    upload = TemporaryUploadedFile("akta.pdf", "application/pdf", 0, None)
    content = a.a_pdf(2)
    upload.write(content)
    upload.seek(0)
    upload.size = len(content)
    assert actions.receive(upload, owner=owner, by=owner).pages == 2


# --- the process that looks -----------------------------------------------------------------------


def test_the_process_that_looks_has_no_secrets_and_no_root(received: Received, monkeypatch: Any) -> None:
    seen: dict[str, Any] = {}
    run = methods.subprocess.run

    def watched(*command: Any, **how: Any) -> Any:
        seen.update(how["env"])
        return run(*command, **how)

    monkeypatch.setattr(methods.subprocess, "run", watched)
    received(a.a_pdf())
    assert not [name for name in seen if "BALAIKOTA" in name or "SECRET" in name or "DATABASE" in name]


def test_a_process_that_dies_is_a_refusal_and_no_crash(received: Received, monkeypatch: Any) -> None:
    monkeypatch.setattr(methods.sys, "executable", "/bin/false")
    with pytest.raises(UnusableFile) as refusal:
        received(a.a_pdf())
    assert refusal.value.fault == "heavy"


# --- names and places -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("KTP (1).pdf", "KTP (1).pdf"),
        ("surat, kedua.pdf", "surat, kedua.pdf"),
        (" akta .pdf", "akta.pdf"),
        ("akta.pdf ", "akta.pdf"),
        ("sur\u00adat.pdf", "surat.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("akta\u200b\u2066.pdf", "akta.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Sari\\akta.pdf", "akta.pdf"),
        ("akta\x00\n\tlahir.pdf", "akta lahir.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("", "berkas"),
        (".pdf", "pdf"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
        ("surat keterangan no. 12 tahun dua ribu", "surat keterangan no. 12 tahun dua ribu"),
    ],
)
def test_the_name_is_shown_as_a_person_would_write_it(given_name: str, shown: str) -> None:
    assert methods.shown_name(given_name) == shown


@given(st.text(max_size=400))
def test_no_name_is_empty_long_or_leads_elsewhere(name: str) -> None:
    shown = methods.shown_name(name)
    assert 0 < len(shown) <= 130
    assert not set(shown) & set("/\\\0\n\r")
    assert methods.shown_name(shown) == shown


def test_a_file_lies_under_its_id_for_the_city_alone(received: Received, folder: Path) -> None:
    file = received(a.a_pdf(), "../../KTP (1).pdf")
    place = queries.path(file)
    assert place == folder / file.pk.hex[:2] / str(file.pk)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert place.stat().st_size == file.size
    assert [path for path in folder.rglob("*") if path.is_file()] == [place]


def test_a_refused_upload_leaves_nothing_on_the_disk(received: Received, folder: Path) -> None:
    with pytest.raises(UnusableFile):
        received(a.a_zip())
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_the_clock_removes_what_a_rollback_left_behind(received: Received, folder: Path) -> None:
    keep = received(a.a_pdf())
    with transaction.atomic():
        received(a.a_pdf())
        transaction.set_rollback(True)
    crashed = folder / "ab" / f"{uuid.uuid4()}.part"
    crashed.parent.mkdir(exist_ok=True)
    crashed.write_bytes(b"half")
    assert actions.sweep(older_than=time.time() - 60) == 0
    for path in folder.glob("??/*"):
        os.utime(path, (1, 1))
    assert actions.sweep(older_than=time.time() - 60) == 2
    assert queries.path(keep).exists()


def test_the_sentence_can_be_shown_beside_its_field(received: Received) -> None:
    with pytest.raises(UnusableFile, match="ZIP"):
        received(a.a_zip())
