"""Who opens a file, how it is handed out, and what a scanner says about it."""

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.http import Http404
from django.test import Client

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.files import actions, contract, jobs, queries
from balaikota.foundation.files.gateway import ClamAV
from balaikota.foundation.files.models import Scan, StoredFile
from balaikota.foundation.files.tests import conftest as a
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db

Received = Callable[..., StoredFile]


@pytest.fixture
def neighbour(db: None) -> Person:
    return Person.objects.create(name="Budi")


@pytest.fixture
def officer(wulan: Person) -> Person:
    """Whoever holds no post would stand behind the second wall (kit/walls.py)."""
    return wulan


@pytest.fixture(autouse=True)
def guards() -> Iterator[None]:
    """A person stands for the thing a file belongs to; the officer is let in."""
    contract.guard("people.person", lambda viewer, about_id: viewer.name == "Wulan Lestari")
    contract.guard("people.kartukeluarga", lambda viewer, about_id: False, may_move_on=True)
    yield
    for label in ("people.person", "people.kartukeluarga"):
        contract._guards.pop(label)


# --- who ------------------------------------------------------------------------------------------


def test_a_loose_file_is_its_owners_alone(
    received: Received, owner: Person, neighbour: Person, officer: Person
) -> None:
    file = received(a.a_pdf())
    assert queries.openable(file.pk, viewer=owner) == file
    for other in (neighbour, officer):
        with pytest.raises(Http404):
            queries.openable(file.pk, viewer=other)


def test_an_attached_file_is_opened_by_whom_its_guard_lets_in(
    received: Received, owner: Person, neighbour: Person, officer: Person
) -> None:
    file = actions.attach(received(a.a_pdf()), neighbour, by=owner)
    assert queries.of(neighbour) == [file]
    assert queries.openable(file.pk, viewer=officer) == file
    with pytest.raises(Http404):
        queries.openable(file.pk, viewer=neighbour)


def test_what_nobody_guards_nobody_opens(received: Received, owner: Person) -> None:
    file = received(a.a_pdf())
    file = actions.attach(file, file, by=owner)
    with pytest.raises(Http404):
        queries.openable(file.pk, viewer=owner)


def test_a_neighbour_cannot_attach_another_persons_file(received: Received, neighbour: Person) -> None:
    with pytest.raises(Refusal):
        actions.attach(received(a.a_pdf()), neighbour, by=neighbour)


def test_a_file_in_use_stays_where_it_is(received: Received, owner: Person, neighbour: Person) -> None:
    file = actions.attach(received(a.a_pdf()), neighbour, by=owner)
    actions.attach(file, neighbour, by=owner)
    with pytest.raises(Refusal, match="dipakai di tempat lain"):
        actions.attach(file, owner, by=owner)
    assert [event.name for event in audit.story(file)] == ["files.received", "files.attached"]


def test_an_officer_who_brought_a_residents_file_may_attach_it(owner: Person, officer: Person) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = actions.receive(SimpleUploadedFile("ktp.pdf", a.a_pdf()), owner=owner, by=officer)
    assert actions.attach(file, owner, by=officer).about_id == str(owner.pk)


# --- how ------------------------------------------------------------------------------------------


@pytest.fixture
def signed_in(client: Client, owner: Person) -> Client:
    client.force_login(owner)
    return client


def test_a_file_is_handed_out_so_that_a_browser_need_not_trust_it(
    signed_in: Client, received: Received
) -> None:
    file = received(a.picture("JPEG"), 'surat, "kedua" é.heic')
    answer = signed_in.get(file.get_absolute_url())
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["Content-Disposition"] == (
        "inline; filename=\"surat, _kedua_ _.jpg\"; filename*=UTF-8''surat%2C%20%22kedua%22%20%C3%A9.jpg"
    )
    assert b"".join(answer.streaming_content) == queries.read_bytes(file)


