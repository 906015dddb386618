"""Work in a process of its own says what it found, and what went wrong."""

import os
from collections.abc import Iterator

import pytest

from balaikota.kit.aside import MEMORY, Early, Overwhelmed, aside
from balaikota.kit.typed import Unfit


def numbers(count: int) -> Iterator[tuple[int, int]]:
    for number in range(count):
        print("this is no answer")
        yield number, os.getpid()


def refusing() -> Iterator[int]:
    yield 1
    raise Unfit("Berkas ini kosong.")


def dying() -> Iterator[int]:
    yield 1
    os._exit(7)


def test_it_yields_in_order_from_another_process() -> None:
    found = list(aside(numbers, 3))
    assert [number for number, _process in found] == [0, 1, 2]
    assert os.getpid() not in {process for _number, process in found}


def test_what_it_raises_is_raised_here() -> None:
    found = aside(refusing)
    assert next(found) == 1
    with pytest.raises(Unfit, match="kosong"):
        next(found)


def swelling() -> Iterator[int]:
    yield 1
    yield len(bytearray(MEMORY))


def test_one_that_wants_more_memory_than_any_work_gets_none() -> None:
    found = aside(swelling)
    assert next(found) == 1
    with pytest.raises((MemoryError, Overwhelmed)):
        next(found)


def test_one_that_dies_is_not_taken_for_done() -> None:
    with pytest.raises(RuntimeError, match="7"):
        list(aside(dying))


def slow_to_open(refused: bool) -> int:
    if refused:
        raise Unfit("Berkas ini kosong.")
    return os.getpid()


def opening(opened: Early[int]) -> Iterator[int]:
    yield os.getpid()
    yield opened()


def test_a_call_said_early_is_made_in_the_other_process() -> None:
    child, opened = aside(opening, Early(slow_to_open, False))
    assert child == opened != os.getpid()
    assert list(opening(Early(slow_to_open, False))) == [os.getpid()] * 2


def test_a_call_said_early_is_refused_where_its_answer_is_wanted() -> None:
    found = aside(opening, Early(slow_to_open, True))
    next(found)
    with pytest.raises(Unfit, match="kosong"):
        next(found)
