"""Numbers for those who walk in: without a gap, from one again each day, called once, and about nobody."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from tests import cast

from balaikota.engine.counter import actions, queries
from balaikota.engine.counter.models import Line, Ticket, Turn
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.worktime import WIB

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_in_each_line(
    line: Line, office: Agency, wulan: Person, ratna: Person
) -> None:
    other = actions.open_line(office, "B", "KTP-el", by=ratna)
    codes = [actions.issue(each, by=wulan).code for each in (line, line, other, line)]
    assert codes == ["A-001", "A-002", "B-001", "A-003"]


def test_each_day_begins_with_one_at_midnight_wib(
    line: Line, wulan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(hour: int, minute: int, day: int = 28) -> None:
        moment = datetime(2026, 11, day, hour, minute, tzinfo=WIB)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(23, 59)
    assert [actions.issue(line, by=wulan).number for _ in range(2)] == [1, 2]
    at(0, 0, day=29)
    assert actions.issue(line, by=wulan).number == 1


def test_a_letter_is_used_once_in_an_office_and_given_by_its_head(
    line: Line, office: Agency, wulan: Person
) -> None:
    with pytest.raises(Refusal, match="sudah dipakai"):
        actions.open_line(office, "A", "Lain", by=cast.ratna())
    with pytest.raises(Refusal, match="kepala kantor"):
        actions.open_line(office, "C", "Lain", by=wulan)


@pytest.mark.django_db(transaction=True)
def test_twenty_numbers_given_at_once_leave_no_gap(line: Line) -> None:
    wulan, count = cast.wulan(), 20
    start, numbers = threading.Barrier(count), []

    def issue() -> None:
        try:
            start.wait(60)
            numbers.append(actions.issue(line, by=wulan).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, count + 1))


@pytest.mark.django_db(transaction=True)
def test_three_officers_calling_at_once_call_three_people(line: Line) -> None:
    officers = [cast.wulan(), cast.anwar(), cast.ratna()]
    for _person in range(3):
        actions.issue(line, by=officers[0])
    start, called = threading.Barrier(3), []

    def call(officer: Person, window: int) -> None:
        try:
            start.wait(60)
            called.append(actions.call_next(line, window, by=officer).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(each, place)) for place, each in enumerate(officers, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(called) == [1, 2, 3]


def test_the_wait_ends_at_the_first_call(line: Line, office: Agency, wulan: Person) -> None:
    ticket = actions.issue(line, by=wulan)
    Ticket.objects.update(issued_at=ticket.issued_at - timedelta(minutes=7))
    called = actions.call_next(line, 3, by=wulan)
    assert actions.call_again(called, 3, by=wulan).called_at == called.called_at
    (standing,) = queries.standings(office)
    assert (standing.waiting, standing.wait) == (0, 8)


def test_one_number_in_hand_at_a_time(line: Line, wulan: Person) -> None:
    for _person in range(2):
        actions.issue(line, by=wulan)
    first = actions.call_next(line, 1, by=wulan)
    with pytest.raises(Refusal, match="nomor A-001"):
        actions.call_next(line, 1, by=wulan)
    actions.finish(first, by=wulan)
    second = actions.call_next(line, 1, by=wulan)
    actions.finish(second, by=wulan)
    with pytest.raises(Refusal, match="Tidak ada yang menunggu"):
        actions.call_next(line, 1, by=wulan)


def test_who_was_skipped_may_be_called_again(line: Line, wulan: Person, anwar: Person) -> None:
    actions.issue(line, by=wulan)
    ticket = actions.call_next(line, 1, by=wulan)
    with pytest.raises(Refusal, match="rekan Anda"):
        actions.call_again(ticket, 2, by=anwar)
    with pytest.raises(Refusal, match="tidak sedang Anda layani"):
        actions.skip(ticket, by=anwar)
    actions.skip(ticket, by=wulan)
    assert actions.call_again(ticket, 2, by=anwar).window == 2
    actions.finish(ticket, by=anwar)
    assert Ticket.objects.get().state == Turn.DONE
    story = ["issued", "called", "skipped", "called", "done"]
    assert cast.story_of(ticket) == [f"counter.number_{each}" for each in story]


@pytest.mark.parametrize("who", ["sari", "hasan", "mega"])
def test_only_officers_of_that_counter_give_and_call(line: Line, who: str) -> None:
    for act in (lambda by: actions.issue(line, by=by), lambda by: actions.call_next(line, 1, by=by)):
        with pytest.raises(Refusal, match="petugas loket"):
            act(getattr(cast, who)())


# --- the pages ------------------------------------------------------------------------------------


def test_the_queue_works_through_its_pages(
    line: Line, wulan: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(wulan)
    here = "/loket/disdukcapil/antrean/"
    slip = client.post(f"{here}{line.pk}/ambil/")["Location"]
    assert "A-001" in client.get(slip).content.decode()
    for wrong in ("150", "empat", ""):
        refused = client.post(f"{here}{line.pk}/panggil/", {"window": wrong})
        assert refused.status_code == 422
        assert "dari 1 sampai 99" in refused.content.decode(), "nobody is sent to a window of our choosing"
    assert client.post(f"{here}{line.pk}/panggil/", {"window": "4"})["Location"] == f"{here}?loket=4"
    assert client.post(f"{here}{line.pk}/panggil/", {"window": "4"}).status_code == 409
    with django_assert_max_num_queries(14):
        assert "Sedang Anda layani" in client.get(f"{here}?loket=4").content.decode()
    ticket = Ticket.objects.get()
    assert client.post(f"{here}nomor/{ticket.pk}/lagi/", {"window": "4"}).status_code == 303
    assert client.post(f"{here}nomor/{ticket.pk}/lewati/").status_code == 303
    assert "Dilewati" in client.get(here).content.decode()
    assert client.post(f"{here}nomor/{ticket.pk}/lagi/", {"window": "4"}).status_code == 303
    assert client.post(f"{here}nomor/{ticket.pk}/selesai/").status_code == 303


def test_the_screen_shows_numbers_and_windows_to_anybody_and_renews_itself(
    line: Line, wulan: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    for _person in range(3):
        actions.issue(line, by=wulan)
    actions.call_next(line, 4, by=wulan)
    with django_assert_max_num_queries(8):
        page = client.get("/loket/disdukcapil/layar/").content.decode()
    assert "A-001" in page
    assert "Loket 4" in page
    assert "2 menunggu" in page
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in page
    assert 'hx-trigger="every 5s"' in page
    assert "Wulan" not in page
    part = client.get("/loket/disdukcapil/layar/", headers={"HX-Request": "true", "HX-Target": "giliran"})
    assert part.content.decode().lstrip().startswith('<div id="giliran"')
    assert client.get("/loket/tidak-ada/layar/").status_code == 404
