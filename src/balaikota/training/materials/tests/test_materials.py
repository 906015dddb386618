"""Materials of a class: laid out by the organiser, gone through by its participants, and by nobody else."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balaikota.foundation.people.models import Person
from balaikota.training.classes.tests.city import Going
from balaikota.training.materials import actions, methods, queries
from balaikota.training.materials.models import Material

MP4 = b"\0\0\0\x18ftypisom\0\0\0\0" + b"0" * 100
CUES = "WEBVTT\n\n00:01.000 --> 00:02.000\nSelamat pagi\n"


def a_pdf() -> bytes:
    packed, paper = io.BytesIO(), pikepdf.new()
    paper.add_blank_page()
    paper.save(packed)
    return packed.getvalue()


def post(client: Client, going: Going, **said: object) -> Any:
    place = reverse("materials:add", args=[going.cohort.number])
    return client.post(place, {"title": "Bahan", "note": "", "url": ""} | said)


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_organiser_lays_out_each_kind(client: Client, going: Going, nurul: Person) -> None:
    client.force_login(nurul)
    for said in (
        {"file": named("a.pdf", a_pdf())},
        {"file": named("a.mp4", MP4), "captions": named("a.vtt", CUES.encode())},
        {"url": "https://contoh.invalid/bacaan"},
    ):
        assert post(client, going, **said).status_code == 303
    kinds = [row.kind for row in queries.of_cohort(going.cohort)]
    assert kinds == ["pdf", "video", "tautan"]
    page = client.get(reverse("materials:materials", args=[going.cohort.number]))
    assert "0 peserta sudah mempelajari" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Pilih satu berkas, atau tuliskan satu tautan."),
        ({"file": ("a.mp4", MP4)}, "Sertakan teks video"),
        ({"file": ("a.mp4", b"bukan video"), "captions": ("a.vtt", CUES.encode())}, "tidak dapat diputar"),
        ({"file": ("a.mp4", MP4), "captions": ("a.vtt", b"\xff\xfe")}, "Sertakan teks video"),
        ({"file": ("a.pdf", b"bukan PDF")}, "tidak dapat diterima"),
        ({"url": "bukan alamat ini"}, "URL"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(
    client: Client, going: Going, nurul: Person, said: dict[str, object], sentence: str
) -> None:
    client.force_login(nurul)
    given = {name: named(*value) if isinstance(value, tuple) else value for name, value in said.items()}
    answer = post(client, going, **given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert 'value="Bahan"' in text


@pytest.fixture
def video(going: Going, nurul: Person) -> Material:
    return actions.add_video(going.cohort, "Video", MP4, CUES, by=nurul)


def test_a_participant_watches_and_ticks(
    client: Client, going: Going, video: Material, nurul: Person
) -> None:
    client.force_login(going.people[0])
    page = client.get(video.get_absolute_url())
    assert "<track" in page.content.decode()
    assert "media-src 'self'" in page["Content-Security-Policy"]
    part = client.get(reverse("materials:video", args=[video.pk]), headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content, part["Content-Type"]) == (206, b"ftyp", "video/mp4")
    whole = client.get(reverse("materials:video", args=[video.pk]), headers={"Range": "bytes=7-4"})
    assert (whole.status_code, b"".join(whole)) == (200, MP4)
    assert client.get(reverse("materials:captions", args=[video.pk])).content.decode() == CUES
    for _twice in range(2):
        assert client.post(reverse("materials:tick", args=[video.pk])).status_code == 303
    assert "1 dari 1" in client.get(going.cohort.get_absolute_url()).content.decode()
    assert dict(queries.progress(going.cohort))[going.people[0].name] == 1
    client.post(reverse("materials:untick", args=[video.pk]))
    assert dict(queries.progress(going.cohort))[going.people[0].name] == 0
    client.force_login(nurul)  # reads it, and has no seat to tick from
    for way in ("tick", "untick"):
        assert client.post(reverse(f"materials:{way}", args=[video.pk])).status_code == 403


def test_nobody_else_finds_it(client: Client, going: Going, video: Material, sari: Person) -> None:
    client.force_login(sari)
    for name in ("material", "video", "captions"):
        assert client.get(reverse(f"materials:{name}", args=[video.pk])).status_code == 404
    assert client.get(reverse("files:open", args=[video.file_id])).status_code == 404
    assert client.get(reverse("materials:mine", args=[going.cohort.number])).status_code == 404


def test_what_was_withdrawn_is_gone(client: Client, going: Going, video: Material, nurul: Person) -> None:
    client.force_login(nurul)
    seen_by_the_organiser = client.get(video.get_absolute_url()).content.decode()
    assert "sudah dipelajari" not in seen_by_the_organiser
    assert client.post(reverse("materials:withdraw", args=[video.pk])).status_code == 303
    assert client.get(reverse("files:open", args=[video.file_id])).status_code == 200
    client.force_login(going.people[0])
    assert client.get(video.get_absolute_url()).status_code == 404
    assert client.get(reverse("files:open", args=[video.file_id])).status_code == 404


@pytest.mark.parametrize(
    ("text", "are"),
    [("", False), ("WEBVTT", False), (CUES, True), ("\ufeff" + CUES, True), (CUES + "\0", False)],
)
def test_captions_have_a_cue(text: str, are: bool) -> None:
    assert methods.are_captions(text) == are
