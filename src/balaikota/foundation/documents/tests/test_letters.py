"""Letters: numbered, drawn, signed, and what becomes of them."""

import hashlib
import stat
import threading
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents import actions, contract, jobs, queries
from balaikota.foundation.documents.models import Letter, NumberSeries, State
from balaikota.foundation.files import queries as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db

ALetter = Callable[..., Letter]


class BrokenSigner(contract.Signer):
    statement = "tidak ada"
    is_certified = True

    def sign(self, pdf: bytes, order: contract.Order) -> bytes:
        raise ConnectionError("the NIK 1271… is in this sentence and must not be kept")


def story(letter: Letter) -> list[str]:
    return [event.name for event in audit.story(letter)]


def test_a_letter_waits_with_its_number_until_it_is_signed(a_letter: ALetter) -> None:
    letter = a_letter()
    assert letter.state == State.WAITING
    assert letter.number_text == f"KET/0001/DISDUKCAPIL/{timezone.localdate().year}"
    assert story(letter) == ["documents.requested"]


def test_an_issued_letter_has_its_file_on_the_disk_and_its_digest_in_the_row(a_letter: ALetter) -> None:
    letter = actions.issue(a_letter())
    assert letter.state == State.ISSUED
    content = files.read_bytes(letter.file)
    assert content.startswith(b"%PDF-1.4")
    assert hashlib.sha256(content).hexdigest() == letter.sha256 == letter.file.sha256
    assert story(letter) == ["documents.requested", "documents.issued"]
    assert stat.S_IMODE(files.path(letter.file).stat().st_mode) == 0o600


def test_issuing_twice_makes_one_letter(a_letter: ALetter) -> None:
    letter = a_letter()
    first = actions.issue(letter)
    second = actions.issue(letter)  # a job that was run twice holds the old row
    assert first.sha256 == second.sha256
    assert StoredFile.objects.count() == 1
    assert story(letter).count("documents.issued") == 1


def test_the_job_of_the_request_issues_the_letter(a_letter: ALetter) -> None:
    letter = a_letter()
    event = audit.story(letter).get()
    jobs.sign(event.pk)
    jobs.sign(event.pk)
    assert queries.whole(letter.pk).state == State.ISSUED


@pytest.mark.usefixtures("usual_signer")
def test_a_signer_that_fails_leaves_the_letter_waiting_and_says_why(a_letter: ALetter) -> None:
    letter = a_letter()
    contract.register_signer(BrokenSigner())
    for _ in range(2):
        with pytest.raises(ConnectionError):
            actions.issue(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.WAITING, 2, "ConnectionError")
    assert letter.file is None
    contract.register_signer(jobs.LocalSigner())
    assert actions.issue(letter).state == State.ISSUED
    assert queries.whole(letter.pk).last_error == ""


