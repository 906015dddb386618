"""BSrE signs once: what it refuses or leaves open is held for the operator, and nobody's passphrase is told."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System, a_system, pairs

from balaikota.foundation.audit.models import Event
from balaikota.foundation.documents import actions, contract, gateway, jobs, queries
from balaikota.foundation.documents.models import Letter, State
from balaikota.foundation.files import queries as files
from balaikota.foundation.people.models import Person
from balaikota.kit import pdf
from balaikota.kit.errors import Refusal
from balaikota.kit.outbound import NotTaken, Unsure

RECORDED = pairs(Path(__file__).with_name("bsre.toml"))
OFFICIAL = {"nik": "1271087108889996", "passphrase": "kata-sandi-kepala"}
ALetter = Callable[..., Letter]


@pytest.fixture
def bsre() -> Iterator[System]:
    with a_system() as system:
        yield system


@pytest.fixture
def signing(bsre: System, settings: Settings, usual_signer: None) -> None:
    settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD = bsre.url, "balaikota", "sandi-aplikasi"
    contract.register_signer(jobs.BsreSigner())
    settings.SIGNING_FOLDER.mkdir(mode=0o700, exist_ok=True)
    keep(settings.SIGNING_FOLDER / "bsre.json", {"disdukcapil": OFFICIAL})


def keep(file: Path, table: Any, mode: int = 0o600) -> None:
    file.write_text(table if isinstance(table, str) else json.dumps(table))
    file.chmod(mode)


@pytest.fixture
def signed(tmp_path: Path) -> bytes:
    """What a signing server gives back: a paper with one signature over all of it."""
    certificates = gateway.LocalCertificates(tmp_path / "bsre-contoh")
    return certificates.sign(_paper(), agency_code="bsre", agency="BSrE contoh", reason="uji")


def _paper() -> bytes:
    import io

    import pikepdf

    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out)
    return out.getvalue()


def good(signed: bytes) -> Played:
    return Played(200, signed, RECORDED["signed"].answer.headers)


# --- the gateway ----------------------------------------------------------------------------------


def esign(bsre: System, answer: Played) -> bytes:
    bsre.plays(answer)
    seconds = 0.6 if answer.fault in ("silence", "drip") else 20  # only what never ends is cut short
    server = gateway.EsignServer(bsre.url, "balaikota", "sandi-aplikasi", seconds)
    return gateway.esign(server, gateway.Signatory(**OFFICIAL), b"%PDF-1.4 surat")


def test_the_paper_goes_out_as_the_public_clients_send_it(bsre: System, signed: bytes) -> None:
    assert esign(bsre, good(signed)) == signed
    (asked,) = bsre.asked
    assert asked.path == RECORDED["signed"].asked["path"]
    assert asked.headers["Authorization"].startswith("Basic ")
    for name in RECORDED["signed"].asked["fields"]:
        assert f'name="{name}"'.encode() in asked.body
    assert b"%PDF-1.4 surat" in asked.body
    assert b"invisible" in asked.body


@pytest.mark.parametrize(
    ("answer", "why", "is_final"),
    [
        (RECORDED["wrong_passphrase"].answer, "http_400", True),
        (Played(401, b""), "http_401", True),
        (Played(404, b""), "http_404", True),
        (Played(429, b""), "http_429", False),
        (Played(503, b"down"), "http_503", False),
    ],
)
def test_what_it_refused_was_not_signed(bsre: System, answer: Played, why: str, is_final: bool) -> None:
    with pytest.raises(NotTaken) as caught:
        esign(bsre, answer)
    assert (caught.value.why, caught.value.is_final) == (why, is_final)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (RECORDED["id_without_paper"].answer, "wrong_answer"),
        (Played(200, b"%PDF-1.4 tanpa tanda tangan"), "wrong_answer"),
        (Played(200, b"<html>login</html>"), "wrong_answer"),
        (Played(200, b""), "wrong_answer"),
        (Played(302, b""), "http_302"),
        (Played(500, b"oops"), "http_500"),
        (Played(504, b""), "http_504"),
        (Played(fault="silence"), "timeout"),
        (Played(fault="drip"), "timeout"),
        (Played(fault="cut"), "broken_off"),
        (Played(fault="long"), "broken_off"),
    ],
)
def test_what_nobody_knows_is_called_so(bsre: System, answer: Played, why: str) -> None:
    with pytest.raises(Unsure) as caught:
        esign(bsre, answer)
    assert caught.value.why == why


def test_what_was_added_after_signing_is_no_signed_paper(bsre: System, signed: bytes) -> None:
    with pytest.raises(Unsure):
        esign(bsre, good(signed + b"\n% tambahan"))


@pytest.mark.parametrize("url", ["http://bsre.example", "http://192.168.18.26"])
def test_a_passphrase_does_not_leave_in_the_open(url: str) -> None:
    with pytest.raises(NotTaken) as caught:
        gateway.esign(gateway.EsignServer(url, "", ""), gateway.Signatory(**OFFICIAL), b"%PDF")
    assert caught.value.why == "unsafe_address"


def test_the_file_of_signatories_is_for_this_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "bsre.json"
    keep(file, {"disdukcapil": OFFICIAL}, mode=0o640)
    with pytest.raises(NotTaken, match="file_readable_by_others"):
        gateway.signatory_of(file, "disdukcapil")
    for table in ("{", "[]", {}, {"disdukcapil": {}}, {"disdukcapil": "x"}):
        keep(file, table)
        with pytest.raises(NotTaken, match="no_signatory"):
            gateway.signatory_of(file, "disdukcapil")
    with pytest.raises(NotTaken, match="no_signatory"):
        gateway.signatory_of(tmp_path / "tidak-ada.json", "disdukcapil")


def test_no_pair_claims_to_be_official() -> None:
    assert {pair.verified for pair in RECORDED.values()} == {False}


# --- the letter -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_letter_is_signed_by_bsre_and_says_so(
    signing: None, a_letter: ALetter, bsre: System, signed: bytes
) -> None:
    bsre.plays(good(signed))
    letter = actions.issue(a_letter())
    assert letter.state == State.ISSUED
    assert files.read_bytes(letter.file) == signed
    assert len(bsre.asked) == 1
    told = str(list(Event.objects.values()))
    assert OFFICIAL["nik"] not in told
    assert OFFICIAL["passphrase"] not in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer", [Played(fault="cut"), Played(500, b""), Played(200, b"[]"), RECORDED["wrong_passphrase"].answer]
)
def test_a_letter_that_was_refused_or_left_open_is_held_and_not_sent_again(
    signing: None, a_letter: ALetter, bsre: System, answer: Played, person: Person, client: Client
) -> None:
    bsre.plays(answer)
    letter = a_letter()
    cast.run_jobs()
    Letter.objects.update(requested_at=timezone.now() - timedelta(hours=1), tried_at=None)
    jobs.sign_what_waits(0)
    actions.issue(queries.whole(letter.pk))
    letter = Letter.objects.get()
    assert (letter.state, letter.held_at is not None, len(bsre.asked)) == (State.WAITING, True, 1)
    client.force_login(person)
    assert "Tanda tangan tertahan" in client.get(letter.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_server_that_is_down_is_asked_again_by_the_clock(
    signing: None, a_letter: ALetter, bsre: System, signed: bytes
) -> None:
    bsre.plays(Played(503, b""), good(signed))
    letter = a_letter()
    with pytest.raises(NotTaken):
        actions.issue(letter)
    letter.refresh_from_db()
    assert (letter.last_error, letter.asked_at, letter.held_at) == ("http_503", None, None)
    Letter.objects.update(requested_at=timezone.now() - timedelta(hours=1), tried_at=None)
    jobs.sign_what_waits(0)
    assert Letter.objects.get().state == State.ISSUED


@pytest.mark.django_db
def test_a_worker_that_died_in_the_middle_leaves_it_held(
    signing: None, a_letter: ALetter, bsre: System
) -> None:
    letter = a_letter()
    Letter.objects.update(asked_at=timezone.now())
    actions.issue(letter)
    assert Letter.objects.get().held_at is None, "another worker may still wait for the answer"
    Letter.objects.update(asked_at=timezone.now() - timedelta(minutes=6))
    actions.issue(letter)
    letter.refresh_from_db()
    assert (letter.last_error, bsre.asked) == ("interrupted", [])


@pytest.mark.django_db
def test_a_full_disk_after_signing_does_not_have_it_signed_twice(
    signing: None, a_letter: ALetter, bsre: System, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    bsre.plays(good(signed))
    letter = a_letter()

    def full(*_: Any, **__: Any) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(actions.files, "store_bytes", full)
        with pytest.raises(OSError, match="No space"):
            actions.issue(letter)
    Letter.objects.update(asked_at=timezone.now() - timedelta(minutes=6))
    actions.issue(queries.whole(letter.pk))
    assert (len(bsre.asked), Letter.objects.get().last_error) == (1, "interrupted")


@pytest.mark.django_db
def test_what_cannot_be_drawn_is_not_held(
    signing: None, a_letter: ALetter, bsre: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(pdf, "draw", broken)
    letter = a_letter()
    with pytest.raises(RuntimeError):
        actions.issue(letter)
    letter.refresh_from_db()
    assert (letter.asked_at, letter.held_at, bsre.asked) == (None, None, [])


@pytest.mark.django_db
def test_the_operator_has_it_signed_again_and_nobody_else(
    signing: None, a_letter: ALetter, bsre: System, signed: bytes, person: Person, client: Client
) -> None:
    bsre.plays(Played(500, b""), good(signed))
    hasan, letter = cast.hasan(), a_letter()
    cast.run_jobs()
    assert [message.subject for message in hasan.messages.all()] == [
        f"Surat Keterangan {letter.number_text} tertahan"
    ]
    again = f"/surat/{letter.pk}/tanda-tangani-lagi/"
    client.force_login(person)
    assert client.get("/surat/tertahan/").status_code == 404
    assert client.post(again).status_code == 404
    with pytest.raises(Refusal):
        actions.ask_again(letter, by=person)
    client.force_login(cast.hasan())
    page = client.get("/surat/tertahan/").content.decode()
    assert letter.number_text in page
    assert "http_500" in page
    assert client.post(again).status_code == 303
    cast.run_jobs()
    assert Letter.objects.get(pk=letter.pk).state == State.ISSUED
    assert client.post(again).status_code == 409
