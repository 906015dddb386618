"""Photos shown to many: without their notes, in small sizes, found again when used twice."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests import cast

from balaikota.foundation.files.contract import UnusableFile
from balaikota.foundation.pictures import actions, methods, queries
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


def test_the_camera_is_believed_about_moment_and_place_and_the_kept_copy_says_neither() -> None:
    upload = a_photo(a_street(), taken="2026:11:20 07:30:00", at=(3.5952, 98.6722))
    picture = actions.receive(upload, by=None)
    assert picture.taken_at == datetime(2026, 11, 20, 7, 30, tzinfo=WIB)
    assert (picture.lat, picture.lon) == (pytest.approx(3.5952, abs=1e-4), pytest.approx(98.6722, abs=1e-4))
    kept = Image.open(io.BytesIO(queries.content(picture)))
    assert not kept.getexif()
    assert b"KameraRahasia" not in queries.content(picture)


def test_a_camera_south_and_west_with_its_own_clock() -> None:
    upload = a_photo(a_street(), taken="2026:11:20 07:30:00", offset="-03:00", at=(-6.2, -35.5))
    picture = actions.receive(upload, by=None)
    assert picture.taken_at == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    assert (picture.lat, picture.lon) == (pytest.approx(-6.2), pytest.approx(-35.5))


def test_a_paper_is_no_photo() -> None:
    with pytest.raises(UnusableFile, match="bukan foto"):
        actions.receive(cast.a_pdf(), by=None)


def test_every_rendition_is_lighter_and_as_wide_as_it_says() -> None:
    picture = actions.receive(a_photo(a_street()), by=None)
    for width in methods.widths(picture.width):
        for ending in methods.FORMATS:
            made = actions.render(picture, width, ending)
            with Image.open(made) as opened:
                assert opened.width == width
            assert made.stat().st_size < len(queries.content(picture))


def test_a_small_photo_is_not_blown_up() -> None:
    picture = actions.receive(a_photo(a_street(size=(200, 100))), by=None)
    assert methods.widths(picture.width) == [320]
    with Image.open(actions.render(picture, 320, "jpg")) as opened:
        assert opened.size == (200, 100)


def test_the_same_photo_packed_anew_and_smaller_is_found_and_another_street_is_not() -> None:
    street, sari = a_street(1), cast.sari()
    first = actions.receive(a_photo(street), by=sari)
    actions.attach([first.pk], sari, by=sari)
    again = actions.receive(a_photo(street.resize((800, 600)), quality=40), by=sari)
    other = actions.receive(a_photo(a_street(2)), by=sari)
    assert [each for each, _ in queries.alike(again, about_label="people.person")] == [first]
    assert queries.alike(other, about_label="people.person") == []


def test_a_withheld_photo_is_nobodys_and_a_public_one_everybodys(client: Client) -> None:
    picture = actions.receive(a_photo(a_street()), by=cast.sari())
    address = f"/gambar/{picture.pk}/320.jpg"
    assert client.get(address).status_code == 404
    client.force_login(cast.budi())
    assert client.get(address).status_code == 404
    client.force_login(cast.sari())
    mine = client.get(address)
    assert (mine.status_code, mine["Cache-Control"]) == (200, "private, no-store")
    actions.publish(picture)
    client.logout()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert client.get(f"/gambar/{picture.pk}/321.jpg").status_code == 404
    assert client.get(f"/gambar/{picture.pk}/320.svg").status_code == 404


def test_a_photo_is_used_once_and_only_by_who_brought_it() -> None:
    sari, budi = cast.sari(), cast.budi()
    picture = actions.receive(a_photo(a_street()), by=sari)
    with pytest.raises(Refusal, match="Unggah sekali lagi"):
        actions.attach([picture.pk], budi, by=budi)
    actions.attach([picture.pk], sari, by=sari, alt="Lubang di jalan")
    with pytest.raises(Refusal):
        actions.attach([picture.pk], sari, by=sari)
    assert [each.alt for each in queries.of(sari)] == ["Lubang di jalan"]


def test_a_photo_that_was_never_sent_goes_with_its_renditions() -> None:
    picture = actions.receive(a_photo(a_street()), by=None)
    folder = actions.render(picture, 320, "jpg").parent
    assert actions.sweep(datetime.now(UTC)) == 1
    cast.run_jobs()
    assert queries.picture(picture.pk) is None
    assert not folder.exists()


def test_the_full_size_is_not_handed_out(client: Client) -> None:
    picture = actions.receive(a_photo(a_street()), by=cast.sari())
    client.force_login(cast.sari())
    assert client.get(f"/berkas/{picture.file_id}/").status_code == 404


@given(
    st.text(max_size=30) | st.just("2026:11:20 07:30:00"),
    st.text(max_size=8) | st.integers(0).map("+{}:00".format),
)
def test_a_strange_clock_never_costs_the_photo(taken: str, offset: str) -> None:
    moment = methods.moment({"taken": taken, "offset": offset}, "Asia/Jakarta")
    assert moment is None or moment.tzinfo is not None


@given(st.integers(0, 23), st.integers(0, 59))
def test_an_offset_is_read(hours: int, minutes: int) -> None:
    notes: dict[str, Any] = {"taken": "2026:01:02 03:04:05", "offset": f"+{hours:02}:{minutes:02}"}
    moment = methods.moment(notes, "Asia/Jakarta")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=hours, minutes=minutes)
