"""Who is served now and who waits, between Granian and Django.

Threads that fight over one interpreter answer fewer pages than two that do not, so two work in each process. Whoever takes
long (a lock, a password hash, a slow statement) holds nobody up: after a second another works in their stead. And no turn
begins before all of what is sent is here: a photo takes minutes on a slow line, and a dozen such phones would be
the whole city hall. Granian's threads receive, and wait outside, where they cost no processor.

Of those who wait the one whose answer is due first comes next: who only looks expects it sooner than who sends a form, which
takes longer by itself. Earliest due date first misses least (Jackson 1955; Liu and Layland 1973), and nobody waits for ever.
"""

import http
import os
import socket
import stat
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, TypeVar

WORKING = 2  # at once in one process; one would leave the processor idle while PostgreSQL answers
LONG = 1.0  # seconds after which one who works no longer counts among them
MOST = 8  # with all who take long: as many as there are lines in the pool (config/database.py)
FORM = 0.2  # seconds by which the answer to a form is due later than a page
IN_MEMORY = 1 << 17  # bytes of what is sent; the rest goes to the disk
PIECE = 1 << 16
# Seconds of silence, between questions, and how many unanswered: a phone that lost its network never says goodbye.
ALIVE = ((socket.TCP_KEEPIDLE, 30), (socket.TCP_KEEPINTVL, 10), (socket.TCP_KEEPCNT, 3))

NEVER = float("inf")

Environ = dict[str, Any]
Start = Callable[..., Any]
Answer = TypeVar("Answer")


class Errand(Generic[Answer]):
    """Something to do, until when (on the clock that only goes forward), and what came of it."""

    def __init__(self, task: Callable[[], Answer], due: float) -> None:
        self.task, self.due = task, due
        self.answer: Answer
        self.fault: BaseException | None = None
        self.done = threading.Lock()
        self.done.acquire()

    def run(self) -> None:
        try:
            self.answer = self.task()
        except BaseException as fault:
            self.fault = fault
        self.done.release()


class Turns:
    """Does errands as they are due, a few at once, and by threads that stay: each new one has to open its own ways to the
    database."""

    def __init__(self, *, working: int = WORKING, most: int = MOST, long: float = LONG) -> None:
        self.working, self.most, self.long = working, most, long
        #: Pages and forms, each in the order they came; and as many calls as stand in both.
        self.lines: tuple[deque[Errand[Any]], deque[Errand[Any]]] = (deque(), deque())
        self.called: SimpleQueue[None] = SimpleQueue()
        self.choosing, self.lock = threading.Lock(), threading.Lock()
        #: Of each who works or is ready to: when they began; never, while they wait.
        self.since: dict[object, float] = {}

    def __call__(self, task: Callable[[], Answer], *, is_form: bool = False) -> Answer:
        errand = Errand(task, time.monotonic() + FORM * is_form)
        self.lines[is_form].append(errand)
        self.called.put(None)
        if len(self.since) < self.working:
            self._call_another()
        while not errand.done.acquire(timeout=self.long):
            self._call_another()
        if errand.fault is not None:
            raise errand.fault
        return errand.answer

    def _call_another(self) -> None:
        with self.lock:
            if self._at_work() < self.working and len(self.since) < self.most:
                me = object()
                self.since[me] = NEVER
                threading.Thread(target=self._work, args=[me], daemon=True).start()

    def _at_work(self) -> int:
        long_ago = time.monotonic() - self.long
        return sum(began > long_ago for began in self.since.values())

    def _work(self, me: object) -> None:
        while True:
            errand = self._next()
            self.since[me] = time.monotonic()
            errand.run()
            self.since[me] = NEVER
            if len(self.since) > self.working and self._goes(me):
                return

    def _next(self) -> Errand[Any]:
        self.called.get()
        pages, forms = self.lines
        with self.choosing:
            is_form = not pages or (bool(forms) and forms[0].due < pages[0].due)
            return self.lines[is_form].popleft()

    def _goes(self, me: object) -> bool:
        """Those who took long are back: whoever came in their stead is one too many."""
        with self.lock:
            if self._at_work() <= self.working:
                return False
            del self.since[me]
            return True


class Door:
    """The WSGI application that lets requests into `application`, which is Django's, when all of them is here."""

    def __init__(self, application: Callable[..., Any], limit: int, turns: Turns | None = None) -> None:
        """`limit`: bytes of the largest request that is received at all; Django refuses what is larger unread."""
        self.application, self.limit, self.turns = application, limit, turns or Turns()
        self.is_first = True

    def __call__(self, environ: Environ, start: Start) -> Any:
        if self.is_first:
            self.is_first = False
            ask_whether_they_live()
        size = environ.get("CONTENT_LENGTH") or "0"
        if not (size.isascii() and size.isdigit() and 0 < int(size[:15]) <= self.limit):
            return self.answered(environ, start)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
            if not received(environ["wsgi.input"], kept, int(size)):
                return _broken_off(start)  # nothing is done by halves
            kept.seek(0)
            return self.answered({**environ, "wsgi.input": kept}, start)

    def answered(self, environ: Environ, start: Start) -> Any:
        """A page whole; a file piece by piece, outside: who fetches it may be slow."""
        from django.db import close_old_connections

        def task() -> Any:
            answer = self.application(environ, start)
            if getattr(answer, "streaming", True):
                close_old_connections()
                return answer
            try:
                return [answer.content]
            finally:
                answer.close()

        return self.turns(task, is_form=environ["REQUEST_METHOD"] not in ("GET", "HEAD"))


def received(source: Any, kept: Any, size: int) -> bool:
    """Did all of it come?"""
    while size > 0:
        piece = source.read(min(size, PIECE))
        if not piece:
            return False
        kept.write(piece)
        size -= len(piece)
    return True


def _broken_off(start: Start) -> list[bytes]:
    status = http.HTTPStatus.BAD_REQUEST
    start(f"{status.value} {status.phrase}", [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return [b""]


def ask_whether_they_live() -> None:
    """Every connection from here on: the kernel asks who has been silent, and gives up who does not answer."""
    for number in map(int, os.listdir("/proc/self/fd")):
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            with socket.socket(fileno=os.dup(number)) as link:
                if link.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                    for option, value in ALIVE:
                        link.setsockopt(socket.IPPROTO_TCP, option, value)
