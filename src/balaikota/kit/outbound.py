"""One careful call to another system: one deadline for all of it, no redirects, no way into the city's own network.

A gateway must know whether a failed call may nevertheless have been received: `Unreached.was_sent` says so.
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlsplit

#: Addresses that are global by their number and may still lead inside: translated and tunnelled IPv4.
_TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
_PORTS = {"http": 80, "https": 443}


class Unreached(Exception):
    """No whole answer came. `why` is a word of ours, never a quotation of an address or an answer."""

    def __init__(self, why: str, *, was_sent: bool) -> None:
        super().__init__(why)
        self.why = why
        self.was_sent = was_sent


class NotTaken(Exception):
    """The other side took nothing of what it was given. `why` is a word of ours; with `is_final` asking again is no use."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_final = is_final


class Away(Exception):
    """Nobody is at the other end, or they take nothing now. It says nothing about what was to be sent."""


class Unsure(Exception):
    """It left, and nobody knows whether it was taken. It does not leave again unless a person says so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Way:
    """How far a call may go, and how long (seconds: for looking the name up, and again for everything after)."""

    seconds: float = 10
    most_bytes: int = 1_000_000
    inside: bool = False  # private and local addresses too
    plain: bool = False  # http beside https


@dataclass(frozen=True)
class Answer:
    """What came back, whole. A redirect is an answer like any other; `location` says where it points."""

    status: int
    body: bytes
    location: str = ""


def post(url: str, body: bytes, headers: Mapping[str, str], way: Way = Way()) -> Answer:
    """Send once. Raises `Unreached` when no whole answer came in time."""
    return _call("POST", url, body, headers, way)


def get(url: str, headers: Mapping[str, str], way: Way = Way()) -> Answer:
    """Ask once. Raises `Unreached` when no whole answer came in time."""
    return _call("GET", url, None, headers, way)


def _call(method: str, url: str, body: bytes | None, headers: Mapping[str, str], way: Way) -> Answer:
    place = _place(url, way)
    port = place.port or _PORTS[place.scheme]
    connection = _Pinned(place, _address(place.hostname or "", port, way), way.seconds)
    late = threading.Event()

    def cut() -> None:
        late.set()
        connection.cut()

    clock = threading.Timer(way.seconds, cut)
    clock.daemon = True
    clock.start()
    try:
        return _exchange(connection, (method, place, body, dict(headers)), way, late)
    finally:
        clock.cancel()
        connection.close()


def _exchange(
    connection: "_Pinned",
    asked: tuple[str, SplitResult, bytes | None, dict[str, str]],
    way: Way,
    late: threading.Event,
) -> Answer:
    method, place, body, headers = asked
    try:
        connection.connect()
    except (OSError, ssl.SSLError) as fault:
        raise Unreached(_word(fault, late, "unreachable"), was_sent=False) from None
    target = (place.path or "/") + (f"?{place.query}" if place.query else "")
    try:
        connection.request(method, target, body=body, headers=headers)
        answer = connection.getresponse()
        whole = b"".join(_read(answer, way.most_bytes))
    except (OSError, HTTPException) as fault:
        raise Unreached(_word(fault, late, "broken_off"), was_sent=True) from None
    if late.is_set():
        raise Unreached("timeout", was_sent=True)
    return Answer(answer.status, whole, answer.headers.get("Location", ""))


def _read(answer: HTTPResponse, most: int) -> Iterator[bytes]:
    left = most
    while piece := answer.read(min(left + 1, 65_536)):
        left -= len(piece)
        if left < 0:
            raise HTTPException("too long")
        yield piece


def _word(fault: BaseException, late: threading.Event, otherwise: str) -> str:
    if late.is_set() or isinstance(fault, TimeoutError):
        return "timeout"
    return "not_trusted" if isinstance(fault, ssl.SSLCertVerificationError) else otherwise


def _place(url: str, way: Way) -> SplitResult:
    if fault := address_fault(url, plain=way.plain):
        raise Unreached(fault, was_sent=False)
    return urlsplit(url)


def address_fault(url: str, *, plain: bool) -> str:
    """Why an address cannot be called, in one word of ours; empty when it can."""
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:
        return "unsafe_address"
    is_known = place.scheme == "https" or (place.scheme == "http" and plain)
    is_clean = bool(place.hostname) and not place.username and not place.password and port != 0
    return "" if is_known and is_clean and url.isascii() and url.isprintable() else "unsafe_address"


def _address(host: str, port: int, way: Way) -> tuple[str, int]:
    """The one address that is then called: looked up once, so that the name cannot change its mind."""
    addresses: list[str] = []

    def look_up() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            addresses.extend(
                str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            )

    # The resolver of the system knows no deadline: it may go on by itself, nobody waits for it.
    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(way.seconds)
    if asking.is_alive() or not addresses:
        raise Unreached("unknown_host", was_sent=False)
    if not way.inside and not all(is_outside(each) for each in addresses):
        raise Unreached("private_address", was_sent=False)
    return addresses[0], port


def is_outside(address: str) -> bool:
    """Does this IP address lie on the open Internet, and not in the city's own network or on this machine?"""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    is_tunnel = ip.version == 6 and (ip.ipv4_mapped is not None or any(ip in net for net in _TUNNELS))
    if is_tunnel:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Pinned(HTTPConnection):
    """Connects to the address that was looked up, and asks TLS for the name that was written."""

    sock: socket.socket

    def __init__(self, place: SplitResult, address: tuple[str, int], seconds: float) -> None:
        super().__init__(place.hostname or "", place.port or _PORTS[place.scheme], timeout=seconds)
        self._pinned, self._seconds = address, seconds
        self._is_secure = place.scheme == "https"
        self._wire: socket.socket | None = None  # http.client lets go of its own as soon as an answer begins

    def connect(self) -> None:
        self._wire = self.sock = socket.create_connection(self._pinned, self._seconds)
        if self._is_secure:
            context = ssl.create_default_context()
            self._wire = self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """Whoever waits for this connection waits no longer."""
        if self._wire is not None:
            with contextlib.suppress(OSError):
                self._wire.shutdown(socket.SHUT_RDWR)
