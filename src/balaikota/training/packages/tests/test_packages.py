"""A package in a class: brought, offered, begun, excused and withdrawn; its files only on their own address."""

import io
import zipfile
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import Scan
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.training.classes import actions as classes
from balaikota.training.classes.tests.city import Going
from balaikota.training.packages import actions, queries
from balaikota.training.packages.models import Package, Session
from balaikota.training.packages.tests import zips

THERE = {"Host": settings.PACKAGES_ADDRESS.removeprefix("http://")}


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("paket.zip", content, content_type="application/zip")


@pytest.fixture
def package(going: Going, nurul: Person) -> Package:
    return actions.add(going.cohort, upload(zips.scorm12()), by=nurul)


def began(package: Package, going: Going, place: int = 0, item: str = "satu") -> Session:
    return actions.begin(package, item, going.rows[place], by=going.people[place])


def test_the_organiser_brings_a_package_and_the_class_finds_it(
    client: Client, going: Going, nurul: Person
) -> None:  # fmt: skip
    client.force_login(nurul)
    place = reverse("packages:add", args=[going.cohort.number])
    wrong = client.post(place, {"file": upload(zips.zipped(index_html="x"))})
    assert wrong.status_code == 422
    assert "tidak ada imsmanifest.xml" in wrong.content.decode()
    assert client.post(place, {"file": upload(zips.scorm12())}).status_code == 303
    assert (
        "Paket uji 1.2"
        in client.get(reverse("packages:packages", args=[going.cohort.number])).content.decode()
    )
    client.force_login(going.people[0])
    shown = client.get(going.cohort.get_absolute_url()).content.decode()
    assert "Paket uji 1.2" in shown
    assert "belum dimulai" in shown


def test_nobody_else_brings_one(going: Going) -> None:
    with pytest.raises(Refusal):
        actions.add(going.cohort, upload(zips.scorm12()), by=going.people[0])


def test_a_class_that_is_off_takes_none(client: Client, going: Going, nurul: Person) -> None:
    classes.cancel(going.cohort, "Narasumber berhalangan.", by=nurul)
    client.force_login(nurul)
    place = reverse("packages:add", args=[going.cohort.number])
    assert client.post(place, {"file": upload(zips.scorm12())}).status_code == 422
    assert Package.objects.count() == 0


def test_whoever_has_no_seat_finds_nothing(client: Client, package: Package, sari: Person) -> None:
    client.force_login(sari)
    assert client.get(package.get_absolute_url()).status_code == 404
    assert client.post(reverse("packages:begin", args=[package.pk]), {"item": "satu"}).status_code == 404


def test_a_session_is_its_persons_own(client: Client, package: Package, going: Going) -> None:
    session = began(package, going)
    place = reverse("packages:player", args=[session.pk])
    client.force_login(going.people[1])
    assert client.get(place).status_code == 404
    client.force_login(going.people[0])
    page = client.get(place)
    assert page.status_code == 200
    assert settings.PACKAGES_ADDRESS in page["Content-Security-Policy"]
    assert "memerlukan JavaScript" in page.content.decode()


def test_files_answer_on_their_own_address_alone(client: Client, package: Package, going: Going) -> None:
    place = queries.content_address(began(package, going)).removeprefix(settings.PACKAGES_ADDRESS)
    assert client.get(place).status_code == 404
    there = client.get(place, headers=THERE)
    assert there.status_code == 200
    assert "sandbox" in there["Content-Security-Policy"]
    assert "connect-src 'self'" in there["Content-Security-Policy"]
    assert "X-Frame-Options" not in there
    assert not there.cookies
    part = client.get(place, headers=THERE | {"Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, zips.PAGE.encode()[:10])
    assert client.get(place.replace("index.html", "lain.html"), headers=THERE).status_code == 404
    assert client.get(place.replace("/isi/", "/isi/x"), headers=THERE).status_code == 404


def test_a_file_is_found_whatever_stands_in_its_name(client: Client, going: Going, nurul: Person) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for name in ("index.html", "Bab #1 50%?.txt"):
            book.writestr(name, "isi")
        book.writestr("imsmanifest.xml", zips.MANIFEST12.format(more=""))
    session = began(actions.add(going.cohort, upload(packed.getvalue()), by=nurul), going)
    place = queries.content_address(session).removeprefix(settings.PACKAGES_ADDRESS)
    there = client.get(place.replace("index.html", quote("Bab #1 50%?.txt")), headers=THERE)
    assert b"".join(there) == b"isi"


@pytest.mark.parametrize("place", ["/", "/pelatihan/", "/masuk/", "/meja/", "/akun/"])
def test_nothing_of_the_city_answers_there(client: Client, place: str, sari: Person) -> None:
    client.force_login(sari)
    assert client.get(place, headers=THERE).status_code == 404


def test_a_package_found_dangerous_opens_for_nobody(client: Client, package: Package, going: Going) -> None:
    place = queries.content_address(began(package, going)).removeprefix(settings.PACKAGES_ADDRESS)
    assert package.file.scan == Scan.PENDING
    files.record_scan(package.file, Scan.INFECTED)
    assert client.get(place, headers=THERE).status_code == 404


def test_a_new_launch_ends_the_one_before(package: Package, going: Going) -> None:
    one, two = began(package, going), began(package, going)
    one.refresh_from_db()
    assert (one.number, one.end, two.number, two.ended_at) == (1, "ditinggalkan", 2, None)


def test_whoever_is_excused_is_done_and_it_says_why(
    client: Client, package: Package, going: Going, nurul: Person
) -> None:
    client.force_login(nurul)
    place = reverse("packages:waive", args=[package.pk])
    said = {"person": str(going.people[0].pk), "item": "satu", "reason": ""}
    assert client.post(place, said).status_code == 422
    assert client.post(place, said | {"reason": "Sudah mengikuti di provinsi."}).status_code == 303
    (mine,) = queries.progress(package, going.people[:1])
    assert (mine.done, mine.play.satisfied_at is not None if mine.play else None) == (1, True)
    client.force_login(going.people[0])
    assert "Sudah mengikuti di provinsi." in client.get(package.get_absolute_url()).content.decode()


def test_a_required_package_stands_before_the_certificate(going: Going, nurul: Person) -> None:
    actions.add(going.cohort, upload(zips.scorm12()), by=nurul)
    assert queries.unfinished(going.cohort) == set()
    required = actions.add(going.cohort, upload(zips.scorm12()), by=nurul, is_required=True)
    assert queries.unfinished(going.cohort) == {each.pk for each in going.people}
    actions.waive(required, "satu", going.people[0], "Sudah di provinsi.", by=nurul)
    assert queries.unfinished(going.cohort) == {each.pk for each in going.people[1:]}


def test_a_withdrawn_package_is_gone_and_its_results_stay(
    client: Client, package: Package, going: Going, nurul: Person
) -> None:
    began(package, going)
    client.force_login(nurul)
    assert client.post(reverse("packages:withdraw", args=[package.pk])).status_code == 303
    assert queries.of_cohort(going.cohort) == []
    assert Session.objects.count() == 1


def test_the_organisers_page_asks_a_fixed_number_of_questions(
    client: Client, package: Package, going: Going, nurul: Person, django_assert_max_num_queries: object
) -> None:  # fmt: skip
    for place in range(4):
        began(package, going, place)
    client.force_login(nurul)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert client.get(reverse("packages:packages", args=[going.cohort.number])).status_code == 200
