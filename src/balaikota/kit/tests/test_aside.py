"""Work in a process of its own says what it found, and what went wrong."""

import os
from collections.abc import Iterator

import pytest

from balaikota.kit.aside import MEMORY, Overwhelmed, aside
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
