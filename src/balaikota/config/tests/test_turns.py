"""Who waits for whom when many ask the city at once."""

import io
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from hypothesis import given
from hypothesis import strategies as st

from balaikota.config.turns import FORM, Door, Errand, Turns

HARD = 0.2  # seconds that count as long here


@pytest.fixture
def turns() -> Turns:
    return Turns(working=2, most=4, long=HARD)


def together(many: int, ask: Callable[[int], Any]) -> list[threading.Thread]:
    threads = [threading.Thread(target=ask, args=[number], daemon=True) for number in range(many)]
    for each in threads:
        each.start()
    return threads


def ended(threads: list[threading.Thread]) -> bool:
    for each in threads:
        each.join(10)
    return not any(each.is_alive() for each in threads)


# --- turns ----------------------------------------------------------------------------------------


def test_two_work_at_once_and_everybody_comes_to_their_turn(turns: Turns) -> None:
    inside, most, told = [0], [0], []
    lock = threading.Lock()

    def task(number: int) -> int:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        time.sleep(0.005)
        with lock:
            inside[0] -= 1
        return number

    assert ended(together(40, lambda number: told.append((number, turns(lambda: task(number))))))
    assert most[0] == 2
    assert sorted(told) == [(number, number) for number in range(40)]


def test_who_takes_long_holds_nobody_up(turns: Turns) -> None:
    """Two wait for a lock in the database; the page of the third is there after a moment."""
    until = threading.Event()
    slow = together(2, lambda _number: turns(until.wait))
    began = time.monotonic()
    assert turns(lambda: "here") == "here"
    assert time.monotonic() - began < HARD * 10
    until.set()
    assert ended(slow)


def test_no_more_than_the_pool_has_lines_for(turns: Turns) -> None:
    until, begun = threading.Event(), threading.Semaphore(0)

    def task() -> None:
        begun.release()
        until.wait()

    slow = together(9, lambda _number: turns(task))
    for _turn in range(4):
        assert begun.acquire(timeout=10)
    assert not begun.acquire(timeout=HARD * 4), "a fifth works"
    until.set()
    assert ended(slow)


def test_when_the_slow_are_back_those_who_came_in_their_stead_go(turns: Turns) -> None:
    until = threading.Event()
    slow = together(4, lambda _number: turns(until.wait))
    turns_taken = threading.Thread(target=lambda: turns(lambda: None), daemon=True)
    turns_taken.start()
    time.sleep(HARD * 6)
    assert len(turns.since) == 4
    until.set()
    assert ended([*slow, turns_taken])
    for _turn in range(20):
        turns(lambda: None)
    assert len(turns.since) == 2


def test_whose_answer_is_due_first_comes_next_and_no_form_waits_for_ever() -> None:
    """Somebody looks while forms wait; a form that has waited its fifth of a second comes before pages asked after it."""
    turns, until = Turns(working=1, most=1, long=60), threading.Event()
    done: list[str] = []
    asked = together(1, lambda _number: turns(until.wait))
    for name, is_form, after in (("form", True, 0.0), ("page", False, 0.0), ("late page", False, FORM * 2)):
        time.sleep(0.05 + after)
        asked += together(
            1, lambda _n, name=name, form=is_form: turns(lambda: done.append(name), is_form=form)
        )
    time.sleep(0.05)
    until.set()
    assert ended(asked)
    assert done == ["page", "form", "late page"]


@given(st.lists(st.booleans(), max_size=40))
def test_everybody_comes_once_and_each_kind_in_the_order_it_came(kinds: list[bool]) -> None:
    turns = Turns(working=1, most=1)
    for number, is_form in enumerate(kinds):
        turns.lines[is_form].append(Errand(lambda number=number: number, number * 0.01 + FORM * is_form))
        turns.called.put(None)
    taken = [turns._next().due for _each in kinds]
    assert taken == sorted(taken)
    assert turns.lines == (deque(), deque())


def test_what_goes_wrong_is_said_to_who_asked(turns: Turns) -> None:
    def broken() -> None:
        raise ValueError("not this one")

    with pytest.raises(ValueError, match="not this one"):
        turns(broken)
    assert turns(lambda: 1) == 1


# --- what is sent ---------------------------------------------------------------------------------


class Phone:
    """Sends its pieces one by one, each when it is told to; then nothing more."""

    def __init__(self, *pieces: bytes, go: threading.Event | None = None) -> None:
        self.pieces, self.go = list(pieces), go

    def read(self, size: int) -> bytes:
        if self.go is not None:
            self.go.wait()
        return self.pieces.pop(0)[:size] if self.pieces else b""


def posted(source: Any, size: int) -> dict[str, Any]:
    return {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(size), "wsgi.input": source}


class City:
    """An application that says what it was sent."""

    def __init__(self, answer: Callable[[bytes], Any] = HttpResponse) -> None:
        self.answer, self.asked = answer, 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        self.asked += 1
        start("200 OK", [])
        return self.answer(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))


def said(door: Door, environ: dict[str, Any]) -> tuple[str, bytes]:
    status: list[str] = []
    answer = door(environ, lambda line, _headers: status.append(line))
    return status[0], b"".join(answer)


def test_a_dozen_slow_phones_are_not_the_whole_city_hall(turns: Turns) -> None:
    city, go = City(), threading.Event()
    door = Door(city, 1_000, turns)
    told: list[tuple[str, bytes]] = []
    slow = together(12, lambda _number: told.append(said(door, posted(Phone(b"foto", b"-nya", go=go), 8))))
    assert said(door, posted(io.BytesIO(b"halo"), 4)) == ("200 OK", b"halo")
    assert (city.asked, told) == (1, []), "nobody works for what is still on its way"
    go.set()
    assert ended(slow)
    assert told == [("200 OK", b"foto-nya")] * 12


def test_nothing_is_done_with_the_half_of_a_form(turns: Turns) -> None:
    city = City()
    assert said(Door(city, 1_000, turns), posted(Phone(b"nama=Sit"), 20))[0] == "400 Bad Request"
    assert city.asked == 0


@pytest.mark.parametrize("size", ["1001", "0", "", "-4", "²", "9" * 4_400])
def test_what_is_too_large_or_no_size_is_left_unread(turns: Turns, size: str) -> None:
    class Unread:
        def read(self, _size: int) -> bytes:
            raise AssertionError("it was read")

    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": size, "wsgi.input": Unread()}
    door = Door(lambda _environ, start: start("200 OK", []) or [b"Django's own no"], 1_000, turns)
    assert said(door, environ) == ("200 OK", b"Django's own no")


def test_a_large_file_goes_to_the_disk(turns: Turns) -> None:
    whole = b"x" * 300_000
    assert said(Door(City(), 1_000_000, turns), posted(io.BytesIO(whole), len(whole))) == ("200 OK", whole)


def test_a_file_is_fetched_outside_so_that_a_slow_line_holds_nobody_up(turns: Turns) -> None:
    where: list[threading.Thread] = []

    def pieces(sent: bytes) -> StreamingHttpResponse:
        def each() -> Any:
            where.append(threading.current_thread())
            yield sent

        return StreamingHttpResponse(each())

    assert said(Door(City(pieces), 1_000, turns), posted(io.BytesIO(b"foto"), 4)) == ("200 OK", b"foto")
    assert where == [threading.current_thread()]