def test_a_name_cannot_add_a_header(signed_in: Client, received: Received) -> None:
    file = received(a.a_pdf(), "a.pdf")
    StoredFile.objects.filter(pk=file.pk).update(original_name="a.pdf\r\nSet-Cookie: x=1")
    answer = signed_in.get(file.get_absolute_url())
    assert "\n" not in answer["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers


def test_ones_own_look_is_no_event_and_anothers_is(
    client: Client, received: Received, owner: Person, officer: Person, neighbour: Person
) -> None:
    file = received(a.a_pdf())
    client.force_login(owner)
    assert client.get(file.get_absolute_url()).status_code == 200
    assert not Event.objects.filter(name="files.opened").exists()
    actions.attach(file, neighbour, by=owner)
    client.force_login(officer)
    assert client.get(file.get_absolute_url()).status_code == 200
    look = Event.objects.get(name="files.opened")
    assert (look.by, look.subject, look.about_id) == (officer, owner, str(file.pk))


def test_a_neighbour_and_a_stranger_get_nothing(
    client: Client, received: Received, neighbour: Person
) -> None:
    address = received(a.a_pdf()).get_absolute_url()
    assert client.get(address)["Location"].startswith("/masuk/")
    client.force_login(neighbour)
    assert client.get(address).status_code == 404


# --- the scanner ----------------------------------------------------------------------------------


class Suspicious(contract.Scanner):
    def scan(self, content: BinaryIO) -> Scan:
        return Scan.INFECTED if content.read() else Scan.CLEAN


class Away(contract.Scanner):
    def scan(self, content: BinaryIO) -> Scan:
        raise ConnectionRefusedError


@pytest.fixture
def scanner() -> Iterator[None]:
    yield
    contract._scanners.clear()


def arrival(file: StoredFile) -> int:
    return audit.story(file).get(name="files.received").pk


def test_without_a_scanner_a_file_is_marked_as_unscanned(received: Received) -> None:
    file = received(a.a_pdf())
    assert file.scan == Scan.PENDING
    jobs.scan(arrival(file))
    file.refresh_from_db()
    assert file.scan == Scan.UNSCANNED


@pytest.mark.usefixtures("scanner")
def test_an_infected_file_opens_for_nobody(received: Received, owner: Person, signed_in: Client) -> None:
    contract.register_scanner(Suspicious())
    file = received(a.a_pdf())
    for _ in range(2):
        jobs.scan(arrival(file))
    with pytest.raises(Refusal, match="berbahaya"):
        queries.openable(file.pk, viewer=owner)
    assert signed_in.get(file.get_absolute_url()).status_code == 403
    assert [event.name for event in audit.story(file)] == ["files.received", "files.scanned"]


@pytest.mark.usefixtures("scanner")
def test_a_scanner_that_is_away_is_asked_again(received: Received) -> None:
    contract.register_scanner(Away())
    file = received(a.a_pdf())
    with pytest.raises(ConnectionRefusedError):
        jobs.scan(arrival(file))
    assert queries.waiting_for_scan() == [file]
    contract.register_scanner(Suspicious())
    jobs.scan_what_waits(0)
    assert queries.waiting_for_scan() == []


@pytest.mark.parametrize(
    ("said", "finds"), [(b"stream: OK\0", False), (b"stream: Eicar-Test-Signature FOUND\0", True)]
)
def test_clamd_is_asked_in_its_own_words(tmp_path: Path, said: bytes, finds: bool) -> None:
    address, heard = tmp_path / "clamd.ctl", io.BytesIO()
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(address))
    door.listen()

    def clamd() -> None:
        line, _ = door.accept()
        with line, line.makefile("rb") as incoming:
            assert incoming.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", incoming.read(4))[0]:
                heard.write(incoming.read(size))
            line.sendall(said)

    thread = threading.Thread(target=clamd)
    thread.start()
    content = bytes(range(256)) * 1000
    assert ClamAV(f"unix:{address}", patience=10).finds_malware(io.BytesIO(content)) is finds
    thread.join()
    door.close()
    assert heard.getvalue() == content


def test_clamd_saying_neither_is_a_failure_and_not_a_pass(monkeypatch: Any) -> None:
    here, there = socket.socketpair()
    there.sendall(b"INSTREAM size limit exceeded. ERROR\0")
    monkeypatch.setattr(ClamAV, "_call", lambda self: here)
    with pytest.raises(OSError, match="size limit"):
        ClamAV("unix:/nowhere").finds_malware(io.BytesIO(b"x"))
    there.close()


def test_a_pdf_is_handed_out_so_that_the_browser_can_show_it(signed_in: Client, received: Received) -> None:
    policy = signed_in.get(received(a.a_pdf()).get_absolute_url())["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "object-src 'self'" in policy
    assert "sandbox" not in policy
    assert "script-src" not in policy
