"""Pictures that programs send or point to: fetched once, from outside only, cleaned, and shown like residents' own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System, a_system

from balaikota.complaints.georeport import gateway, jobs
from balaikota.complaints.georeport.models import Media, MediaState
from balaikota.complaints.georeport.tests.conftest import V2, Said, read
from balaikota.complaints.handling import actions as handling
from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics.models import Kind
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street

pytestmark = pytest.mark.django_db
Send = Callable[..., Said]


@pytest.fixture
def elsewhere() -> Iterator[System]:
    with a_system() as system:
        yield system


@pytest.fixture
def kind() -> str:
    return "json"


@pytest.fixture
def inside(settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE = True


def a_jpeg() -> bytes:
    return a_photo(a_street()).read()


def posted(send: Send, **said: Any) -> Report:
    answer = send(**said)
    assert answer.status == 200, answer.value
    cast.run_jobs(forgiving=True)
    return Report.objects.get(number=answer.value[0]["service_request_id"])


@pytest.mark.usefixtures("inside")
def test_a_picture_is_fetched_and_shown_after_verification(
    send: Send, elsewhere: System, client: Client
) -> None:
    elsewhere.plays(Played(200, a_jpeg()))
    report = posted(send, media_url=f"{elsewhere.url}/foto.jpg")
    assert [asked.method for asked in elsewhere.asked] == ["GET"]
    (picture,) = photos.of(report)
    assert not picture.is_public
    address = f"{V2}/requests/{report.number}.json"
    assert read(client.get(address), "json").value[0]["media_url"] is None
    handling.verify(report, report.topic, Kind.TIDAK_BERKADAR, by=cast.dewi())
    shown = read(client.get(address, {"extensions": "true"}), "json").value[0]
    assert shown["media_url"].endswith(".jpg")
    assert shown["extended_attributes"]["photos"][0]["media_url"] == shown["media_url"]
    assert client.get(shown["media_url"]).status_code == 200
    assert "georeport.media_kept" in [event.name for event in audit.story(report)]


@pytest.mark.usefixtures("inside")
def test_it_is_fetched_once_however_often_the_job_runs(send: Send, elsewhere: System) -> None:
    elsewhere.plays(Played(200, a_jpeg()))
    report = posted(send, media_url=f"{elsewhere.url}/foto.jpg")
    media = Media.objects.get()
    jobs.fetch_the_picture(_named(media))
    assert (len(elsewhere.asked), len(photos.of(report))) == (1, 1)


def _named(media: Media) -> int:
    return next(event.pk for event in audit.story(media) if event.name == "georeport.media_named")


@pytest.mark.usefixtures("inside")
def test_a_redirect_is_followed_and_looked_at_anew(send: Send, elsewhere: System) -> None:
    elsewhere.plays(Played(302, b"", {"Location": "/besar.jpg"}), Played(200, a_jpeg()))
    posted(send, media_url=f"{elsewhere.url}/foto")
    assert [asked.path for asked in elsewhere.asked] == ["/foto", "/besar.jpg"]
    assert Media.objects.get().state == MediaState.KEPT


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/rahasia", "http://10.0.0.7/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd",
     "http://[::1]/", "gopher://x", "http://pengguna:sandi@contoh.example/", "/relatif"],
)  # fmt: skip
def test_nothing_inside_is_asked(send: Send, url: str) -> None:
    posted(send, media_url=url)
    media = Media.objects.get()
    assert (media.state, media.why) in [
        (MediaState.FAILED, why) for why in ("unsafe_address", "private_address")
    ]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("answers", "why"),
    [([Played(404, b"")], "http_404"), ([Played(200, b"<html>bukan foto</html>")], "no_picture"),
     ([Played(302, b"", {"Location": "/lagi"})], "redirects")],
)  # fmt: skip
def test_what_is_no_picture_is_given_up_and_the_report_stays(
    send: Send, elsewhere: System, answers: list[Played], why: str
) -> None:
    elsewhere.plays(*answers)
    report = posted(send, media_url=f"{elsewhere.url}/foto.jpg")
    assert (Media.objects.get().state, Media.objects.get().why) == (MediaState.FAILED, why)
    assert photos.of(report) == []
    assert "georeport.media_failed" in [event.name for event in audit.story(report)]


@pytest.mark.usefixtures("inside")
def test_a_server_that_is_down_is_tried_again_and_then_left(send: Send, elsewhere: System) -> None:
    elsewhere.plays(Played(503, b""))
    posted(send, media_url=f"{elsewhere.url}/foto.jpg")
    media = Media.objects.get()
    assert (media.state, media.attempts) == (MediaState.WAITING, 1)
    for _ in range(3):
        with pytest.raises(gateway.Unfetched):
            jobs.fetch_the_picture(_named(media))
    jobs.fetch_the_picture(_named(media))
    media.refresh_from_db()
    assert (media.state, media.why) == (MediaState.FAILED, "http_503")


def test_a_photo_may_come_with_the_report(send: Send) -> None:
    report = posted(send, media=SimpleUploadedFile("foto.jpg", a_jpeg()))
    assert len(photos.of(report)) == 1


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_made(send: Send) -> None:
    said = send(media=SimpleUploadedFile("foto.jpg", b"bukan foto"))
    assert said.status == 400
    assert not Report.objects.exists()
