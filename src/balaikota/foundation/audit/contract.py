"""What rooms above tell this one: in which capacity somebody acted, whether what they sealed still is as it was, and with
which key the city signs how its chain ends."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

_answer: list[Callable[["Person"], str]] = []


def tell_capacity_with(answer: Callable[["Person"], str]) -> None:
    """Called once, when the room of posts opens: `answer(person)` is the title held today, or empty."""
    _answer[:] = [answer]


def capacity_of(person: "Person | None") -> str:
    return _answer[0](person) if person is not None and _answer else ""


_oaths: list[Callable[[], list[str]]] = []


def borne_out_by(denied: Callable[[], list[str]]) -> None:
    """Called in `apps.ready`: `denied()` says, one sentence each, which rows are not what an event says they were."""
    _oaths.append(denied)


def denied() -> list[str]:
    """Everything the rooms find changed since the chain saw it."""
    return [fault for oath in _oaths for fault in oath()]


_signing: list[tuple[Callable[[bytes], bytes], Callable[[], str]]] = []


def signed_by(sign: Callable[[bytes], bytes], public_pem: Callable[[], str]) -> None:
    """Called once when the house opens: the city's key for the heads of its chain (Ed25519), and its public half."""
    _signing[:] = [(sign, public_pem)]


def sign(said: bytes) -> tuple[bytes, str]:
    """The signature and the public key, PEM."""
    signs, public_pem = _signing[0]
    return signs(said), public_pem()


def public_pem() -> str:
    return _signing[0][1]()
