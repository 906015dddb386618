"""A running city under siege: `python -m bench.fuzz_flood flood=SECONDS FOLDER`. Two hundred sockets that say a byte now
and then while the front page is asked; uploads of 500 MB, announced and unannounced, while the memory of all processes
is watched."""

import shutil
import socket
import statistics
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.journeys.tree import Tree, plant

from bench.fuzz_tally import Tally, asked

SLOW_SOCKETS, UPLOAD, MORE_MEMORY = 200, 500 << 20, 50 << 20
PIECE = b"x" * (1 << 16)


def main() -> None:
    ((name, seconds),), keep = asked(sys.argv[1]).items(), Path(sys.argv[2])
    tally, tree = Tally(name, keep), plant()
    try:
        for _again in range(5):
            front_page(tree)
        notes = [slow_sockets(tree, tally, min(max(seconds / 2, 15), 60))]
        notes += [upload(tree, tally, kind) for kind in ("announced", "in pieces", "as a file")]
        tally.note = "; ".join(notes)
    finally:
        tally.write()
        tree.stop()
        shutil.rmtree(tree.home, ignore_errors=True)


def front_page(tree: Tree) -> float:
    """Seconds until the front page was there."""
    began = time.monotonic()
    with urllib.request.urlopen(tree.url("/"), timeout=30) as answer:
        if answer.status != 200 or b"</html>" not in answer.read():
            raise AssertionError(f"the front page answered {answer.status}")
    return time.monotonic() - began


# --- slow sockets ---------------------------------------------------------------------------------


def slow_sockets(tree: Tree, tally: Tally, seconds: float) -> str:
    """Half say their headers a byte at a time, half their body; somebody reads the front page meanwhile."""
    held = [_opened(tree, is_body=number % 2 == 1) for number in range(SLOW_SOCKETS)]
    times, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        for each in held:
            _say(each)
        try:
            times.append(front_page(tree))
        except OSError as fault:
            tally.fault(f"with {SLOW_SOCKETS} slow sockets the front page did not answer: {fault}")
            break
        tally.count(SLOW_SOCKETS + 1)
        time.sleep(0.3)
    for each in held:
        each.close()
    worst = max(times, default=0)
    if worst > 2:
        tally.fault(f"with {SLOW_SOCKETS} slow sockets the front page took {worst:.1f} s")
    middle = statistics.median(times) if times else 0
    return (
        f"{SLOW_SOCKETS} slow sockets: front page median {middle * 1000:.0f} ms, worst {worst * 1000:.0f} ms"
    )


def _opened(tree: Tree, *, is_body: bool) -> socket.socket:
    link = socket.create_connection(("127.0.0.1", tree.port), timeout=5)
    head = b"POST /lapor/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    head += b"Cookie: csrftoken=" + b"b" * 32 + b"\r\n"  # without it nobody would look into the form
    link.sendall(
        head + b"Content-Length: 90000\r\n\r\na="
        if is_body
        else b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: "
    )
    return link


def _say(link: socket.socket) -> None:
    try:
        link.send(b"a")
    except OSError:
        return  # the city has given it up, as it may


# --- a large upload -------------------------------------------------------------------------------


def upload(tree: Tree, tally: Tally, kind: str) -> str:
    """500 MB to an address that takes files; how much more memory the whole tree had at its highest, and the answer."""
    before, highest = tree.memory(), [0]
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.2):
            highest[0] = max(highest[0], tree.memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    answered, sent = _sent(tree, HEADS[kind], PIECES[kind])
    is_over.set()
    watcher.join()
    tally.count()
    more = max(0, highest[0] - before)
    if more > MORE_MEMORY:
        tally.fault(f"500 MB {kind}: {more >> 20} MB more memory")
    front_page(tree)
    return f"500 MB {kind}: {sent >> 20} MB taken, answer {answered}, {more >> 20} MB more memory"


def _plain() -> Iterator[bytes]:
    for _piece in range(UPLOAD // len(PIECE)):
        yield PIECE


def _chunked() -> Iterator[bytes]:
    for piece in _plain():
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def _as_file() -> Iterator[bytes]:
    yield b'--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    yield from _chunked_file()


def _chunked_file() -> Iterator[bytes]:
    yield from _plain()
    yield b"\r\n--x--\r\n"


_POST = "POST /lapor/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
HEADS = {
    "announced": f"{_POST}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {UPLOAD}\r\n\r\n",
    "in pieces": f"{_POST}Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n",
    # Just below the limit of one request, so that it is read: the largest body the city takes.
    "as a file": f"{_POST}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {99 << 20}\r\n\r\n",
}
PIECES: dict[str, Callable[[], Iterator[bytes]]] = {
    "announced": _plain,
    "in pieces": _chunked,
    "as a file": _as_file,
}


def _sent(tree: Tree, head: str, pieces: Callable[[], Iterator[bytes]]) -> tuple[str, int]:
    """The status line, and how many bytes went out before the city answered or hung up."""
    sent = 0
    with socket.create_connection(("127.0.0.1", tree.port), timeout=60) as link:
        link.sendall(head.encode())
        try:
            for piece in pieces():
                link.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        try:
            return link.recv(200).split(b"\r\n", 1)[0].decode("latin-1"), sent
        except OSError:
            return "hung up", sent


if __name__ == "__main__":
    main()