def test_a_letter_that_dies_between_file_and_row_is_not_half_signed(
    a_letter: ALetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = a_letter()
    with monkeypatch.context() as broken:
        broken.setattr(actions.audit, "record", lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            actions.issue(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.file, letter.sha256) == (State.WAITING, None, "")
    assert StoredFile.objects.count() == 0
    assert actions.issue(letter).state == State.ISSUED


def test_the_database_itself_refuses_an_issued_letter_without_a_file(a_letter: ALetter) -> None:
    with pytest.raises(IntegrityError, match="issued_means_signed_file"), transaction.atomic():
        Letter.objects.filter(pk=a_letter().pk).update(state=State.ISSUED)


def test_a_letter_left_waiting_is_signed_by_the_clock(a_letter: ALetter) -> None:
    letter, fresh = a_letter(), a_letter()
    Letter.objects.filter(pk=letter.pk).update(requested_at=timezone.now() - timedelta(minutes=6))
    jobs.sign_what_waits(0)
    assert queries.whole(letter.pk).state == State.ISSUED
    assert queries.whole(fresh.pk).state == State.WAITING


@pytest.mark.usefixtures("usual_signer")
def test_one_letter_that_cannot_be_signed_does_not_hold_up_the_rest(a_letter: ALetter) -> None:
    bad, good = a_letter(content={"rows": "bukan daftar"}), a_letter()
    Letter.objects.update(requested_at=timezone.now() - timedelta(minutes=6))
    jobs.sign_what_waits(0)
    assert queries.whole(bad.pk).last_error == "TypstError"
    assert queries.whole(good.pk).state == State.ISSUED
    assert queries.left_waiting() == []  # tried just now; its turn comes again in five minutes


# --- after it is out ------------------------------------------------------------------------------


def test_a_newer_letter_takes_the_place_of_the_old(a_letter: ALetter, signing_head: Person) -> None:
    old, new = actions.issue(a_letter()), a_letter()
    actions.replace(old, new, by=signing_head)
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == (State.REPLACED, new)
    with pytest.raises(Refusal):
        actions.replace(old, new, by=signing_head)


def test_a_letter_is_not_replaced_by_another_kind(a_letter: ALetter, signing_head: Person) -> None:
    with pytest.raises(Refusal):
        actions.replace(actions.issue(a_letter()), a_letter("kutipan-uji"), by=signing_head)


def test_a_revoked_letter_stays_on_the_record_with_its_reason(
    a_letter: ALetter, signing_head: Person
) -> None:
    letter = actions.issue(a_letter())
    with pytest.raises(Refusal, match="alasan"):
        actions.revoke(letter, reason=" ", by=signing_head)
    actions.revoke(letter, reason="salah ketik", by=signing_head)
    letter.refresh_from_db()
    assert (letter.state, letter.revoked_reason) == (State.REVOKED, "salah ketik")
    assert letter.file is not None
    with pytest.raises(Refusal):
        actions.revoke(letter, reason="sekali lagi", by=signing_head)


def test_a_revoked_letter_that_was_waiting_is_never_signed(a_letter: ALetter, signing_head: Person) -> None:
    letter = a_letter()
    actions.revoke(letter, reason="batal", by=signing_head)
    assert actions.issue(queries.whole(letter.pk)).state == State.REVOKED
    assert StoredFile.objects.count() == 0


def test_a_letter_revoked_while_it_is_being_signed_does_not_come_out(
    a_letter: ALetter, signing_head: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = a_letter()

    def meanwhile(*given: Any) -> bytes:
        actions.revoke(letter, reason="batal", by=signing_head)
        return b"%PDF-1.4"

    monkeypatch.setattr(actions, "_drawn", meanwhile)
    monkeypatch.setattr(contract.signer(), "sign", lambda pdf, order: pdf)
    assert actions.issue(letter).state == State.REVOKED
    assert StoredFile.objects.count() == 0


# --- who may open it ------------------------------------------------------------------------------


def test_the_subject_and_whom_the_room_lets_in_open_a_letter_and_a_neighbour_finds_nothing(
    a_letter: ALetter, person: Person
) -> None:
    from django.http import Http404

    letter = actions.issue(a_letter())
    wulan, budi = Person.objects.create(name="Wulan"), Person.objects.create(name="Budi")
    for viewer in (person, wulan):
        assert queries.letter_for(viewer, letter.pk) == letter
        assert files.openable(letter.file_id, viewer=viewer) == letter.file
    with pytest.raises(Http404):
        queries.letter_for(budi, letter.pk)
    with pytest.raises(Http404):
        files.openable(letter.file_id, viewer=budi)
    with pytest.raises(Http404):
        queries.letter_for(person, uuid.uuid4())


# --- numbers --------------------------------------------------------------------------------------


def test_each_office_kind_and_year_counts_for_itself(
    a_letter: ALetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [a_letter().number, a_letter().number, a_letter("kutipan-uji").number] == [1, 2, 1]
    monkeypatch.setattr(actions.timezone, "localdate", lambda *given: date(2031, 1, 1))
    assert a_letter().number_text == "KET/0001/DISDUKCAPIL/2031"


def test_a_number_of_a_rolled_back_letter_is_the_next_ones(a_letter: ALetter) -> None:
    a_letter()
    with transaction.atomic():
        assert a_letter().number == 2
        transaction.set_rollback(True)
    assert a_letter().number == 2


def test_a_number_format_that_could_repeat_is_refused() -> None:
    with pytest.raises(ValueError, match="office"):
        contract.paper("salah", Path("x.typ"), lambda person, about_id: False, number="{number}/{year}")


def test_every_gap_is_listed_and_can_be_explained(a_letter: ALetter, signing_head: Person) -> None:
    first, second = a_letter(), a_letter()
    actions.issue(first)
    actions.revoke(second, reason="pemohon mencabut", by=signing_head)
    NumberSeries.objects.filter(pk=first.series_id).update(last=4)
    series = NumberSeries.objects.get(pk=first.series_id)
    assert queries.gaps(series) == [
        queries.Gap(2, "pemohon mencabut"),
        queries.Gap(3, ""),
        queries.Gap(4, ""),
    ]
    actions.explain_gap(series, 3, "dipakai di buku lama", by=signing_head)
    assert queries.gaps(series)[1].reason == "dipakai di buku lama"
    with pytest.raises(Refusal, match="dipakai sebuah surat"):
        actions.explain_gap(series, 1, "iseng", by=signing_head)
    with pytest.raises(Refusal, match="belum pernah"):
        actions.explain_gap(series, 9, "iseng", by=signing_head)


@pytest.mark.django_db(transaction=True)
def test_two_times_fifty_letters_at_once_get_a_hundred_different_numbers(a_letter: ALetter) -> None:
    asked: list[Letter] = []
    faults: list[BaseException] = []

    def ask(kind: str) -> None:
        try:
            asked.append(a_letter(kind))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    kinds = ["keterangan-uji", "kutipan-uji"] * 50
    threads = [threading.Thread(target=ask, args=[kind]) for kind in kinds]
    for start in range(0, 100, 25):  # PostgreSQL keeps a limited number of doors open
        for thread in threads[start : start + 25]:
            thread.start()
        for thread in threads[start : start + 25]:
            thread.join()
    assert faults == []
    assert len({letter.number_text for letter in asked}) == 100
    for kind in set(kinds):
        assert sorted(letter.number for letter in asked if letter.kind == kind) == list(range(1, 51))
