"""Work in a process of its own: it has a core to itself, and its memory goes with it.

The function is named, not sent; what it is given and what it yields goes through two private pipes. It is told the keys
and the language of this city and nothing of its database: it reads no tables. Its memory and time are limited, so that
a file made to overwhelm ends it and not the city.
"""

import gc
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from typing import IO, Any, Generic, ParamSpec, TypeVar, cast

from django.conf import settings
from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")
YIELDED, RAISED, ENDED = range(3)
#: What the child may have: more is no honest work, or a bomb.
MEMORY, SECONDS = 2 << 30, 600
#: Settings it is told. Reading all of them would take longer than some of its work.
SETTINGS = (
    "DATA_KEYS",
    "DATA_KEY_ID",
    "INDEX_KEY",
    "LANGUAGE_CODE",
    "LOCALE_PATHS",
    "USE_I18N",
    "TIME_ZONE",
    "USE_TZ",
)
_CHILD = "from balaikota.kit.aside import serve; serve()"


class Overwhelmed(RuntimeError):
    """The child ended before its work did: it wanted more memory or time than it may have, or broke."""


class Early(Generic[T]):
    """A call that a child begins while it imports what else its work needs; anywhere else it is made when it is called."""

    def __init__(self, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> None:
        self._call: Callable[[], T] = partial(function, *given, **named)

    def __call__(self) -> T:
        return self._call()

    def begin(self) -> None:
        self._call = ThreadPoolExecutor(1).submit(self._call).result


_here: list[str] = []


def is_aside() -> bool:
    """Is this a child already, with its limits?"""
    return bool(_here)


def aside(function: Callable[P, Iterator[T]], *given: P.args, **named: P.kwargs) -> Iterator[T]:
    """What `function` yields, one after the other, each made while the one before is used; what it raises is raised."""
    told = {name: getattr(settings, name) for name in SETTINGS}
    told["LANGUAGE_CODE"] = get_language() or told["LANGUAGE_CODE"]  # sentences in the language of who asks
    # -P: what lies in the folder somebody started us from is not imported.
    command = [sys.executable, "-P", "-c", _CHILD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        try:
            yield from _received(child, (told, function.__module__, function.__name__, given, named))
        finally:
            child.kill()


def _received(child: "subprocess.Popen[bytes]", asked: tuple[Any, ...]) -> Iterator[Any]:
    question, answers = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    pickle.dump(asked, question, protocol=5)
    question.close()
    while True:
        try:
            kind, value = pickle.load(answers)  # noqa: S301 - our own child's
        except (EOFError, pickle.UnpicklingError):  # nothing, or half an answer
            raise Overwhelmed(f"A process aside ended early ({child.wait()})") from None
        if kind == ENDED:
            return
        if kind == RAISED:
            raise value
        yield value


def serve() -> None:
    """In the child: do what is asked. Whatever is printed goes to the errors, not between the answers."""
    from django.apps import apps

    gc.disable()  # it makes many rows, hands them over and ends: looking for circles among them costs a tenth
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    told, module, name, given, named = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent's
    settings.configure(**told)
    confine(f"{module}.{name}")
    apps.populate(())  # sentences want to know the rooms; those with tables are not needed here
    for each in given:
        if isinstance(each, Early):
            each.begin()
    try:
        for value in getattr(import_module(module), name)(*given, **named):
            pickle.dump((YIELDED, value), answers, protocol=5)
            answers.flush()
        last: tuple[int, Any] = (ENDED, None)
    except Exception as error:
        last = (RAISED, error)
    pickle.dump(last, answers, protocol=5)
    answers.close()


def confine(work: str, seconds: int = SECONDS) -> None:
    """Limit what the rest of this process may take."""
    _here.append(work)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
